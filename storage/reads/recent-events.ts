import { isToldOf } from "../check-tellings.ts";
import type { StoreReader } from "../database.ts";

export type RecentEvent = Awaited<ReturnType<typeof readRecentEvents>>[number];

/** What happened last to any finding of a client, newest first. */
export async function readRecentEvents(db: StoreReader, clientId: string, limit: number) {
  return db
    .selectFrom("finding_event")
    .innerJoin("finding", (join) =>
      join
        .onRef("finding.client_id", "=", "finding_event.client_id")
        .onRef("finding.finding_id", "=", "finding_event.finding_id"),
    )
    .select([
      "finding_event.event_id",
      "finding_event.finding_id",
      "finding_event.kind",
      "finding_event.at",
      "finding_event.severity",
      "finding_event.summary",
      "finding_event.evidence",
      "finding_event.since",
      "finding_event.baseline",
      "finding_event.ending",
      "finding.subject_label",
      "finding.check_id",
    ])
    .where("finding_event.client_id", "=", clientId)
    .where(isToldOf)
    .orderBy("finding_event.at", "desc")
    .orderBy("finding_event.event_id", "desc")
    .limit(limit)
    .execute();
}
