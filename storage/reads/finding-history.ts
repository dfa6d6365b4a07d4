import type { Selectable } from "kysely";
import type { FindingEventTable, StoreReader } from "../database.ts";

/** One thing that happened to a finding; the workflow is that of the audit behind it, null where a person did it. */
export type FindingHistoryRow = Selectable<FindingEventTable> & {
  readonly workflow_id: string | null;
  readonly workflow_run_id: string | null;
};

/** Everything that happened to one finding, oldest first. */
export async function readFindingHistory(
  db: StoreReader,
  clientId: string,
  findingId: string,
): Promise<readonly FindingHistoryRow[]> {
  return db
    .selectFrom("finding_event as event")
    .leftJoin("run", (join) =>
      join.onRef("run.client_id", "=", "event.client_id").onRef("run.run_id", "=", "event.run_id"),
    )
    .selectAll("event")
    .select(["run.workflow_id", "run.workflow_run_id"])
    .where("event.client_id", "=", clientId)
    .where("event.finding_id", "=", findingId)
    .orderBy("event.event_no")
    .execute();
}
