import { alertContext } from "../../../config/alert-context.ts";
import type { ClientConfig } from "../../../config/config.ts";
import type { AlertState } from "../../../domain/alerting/decide-alert.ts";
import type { Links } from "../../../domain/links.ts";
import { addAlertEvent, alertStateOf, lockOpenAlerts, saveAlert, type AlertRow } from "../../../storage/alerts.ts";
import type { StoreHandle } from "../../../storage/database.ts";
import { restartLadders } from "../../../storage/notices.ts";
import { markSpan, unsettledSpans, type LostSpan } from "../../../storage/restored/lost-spans.ts";
import { putAsideUnsent } from "../../../storage/restored/put-aside.ts";

export interface QuietenWorld {
  readonly db: StoreHandle;
  readonly clients: () => readonly ClientConfig[];
  readonly links: Links;
  readonly now: () => Date;
}

/**
 * The first step out of mode *restored*, before anything is sent: unsent messages are put aside, and the ladders of
 * open alerts go on from now, because the steps that fell due meanwhile may have been taken. Safe to repeat.
 *
 * @returns The clients that are in that mode.
 */
export async function quietenRestored({ db, clients, links, now }: QuietenWorld): Promise<readonly string[]> {
  const spans = await unsettledSpans(db);
  for (const span of spans.filter(({ quieted_at }) => quieted_at === null)) {
    const client = clients().find(({ clientId }) => clientId === span.client_id);
    await db.transaction().execute(async (transaction) => {
      await putAsideUnsent(transaction, span);
      if (client !== undefined) await beginLaddersAgain(transaction, client, links, span, now());
      await markSpan(transaction, span, "quieted_at", now());
    });
  }
  return spans.map(({ client_id }) => client_id);
}

async function beginLaddersAgain(
  transaction: StoreHandle,
  client: ClientConfig,
  links: Links,
  { from_at }: LostSpan,
  now: Date,
): Promise<void> {
  const context = alertContext(client, links);
  await restartLadders(transaction, client.clientId, now);
  for (const row of await lockOpenAlerts(transaction, client.clientId)) {
    const old = alertStateOf(row);
    const alert = { ...old, revision: old.revision + 1, steps: stepsFrom(row, old, context.ladder(now, row.receiver)) };
    const name = { clientId: client.clientId, alertId: row.alert_id };
    await saveAlert(transaction, name, row.receiver, row.topic, alert, now);
    await addAlertEvent(transaction, name, alert, {
      kind: "changed",
      at: now,
      byWhom: null,
      detail: `Revwatch was restored from a backup of ${from_at.toISOString().slice(0, 16).replace("T", " ")} UTC, so the ladder goes on from now`,
      findingIds: old.told,
    });
  }
}

/** The steps that were taken, and those of a ladder that begins now for everyone who has not heard. */
function stepsFrom(
  { receiver }: AlertRow,
  { steps, nextStep }: AlertState,
  ladder: AlertState["steps"],
): AlertState["steps"] {
  const taken = steps.slice(0, nextStep);
  const heard = new Set([receiver, ...taken.flatMap(({ receivers }) => receivers)]);
  return [...taken, ...ladder.filter(({ receivers }) => receivers.some((one) => !heard.has(one)))];
}
