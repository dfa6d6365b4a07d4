import { severityRank } from "../../domain/findings/severity.ts";
import type { Topic } from "../../domain/alerting/topic.ts";
import type { FindingStatus, StoreReader } from "../database.ts";
import { isToldOf } from "../check-tellings.ts";
import { withLastSeen, type FindingRow } from "../findings.ts";

/** What is left out is not asked for: an empty filter means every finding of the client. */
export interface FindingFilter {
  readonly status?: FindingStatus;
  readonly checkId?: string | undefined;
  readonly topic?: Topic;
  /** Without those of checks that are observed only. */
  readonly isTold?: true;
}

/** The findings of a client, worst first, then oldest first, each with when it was last seen. */
export async function readFindings(
  db: StoreReader,
  clientId: string,
  { status, checkId, topic, isTold }: FindingFilter,
): Promise<readonly FindingRow[]> {
  let query = db.selectFrom("finding").selectAll().where("client_id", "=", clientId);
  if (status !== undefined) query = query.where("status", "=", status);
  if (checkId !== undefined) query = query.where("check_id", "=", checkId);
  if (topic !== undefined) query = query.where("topic", "=", topic);
  if (isTold === true) query = query.where(isToldOf);
  const seen = await withLastSeen(db, clientId, await query.execute());
  return seen.toSorted(
    (a, b) => severityRank(b.severity) - severityRank(a.severity) || a.since.getTime() - b.since.getTime(),
  );
}

/** One finding, with when it was last seen; null when the client has none of this id. */
export async function readFinding(db: StoreReader, clientId: string, findingId: string): Promise<FindingRow | null> {
  const row = await db
    .selectFrom("finding")
    .selectAll()
    .where("client_id", "=", clientId)
    .where("finding_id", "=", findingId)
    .executeTakeFirst();
  return row === undefined ? null : (await withLastSeen(db, clientId, [row]))[0]!;
}
