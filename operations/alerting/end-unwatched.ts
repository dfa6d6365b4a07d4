import type { ClientConfig } from "../../config/config.ts";
import type { Links } from "../../domain/links.ts";
import type { RunMode, StoreHandle } from "../../storage/database.ts";
import { saveFindingEvents, saveFindings, type FindingRow } from "../../storage/findings.ts";
import { reconcileAlerts } from "./reconcile-alerts.ts";

/** Why and when something is no longer watched. */
export interface UnwatchedBecause {
  readonly because: string;
  /** Why nobody is told, for whoever asks. */
  readonly untold: string;
  readonly at: Date;
  readonly run: { readonly runId: string; readonly mode: RunMode } | null;
  /** When messages are changed. */
  readonly now: Date;
}

/**
 * Ends open findings as `unwatched`. Messages change in place, and nobody is told that anything recovered. The caller
 * holds the client's lock.
 */
export async function endUnwatched(
  transaction: StoreHandle,
  client: ClientConfig,
  links: Links,
  open: readonly FindingRow[],
  { because, untold, at, run, now }: UnwatchedBecause,
): Promise<void> {
  const ended = open.map((row) => ({
    ...row,
    evidence: JSON.stringify(row.evidence),
    status: "resolved" as const,
    verdict_reason: null,
    last_judged_at: row.last_judged_at > at ? row.last_judged_at : at,
    resolved_at: at,
    resolved_because: because,
    ending: "unwatched" as const,
    event_no: row.event_no + 1,
  }));
  await saveFindings(transaction, ended);
  await saveFindingEvents(
    transaction,
    ended.map((row) => ({
      client_id: client.clientId,
      finding_id: row.finding_id,
      event_no: row.event_no,
      kind: "resolved" as const,
      at,
      run_id: run?.runId ?? null,
      mode: run?.mode ?? "live",
      severity: row.severity,
      since: row.since,
      summary: because,
      evidence: row.evidence,
      episode: row.episode,
      alert_id: null,
      decision: "not-told" as const,
      because: untold,
      ending: row.ending,
    })),
  );
  await reconcileAlerts(transaction, client, links, { mode: "live", now, isInSummary: false, inPlace: because });
}
