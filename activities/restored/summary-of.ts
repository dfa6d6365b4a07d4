import type { Kysely } from "kysely";
import type { ClientConfig } from "../../config/config.ts";
import type { Links } from "../../domain/links.ts";
import type { Address } from "../../domain/plan-deliveries.ts";
import type { RestoredSummary } from "../../domain/restored-summary.ts";
import { dueReports } from "../../domain/time/report-due.ts";
import type { Database, RestoredMessage } from "../../storage/database.ts";

export interface SummaryWorld {
  readonly db: Kysely<Database>;
  readonly links: Links;
  readonly clients: readonly ClientConfig[];
}

/** What the summary says to everyone at one address, as things stand when it is sent. */
export async function summaryOf(
  { db, links, clients }: SummaryWorld,
  { from, until, clientIds }: RestoredMessage,
  address: Address,
): Promise<RestoredSummary> {
  const concerned = clients.filter(({ clientId }) => clientIds.includes(clientId));
  const span = { from: new Date(from), until: new Date(until) };
  const rows = await Promise.all(
    concerned.map(async (client) => {
      const receivers = receiversAt(client, address);
      return { client, receivers, alerts: await alertsOf(db, client.clientId, receivers) };
    }),
  );
  const putAside = await reportsPutAside(db, concerned, span.until);
  return {
    ...span,
    timeZone: concerned[0]?.timeZone ?? "UTC",
    clients: await Promise.all(
      rows.map(async ({ client, alerts }) => ({
        name: client.name,
        openFindings: await countOpen(db, client.clientId, [...new Set(alerts.flatMap(({ told }) => told))]),
        unacknowledged: alerts.filter(({ status }) => status === "open").length,
        url: links.dashboard(`/clients/${client.clientId}`),
      })),
    ),
    reports: rows
      .filter(({ client, receivers }) => client.report.recipients.some((id) => receivers.includes(id)))
      .flatMap(({ client }) =>
        weeksOf(client, putAside, span).map((period) => ({
          clientName: client.name,
          period,
          url: links.dashboard(`/clients/${client.clientId}/reports/${period}`),
        })),
      ),
  };
}

/** Those that were due meanwhile, and those that waited in the outbox when the backup was made. */
function weeksOf(
  client: ClientConfig,
  putAside: readonly { readonly client_id: string; readonly period: string }[],
  { from, until }: { readonly from: Date; readonly until: Date },
): readonly string[] {
  const waited = putAside.filter(({ client_id }) => client_id === client.clientId).map(({ period }) => period);
  return [
    ...new Set([...waited, ...dueReports(client.report, client.timeZone, from, until).map(({ period }) => period)]),
  ].toSorted();
}

async function reportsPutAside(db: Kysely<Database>, clients: readonly ClientConfig[], until: Date) {
  const rows = await db
    .selectFrom("outbox")
    .innerJoin("lost_span", (join) =>
      join.onRef("lost_span.client_id", "=", "outbox.client_id").on("lost_span.until_at", "=", until),
    )
    .select(["outbox.client_id", "outbox.message"])
    .where(
      "outbox.client_id",
      "in",
      clients.map(({ clientId }) => clientId),
    )
    .where("outbox.alert_id", "is", null)
    .where("outbox.state", "=", "superseded")
    .where("outbox.created_at", "<=", until)
    .execute();
  return rows.flatMap(({ client_id, message }) =>
    message.kind === "weekly-report" ? [{ client_id, period: message.period }] : [],
  );
}

/** The ids under which a client's config knows the people at an address. */
export function receiversAt({ receivers }: ClientConfig, address: Address): readonly string[] {
  return receivers
    .filter(({ slack, email }) => ("slack" in address ? slack === address.slack : email === address.email))
    .map(({ id }) => id);
}

/** Alerts that are not over and that one of these receivers has heard of. */
async function alertsOf(db: Kysely<Database>, clientId: string, receivers: readonly string[]) {
  const rows = await db
    .selectFrom("alert")
    .select(["receiver", "status", "told", "steps", "next_step"])
    .where("client_id", "=", clientId)
    .where("status", "!=", "resolved")
    .execute();
  return rows.filter(({ receiver, steps, next_step }) =>
    [receiver, ...steps.slice(0, next_step).flatMap((step) => step.receivers)].some((id) => receivers.includes(id)),
  );
}

async function countOpen(db: Kysely<Database>, clientId: string, ids: readonly string[]): Promise<number> {
  if (ids.length === 0) return 0;
  const row = await db
    .selectFrom("finding")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("client_id", "=", clientId)
    .where("finding_id", "in", ids)
    .where("status", "=", "open")
    .executeTakeFirstOrThrow();
  return Number(row.count);
}
