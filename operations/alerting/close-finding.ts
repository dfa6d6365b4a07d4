import type { ClientConfig } from "../../config/config.ts";
import type { Ending } from "../../domain/findings/ending.ts";
import type { Links } from "../../domain/links.ts";
import type { StoreHandle } from "../../storage/database.ts";
import { saveFindingEvents, saveFindings, type FindingEventInsert, type FindingRow } from "../../storage/findings.ts";
import { unsettledSpan } from "../../storage/restored/lost-spans.ts";
import { reconcileAlerts } from "./reconcile-alerts.ts";

interface FindingEnd {
  readonly because: string;
  readonly at: Date;
  /** `closed-by-person` when it is left out. */
  readonly ending?: Extract<Ending, "closed-by-person" | "accepted">;
}

/**
 * Ends an open finding because a person said so, and tells whoever heard that it began. The caller holds the client's
 * lock and the row.
 */
export async function closeFinding(
  transaction: StoreHandle,
  client: ClientConfig,
  links: Links,
  row: FindingRow,
  { because, at, ending = "closed-by-person" }: FindingEnd,
): Promise<void> {
  const closed = {
    ...row,
    evidence: JSON.stringify(row.evidence),
    status: "resolved",
    verdict_reason: null,
    resolved_at: at,
    resolved_because: because,
    ending,
    // What a run has read before says nothing against what was accepted; an exclusion stands against any run.
    ...(ending === "accepted" && at > row.last_judged_at ? { last_judged_at: at } : {}),
    event_no: row.event_no + 1,
  } as const;
  const event: FindingEventInsert = {
    client_id: row.client_id,
    finding_id: row.finding_id,
    event_no: closed.event_no,
    kind: "resolved",
    at,
    run_id: null,
    mode: "live",
    severity: row.severity,
    summary: because,
    evidence: closed.evidence,
    episode: row.episode,
    alert_id: null,
    decision: null,
    because: null,
    ending: closed.ending,
  };
  await saveFindings(transaction, [closed]);
  await saveFindingEvents(transaction, [event]);
  const isInSummary = (await unsettledSpan(transaction, row.client_id)) !== undefined;
  await reconcileAlerts(transaction, client, links, { mode: "live", now: at, isInSummary, events: [event] });
}
