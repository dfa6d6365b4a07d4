import { reconcileAlerts } from "../../../../operations/alerting/reconcile-alerts.ts";
import type { ClientConfig } from "../../../../config/config.ts";
import type { Ending } from "../../../../domain/findings/ending.ts";
import type { Links } from "../../../../domain/links.ts";
import { lockClient } from "../../../../storage/clients.ts";
import type { RunMode, StoreHandle } from "../../../../storage/database.ts";
import {
  findFinding,
  saveFindingEvents,
  saveFindings,
  type FindingEventInsert,
  type FindingInsert,
} from "../../../../storage/findings.ts";
import { unsettledSpan } from "../../../../storage/restored/lost-spans.ts";
import { eventRow, findingRow } from "../../../storage/rows.ts";

/** What a run sees of one lead or thing. */
export type Seen =
  | { readonly name: string; readonly is: "failing"; readonly own?: Partial<FindingInsert> }
  | { readonly name: string; readonly is: "over"; readonly ending: Ending };

export interface RunOptions {
  readonly mode?: RunMode;
  /** It is the first complete look of its check. */
  readonly isFirstLook?: boolean;
}

export const findingIdOf = (name: string) => `lead-unanswered.contact.${name}`;

/** One run: what it sees is settled as findings and events, and the alerts are reconciled in the same transaction. */
export async function settleRun(
  world: { readonly db: StoreHandle; readonly links: Links; readonly now: Date; readonly client: ClientConfig },
  seen: readonly Seen[],
  { mode = "live", isFirstLook = false }: RunOptions,
): Promise<void> {
  const { db, links, now, client } = world;
  const { clientId } = client;
  await db.transaction().execute(async (transaction) => {
    await lockClient(transaction, clientId);
    const rows: FindingInsert[] = [];
    const events: FindingEventInsert[] = [];
    for (const one of seen) {
      const before = await findFinding(transaction, clientId, findingIdOf(one.name));
      const known = before === undefined ? null : { ...before, evidence: JSON.stringify(before.evidence) };
      const row = rowAfter(clientId, known, one, now, isFirstLook || mode === "baseline");
      const kind = kindOf(known, row);
      if (kind === null) continue;
      const numbered = { ...row, event_no: (known?.event_no ?? 0) + 1 };
      rows.push(numbered);
      events.push(
        eventRow(clientId, row.finding_id, numbered.event_no, {
          kind,
          at: now,
          mode,
          severity: row.severity,
          episode: row.episode,
          ending: row.ending ?? null,
          baseline: row.baseline && (kind === "opened" || kind === "reopened"),
        }),
      );
    }
    await saveFindings(transaction, rows);
    await saveFindingEvents(transaction, events);
    const isInSummary = (await unsettledSpan(transaction, clientId)) !== undefined;
    await reconcileAlerts(transaction, client, links, { mode, now, isInSummary, events });
  });
}

function rowAfter(
  clientId: string,
  known: FindingInsert | null,
  one: Seen,
  now: Date,
  isBaseline: boolean,
): FindingInsert {
  if (one.is === "over")
    return {
      ...(known ?? findingRow(clientId, findingIdOf(one.name), now)),
      status: "resolved",
      verdict: "pass",
      resolved_at: now,
      resolved_because: "it passes now",
      ending: one.ending,
      last_judged_at: now,
    };
  const isNew = known?.status !== "open";
  const begun = isNew
    ? { since: now, opened_at: now, episode: (known?.episode ?? 0) + 1, baseline: isBaseline && known === null }
    : {};
  return {
    ...(known ?? findingRow(clientId, findingIdOf(one.name), now)),
    subject_id: one.name,
    subject_label: one.name,
    summary: null,
    status: "open",
    verdict: "fail",
    resolved_at: null,
    resolved_because: null,
    ending: null,
    last_judged_at: now,
    last_seen_at: now,
    ...begun,
    ...one.own,
  };
}

const ranks = ["low", "medium", "high", "critical"];

function kindOf(before: FindingInsert | null, after: FindingInsert): FindingEventInsert["kind"] | null {
  if (after.status === "resolved") return before?.status === "open" ? "resolved" : null;
  if (before === null) return "opened";
  if (before.status !== "open") return "reopened";
  const change = ranks.indexOf(after.severity) - ranks.indexOf(before.severity);
  if (change !== 0) return change > 0 ? "worsened" : "eased";
  return before.owner_id === after.owner_id ? null : "moved";
}
