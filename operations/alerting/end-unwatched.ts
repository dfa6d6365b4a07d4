import { alertContext } from "../../config/alert-context.ts";
import type { ClientConfig } from "../../config/config.ts";
import type { Links } from "../../domain/links.ts";
import { alertStateOf, lockOpenAlerts } from "../../storage/alerts.ts";
import type { RunMode, StoreHandle } from "../../storage/database.ts";
import { findFindings, saveFindingEvents, saveFindings, type FindingRow } from "../../storage/findings.ts";
import { reviseAlert } from "../../storage/revise-alert.ts";

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
  await changeInPlace(transaction, client, links, new Set(ended.map(({ finding_id }) => finding_id)), { because, now });
}

/** Alerts that told of what has ended: those with nothing left are over, the others go on without it. */
async function changeInPlace(
  transaction: StoreHandle,
  client: ClientConfig,
  links: Links,
  ended: ReadonlySet<string>,
  { because, now }: Pick<UnwatchedBecause, "because" | "now">,
): Promise<void> {
  const { clientId } = client;
  for (const row of await lockOpenAlerts(transaction, clientId)) {
    const alert = alertStateOf(row);
    const concerned = alert.told.filter((id) => ended.has(id));
    if (concerned.length === 0) continue;
    const told = await findFindings(transaction, clientId, [...alert.told]);
    const isOver = !told.some(({ status }) => status === "open");
    await reviseAlert(
      transaction,
      alertContext(client, links),
      { clientId, receiver: row.receiver, topic: row.topic },
      { ...alert, revision: alert.revision + 1, ...(isOver ? { status: "resolved", resolvedAt: now } : {}) },
      {
        occasion: isOver ? "recovered" : "changed",
        notify: false,
        byWhom: null,
        detail: because,
        concerned: isOver ? alert.told : concerned,
        fresh: [],
      },
      now,
    );
  }
}
