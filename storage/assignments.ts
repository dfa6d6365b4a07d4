import type { Kysely } from "kysely";
import type { Database, StoreReader } from "./database.ts";

/** Who was given which open finding: finding → receiver. An assignment ends with its episode. */
export async function assignmentsOf(db: StoreReader, clientId: string): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom("assignment")
    .innerJoin("finding", (join) =>
      join
        .onRef("finding.client_id", "=", "assignment.client_id")
        .onRef("finding.finding_id", "=", "assignment.finding_id")
        .onRef("finding.episode", "=", "assignment.episode"),
    )
    .select(["assignment.finding_id", "assignment.assignee"])
    .where("assignment.client_id", "=", clientId)
    .where("finding.status", "=", "open")
    .execute();
  return new Map(rows.map(({ finding_id, assignee }) => [finding_id, assignee]));
}

export async function putAssignments(
  transaction: Kysely<Database>,
  clientId: string,
  findings: readonly { readonly findingId: string; readonly episode: number }[],
  { assignee, byWhom, at }: { readonly assignee: string; readonly byWhom: string; readonly at: Date },
): Promise<void> {
  if (findings.length === 0) return;
  const columns = { assignee, by_whom: byWhom, at };
  await transaction
    .insertInto("assignment")
    .values(
      findings.map(({ findingId, episode }) => ({ client_id: clientId, finding_id: findingId, episode, ...columns })),
    )
    .onConflict((conflict) => conflict.columns(["client_id", "finding_id", "episode"]).doUpdateSet(columns))
    .execute();
}
