import type { Kysely } from "kysely";
import type { AlertRow } from "../alerts.ts";
import type { Database } from "../database.ts";

/** Weekly reports of these clients that waited in the outbox when the backup was made and were put aside. */
export async function reportsPutAside(
  db: Kysely<Database>,
  clientIds: readonly string[],
  until: Date,
): Promise<readonly { readonly clientId: string; readonly period: string }[]> {
  if (clientIds.length === 0) return [];
  const rows = await db
    .selectFrom("outbox")
    .innerJoin("lost_span", (join) =>
      join.onRef("lost_span.client_id", "=", "outbox.client_id").on("lost_span.until_at", "=", until),
    )
    .select(["outbox.client_id", "outbox.message"])
    .where("outbox.client_id", "in", clientIds)
    .where("outbox.alert_id", "is", null)
    .where("outbox.state", "=", "superseded")
    .where("outbox.created_at", "<=", until)
    .execute();
  return rows.flatMap(({ client_id: clientId, message }) =>
    message.kind === "weekly-report" ? [{ clientId, period: message.period }] : [],
  );
}

export type ToldAlert = Pick<AlertRow, "receiver" | "status" | "told" | "steps" | "next_step">;

/** Alerts of a client that are not resolved, and who has heard of each. */
export async function toldAlerts(db: Kysely<Database>, clientId: string): Promise<readonly ToldAlert[]> {
  return db
    .selectFrom("alert")
    .select(["receiver", "status", "told", "steps", "next_step"])
    .where("client_id", "=", clientId)
    .where("status", "!=", "resolved")
    .execute();
}

/** How many of these findings are open. */
export async function countOpenOf(
  db: Kysely<Database>,
  clientId: string,
  findingIds: readonly string[],
): Promise<number> {
  if (findingIds.length === 0) return 0;
  const row = await db
    .selectFrom("finding")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("client_id", "=", clientId)
    .where("finding_id", "in", findingIds)
    .where("status", "=", "open")
    .executeTakeFirstOrThrow();
  return Number(row.count);
}
