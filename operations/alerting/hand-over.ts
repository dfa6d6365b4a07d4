import { alertContext } from "../../config/alert-context.ts";
import type { ClientConfig } from "../../config/config.ts";
import { handOverAlert } from "../../domain/alerting/hand-over-alert.ts";
import type { Links } from "../../domain/links.ts";
import { alertStateOf, lockAlert, type AlertRow } from "../../storage/alerts.ts";
import type { StoreHandle } from "../../storage/database.ts";
import { moveConversations } from "../../storage/move-conversations.ts";
import { reviseAlert } from "../../storage/revise-alert.ts";
import { alertIdOf } from "../../domain/ids.ts";

/**
 * Hands an open alert to the receiver to whom the config routes its topic now: the old receiver hears where it goes,
 * the new one gets it as it stands.
 *
 * @param row - The old receiver's alert, locked, with findings that are still open.
 */
export async function handOver(
  transaction: StoreHandle,
  client: ClientConfig,
  links: Links,
  row: AlertRow,
  openIds: ReadonlySet<string>,
  now: Date,
): Promise<void> {
  const { clientId } = client;
  const { topic, receiver: from, alert_id: alertId } = row;
  const to = client.routes[topic];
  const context = alertContext(client, links);
  const newId = alertIdOf(to, topic);
  const target = await lockAlert(transaction, { clientId, alertId: newId });
  const old = alertStateOf(row);
  const moved = handOverAlert(old, from, to, target === undefined ? null : alertStateOf(target), openIds, now);

  const episode = { clientId, alertId, episode: old.episode };
  await moveConversations(
    transaction,
    episode,
    { clientId, alertId: newId, episode: moved.taken.episode },
    moved.carried,
  );
  await reviseAlert(
    transaction,
    context,
    { clientId, receiver: from, topic },
    moved.ended,
    {
      occasion: "handed-over",
      notify: true,
      byWhom: null,
      detail: `its route was changed, so it goes to ${context.reachable(to).name} from now on`,
      handedTo: to,
      concerned: old.told,
      fresh: [],
    },
    now,
  );
  await reviseAlert(
    transaction,
    context,
    { clientId, receiver: to, topic },
    moved.taken,
    {
      occasion: moved.occasion,
      notify: moved.occasion === "changed",
      byWhom: null,
      detail: `its route was changed; before, it went to ${context.reachable(from).name}`,
      concerned: moved.taken.told,
      news: moved.news,
      fresh: moved.isFresh ? [to] : [],
    },
    now,
  );
}
