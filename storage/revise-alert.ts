import type { Kysely } from "kysely";
import type { AlertMessage, AlertOccasion } from "../domain/alerting/alert.ts";
import { composeAlert, type AlertFinding, type AlertFrame } from "../domain/alerting/compose-alert.ts";
import type { AlertState } from "../domain/alerting/decide-alert.ts";
import { partition } from "../domain/partition.ts";
import { planDeliveries, type PlannedDelivery, type Reachable } from "../domain/alerting/plan-deliveries.ts";
import type { Topic } from "../domain/alerting/topic.ts";
import { addAlertEvent, saveAlert } from "./alerts.ts";
import type { Database } from "./database.ts";
import { findingsById } from "./findings.ts";
import { enqueue } from "./outbox.ts";
import { alertIdOf } from "../domain/ids.ts";

/** What one client's alerts are written with: its name and zone, and the people who can be reached. */
export interface AlertContext {
  frame(alertId: string, topic: Topic): AlertFrame;
  reachable(receiver: string): Reachable;
}

export interface Revision {
  readonly occasion: AlertOccasion;
  readonly notify: boolean;
  readonly byWhom: string | null;
  /** One sentence for the alert's history. */
  readonly detail: string;
  /** Findings told for the first time, or that ended, or that this is about. */
  readonly concerned: readonly string[];
  /** Findings that are new or worse with this revision, which a message marks; none when left out. */
  readonly news?: readonly string[];
  /** What the stages of the pipeline say of findings in it, by finding. */
  readonly notes?: ReadonlyMap<string, string>;
  /** The receiver to whom the alert was handed over; left out for every other occasion. */
  readonly handedTo?: string;
  /** The only receivers who are to notice; all when left out. */
  readonly noticedBy?: readonly string[];
  /** It says how many there are, and lists none. */
  readonly isCount?: boolean;
  /** The one summary after a restore says it, so nobody hears it now: only messages that were sent are edited. */
  readonly isInSummary?: boolean;
  /** Receivers that hear of it for the first time now, beside those who have heard. */
  readonly fresh: readonly string[];
}

/** Writes one revision of an alert with its history and its deliveries, all in the caller's transaction. */
export async function reviseAlert(
  transaction: Kysely<Database>,
  context: AlertContext,
  name: { readonly clientId: string; readonly receiver: string; readonly topic: Topic },
  alert: AlertState,
  revision: Revision,
  now: Date,
): Promise<void> {
  const alertId = alertIdOf(name.receiver, name.topic);
  const told = await findingsById(transaction, name.clientId, alert.told);
  const openIds = await stillOpen(transaction, name.clientId, alert.told);
  const open = told.filter(({ findingId }) => openIds.has(findingId)).map((one) => withNote(one, revision.notes));
  const concerned = new Set(revision.concerned);
  const recovered = told.filter(({ findingId }) => !openIds.has(findingId) && concerned.has(findingId));
  const ended = told.filter(({ findingId }) => !openIds.has(findingId));
  const { occasion, handedTo, isCount } = revision;
  const content = { alert, occasion, open, recovered, ended, isNew: new Set(revision.news), handedTo, isCount };
  const message = composeAlert(context.frame(alertId, name.topic), content, now);

  const fresh = revision.fresh.map((receiver) => context.reachable(receiver));
  const reached = await toldAnotherWay(transaction, name.clientId, alertId, alert.episode);
  const heard = [...new Set([...heardOf(name.receiver, alert), ...reached])]
    .filter((receiver) => !revision.fresh.includes(receiver))
    .map((receiver) => context.reachable(receiver));

  await saveAlert(transaction, { clientId: name.clientId, alertId }, name.receiver, name.topic, alert, now);
  await addAlertEvent(transaction, { clientId: name.clientId, alertId }, alert, {
    kind: revision.occasion,
    at: now,
    byWhom: revision.byWhom,
    detail: revision.detail,
    findingIds: revision.concerned,
  });
  await enqueue(
    transaction,
    plan(message, revision, { heard, fresh, called: new Set(escalatedTo(alert)) }).map((planned) => ({
      clientId: name.clientId,
      alertId,
      episode: alert.episode,
      revision: alert.revision,
      channel: planned.channel,
      act: planned.act,
      receiver: planned.receiver,
      address: planned.address,
      message: { kind: "alert", alert: planned.message },
      because: revision.detail,
      ...(planned.notWithinMs === undefined ? {} : { notWithinMs: planned.notWithinMs }),
      ...(planned.onlyInstead === undefined ? {} : { onlyInstead: planned.onlyInstead }),
    })),
    now,
    { onlyEdits: revision.isInSummary === true },
  );
}

function withNote(finding: AlertFinding, notes: Revision["notes"]): AlertFinding {
  const note = notes?.get(finding.findingId);
  return note === undefined ? finding : { ...finding, note };
}

/** Whoever is not to notice has the message changed in place. */
function plan(
  message: AlertMessage,
  { notify, isInSummary, noticedBy }: Revision,
  {
    heard,
    fresh,
    called,
  }: {
    readonly heard: readonly Reachable[];
    readonly fresh: readonly Reachable[];
    readonly called: ReadonlySet<string>;
  },
): readonly PlannedDelivery[] {
  if (isInSummary === true || !notify) return planDeliveries(message, false, heard, fresh, called);
  const [noticing, others] = partition(heard, ({ id }) => noticedBy === undefined || noticedBy.includes(id));
  return [
    ...planDeliveries(message, true, noticing, fresh, called),
    ...planDeliveries(message, false, others, [], called),
  ];
}

/** Everyone who has heard of this episode: the receiver and the steps that were taken. */
function heardOf(receiver: string, alert: AlertState): readonly string[] {
  return [...new Set([receiver, ...escalatedTo(alert)])];
}

/** Whoever was called because nobody before them had answered. */
function escalatedTo(alert: AlertState): readonly string[] {
  return alert.steps.slice(0, alert.nextStep).flatMap(({ receivers }) => receivers);
}

/** Receivers who heard of this episode because another one could not be reached. */
async function toldAnotherWay(
  transaction: Kysely<Database>,
  clientId: string,
  alertId: string,
  episode: number,
): Promise<readonly string[]> {
  const rows = await transaction
    .selectFrom("outbox")
    .select("receiver")
    .distinct()
    .where("client_id", "=", clientId)
    .where("alert_id", "=", alertId)
    .where("episode", "=", episode)
    .where("diverted_from", "is not", null)
    .execute();
  return rows.map(({ receiver }) => receiver);
}

async function stillOpen(
  transaction: Kysely<Database>,
  clientId: string,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const rows = await transaction
    .selectFrom("finding")
    .select("finding_id")
    .where("client_id", "=", clientId)
    .where("finding_id", "in", ids)
    .where("status", "=", "open")
    .execute();
  return new Set(rows.map(({ finding_id }) => finding_id));
}
