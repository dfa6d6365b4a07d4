import { alertContext } from "../../config/alert-context.ts";
import type { ClientConfig } from "../../config/config.ts";
import type { AlertOccasion } from "../../domain/alerting/alert.ts";
import { decideAlert, type FindingChange, type Quiet } from "../../domain/alerting/decide-alert.ts";
import { countOf } from "../../domain/duration.ts";
import type { Links } from "../../domain/links.ts";
import type { Topic } from "../../domain/alerting/topic.ts";
import { alertStateOf, lockAlert, lockStrayAlerts } from "../../storage/alerts.ts";
import type { RunMode, StoreHandle } from "../../storage/database.ts";
import {
  openFindingsOfTopic,
  saveDecision,
  type FindingEventInsert,
  type FindingInsert,
} from "../../storage/findings.ts";
import { reviseAlert } from "../../storage/revise-alert.ts";
import { handOver } from "./hand-over.ts";
import { alertIdOf } from "../../domain/ids.ts";

const inSummary = "Revwatch was restored from a backup: it is in the one summary that each receiver gets";

/**
 * The alert pipeline of one run, in the transaction that changed the findings: groups the changes by receiver and
 * topic, decides what each alert says, and writes alerts, deliveries and the reason of every yes and no.
 *
 * @returns Whether an alert changed, so that its workflow and the sender have to hear of it.
 */
export async function tell(
  transaction: StoreHandle,
  client: ClientConfig,
  links: Links,
  run: { readonly mode: RunMode; readonly now: Date; readonly isInSummary: boolean },
  events: readonly FindingEventInsert[],
  rows: readonly FindingInsert[],
): Promise<boolean> {
  const topicOf = new Map(rows.map((row) => [row.finding_id, row.topic]));
  const byTopic = Map.groupBy(events, (event) => topicOf.get(event.finding_id)!);
  let hasNews = await settleStrays();
  for (const [topic, changes] of byTopic) hasNews = (await tellTopic(topic, client.routes[topic], changes)) || hasNews;
  return hasNews;

  /** Alerts of a receiver to whom their topic no longer goes: what is over ends there, the rest is handed over. */
  async function settleStrays(): Promise<boolean> {
    if (quietOf(run.mode) !== null || run.isInSummary) return false;
    const strays = await lockStrayAlerts(transaction, client.clientId, client.routes);
    for (const stray of strays) {
      const { topic, told, receiver } = stray;
      const open = await openFindingsOfTopic(transaction, client.clientId, topic);
      const openIds = new Set(open.map(({ findingId }) => findingId));
      if (told.some((id) => openIds.has(id))) await handOver(transaction, client, links, stray, openIds, run.now);
      else {
        const [own, others] = partition(byTopic.get(topic) ?? [], ({ finding_id }) => told.includes(finding_id));
        byTopic.set(topic, others);
        await tellTopic(topic, receiver, own);
      }
    }
    return strays.length > 0;
  }

  async function tellTopic(topic: Topic, receiver: string, events: readonly FindingEventInsert[]): Promise<boolean> {
    const name = { clientId: client.clientId, alertId: alertIdOf(receiver, topic) };
    const context = alertContext(client, links);
    const row = await lockAlert(transaction, name);
    const open = await openFindingsOfTopic(transaction, client.clientId, topic);
    const changes = events.map((event): FindingChange => ({
      findingId: event.finding_id,
      kind: event.kind,
      severity: event.severity,
      isBaseline: event.baseline === true,
    }));
    const openIds = new Set(open.map(({ findingId }) => findingId));
    const result = decideAlert(
      row === undefined ? null : alertStateOf(row),
      changes,
      openIds,
      run.now,
      quietOf(run.mode),
      () => context.ladder(run.now, receiver),
    );

    for (const event of events) {
      const { decision, because: why } = result.decisions.get(event.finding_id)!;
      const because = run.isInSummary && decision === "told" ? inSummary : why;
      const alertId = result.alert === null ? null : name.alertId;
      await saveDecision(transaction, event, { decision, because, alertId });
    }
    if (result.occasion === null || result.alert === null) return false;
    const concerned = changes.map(({ findingId }) => findingId);
    const isTold = (findingId: string) => result.decisions.get(findingId)?.decision === "told";
    await reviseAlert(
      transaction,
      context,
      { clientId: client.clientId, receiver, topic },
      result.alert,
      {
        occasion: result.occasion,
        notify: result.notify,
        byWhom: null,
        detail: detailOf(result.occasion, changes),
        concerned,
        news: changes
          .filter(({ findingId, kind }) => kind !== "resolved" && isTold(findingId))
          .map(({ findingId }) => findingId),
        fresh: result.occasion === "opened" ? [receiver] : [],
        isInSummary: run.isInSummary,
      },
      run.now,
    );
    return true;
  }
}

function partition<T>(all: readonly T[], isFirst: (one: T) => boolean): [T[], T[]] {
  return [all.filter(isFirst), all.filter((one) => !isFirst(one))];
}

function quietOf(mode: RunMode): Quiet {
  return mode === "baseline" || mode === "history" ? mode : null;
}

function detailOf(occasion: AlertOccasion, changes: readonly FindingChange[]): string {
  const over = changes.filter(({ kind }) => kind === "resolved").length;
  const loud = changes.filter(({ kind }) => kind === "opened" || kind === "reopened" || kind === "worsened").length;
  const parts = [
    loud > 0 ? countOf(loud, "new or worse finding") : null,
    over > 0 ? `${countOf(over, "finding")} over` : null,
  ].filter((part) => part !== null);
  return occasion === "recovered"
    ? "everything that was told is over"
    : parts.length > 0
      ? parts.join(", ")
      : "details changed";
}
