import type { StoreReader } from "../database.ts";
import type { FindingRow } from "../findings.ts";

export interface News {
  readonly at: Date;
  readonly finding: FindingRow;
}

/**
 * What of one check would have been told since an instant, oldest first: findings that came, came back or got worse in
 * a live run. What its first complete look found is a baseline, and no news.
 */
export async function newsOfCheck(
  db: StoreReader,
  clientId: string,
  checkId: string,
  since: Date,
): Promise<readonly News[]> {
  const rows = await db
    .selectFrom("finding_event as event")
    .innerJoin("finding", (join) =>
      join.onRef("finding.client_id", "=", "event.client_id").onRef("finding.finding_id", "=", "event.finding_id"),
    )
    .selectAll("finding")
    .select("event.at as news_at")
    .where("event.client_id", "=", clientId)
    .where("finding.check_id", "=", checkId)
    .where("event.at", ">=", since)
    .where("event.kind", "in", ["opened", "reopened", "worsened"])
    .where("event.mode", "in", ["live", "late"])
    .where("event.baseline", "=", false)
    .orderBy("event.at")
    .orderBy("event.event_id")
    .execute();
  return rows.map(({ news_at, ...finding }) => ({ at: news_at, finding }));
}
