import { alertContext } from "../../config/alert-context.ts";
import type { ClientConfig } from "../../config/config.ts";
import type { AlertState } from "../../domain/alerting/decide-alert.ts";
import { handOverAlert, type HandOver } from "../../domain/alerting/hand-over-alert.ts";
import { movesOf } from "../../domain/alerting/moves.ts";
import { coverOf, type Notice } from "../../domain/alerting/notice.ts";
import { alertIdOf } from "../../domain/ids.ts";
import type { Links } from "../../domain/links.ts";
import type { StoreHandle } from "../../storage/database.ts";
import { moveConversations } from "../../storage/move-conversations.ts";
import { saveNotices } from "../../storage/notices.ts";
import { reviseAlert } from "../../storage/revise-alert.ts";
import type { AlertKey } from "./inputs-of.ts";
import type { Picture } from "./picture.ts";

interface Place {
  readonly transaction: StoreHandle;
  readonly client: ClientConfig;
  readonly links: Links;
}

/**
 * Hands over each open alert of which everything goes to one other receiver now: the old receiver hears where it goes,
 * the new one gets it as it stands. Nobody who was told is told again, and no deadline begins anew.
 *
 * @returns How things are after that, and whether anything was handed over.
 */
export async function handOverWhole(
  place: Place,
  picture: Picture,
  now: Date,
): Promise<{ readonly picture: Picture; readonly hasNews: boolean }> {
  let after = picture;
  for (const { from, to } of wholeMoves(picture)) after = await handOver(place, after, { from, to, now });
  return { picture: after, hasNews: after !== picture };
}

/** Alerts whose every open line has gone to the same receiver. */
function wholeMoves({ notices, open, alerts, ...staged }: Picture): readonly { from: AlertKey; to: string }[] {
  const told = notices.filter(
    ({ said, findingId, episode }) => said !== null && open.get(findingId)?.episode === episode,
  );
  const moves = new Map(movesOf(told, open, staged).map(({ notice, to }) => [notice, to]));
  return [...Map.groupBy(told, ({ receiver, topic }) => alertIdOf(receiver, topic))].flatMap(([alertId, own]) => {
    const receivers = new Set(own.map((notice) => moves.get(notice)));
    const [to] = receivers;
    const { receiver, topic } = own[0]!;
    const isOpen = (alerts.get(alertId)?.status ?? "resolved") !== "resolved";
    return receivers.size === 1 && to !== undefined && isOpen ? [{ from: { receiver, topic }, to }] : [];
  });
}

async function handOver(
  { transaction, client, links }: Place,
  picture: Picture,
  { from, to, now }: { readonly from: AlertKey; readonly to: string; readonly now: Date },
): Promise<Picture> {
  const { clientId } = client;
  const { receiver, topic } = from;
  const context = alertContext(client, links);
  const [oldId, newId] = [alertIdOf(receiver, topic), alertIdOf(to, topic)];
  const old = picture.alerts.get(oldId)!;
  const openIds = new Set(picture.open.keys());
  const moved = handOverAlert(old, receiver, to, picture.alerts.get(newId) ?? null, openIds, now);
  await moveConversations(
    transaction,
    { clientId, alertId: oldId, episode: old.episode },
    { clientId, alertId: newId, episode: moved.taken.episode },
    moved.carried,
  );
  await reviseAlert(
    transaction,
    context,
    { clientId, receiver, topic },
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
      detail: `its route was changed; before, it went to ${context.reachable(receiver).name}`,
      concerned: moved.taken.told,
      news: moved.news,
      fresh: moved.isFresh ? [to] : [],
    },
    now,
  );
  const notices = movedNotices(picture, { from, to, now, moved });
  await saveNotices(transaction, clientId, [...notices.left, ...notices.taken], now);
  return pictureAfter(picture, notices, new Map([...picture.alerts, [oldId, moved.ended], [newId, moved.taken]]));
}

interface MovedNotices {
  readonly left: readonly Notice[];
  readonly taken: readonly Notice[];
}

function movedNotices(
  { notices, open }: Picture,
  { from, to, now, moved }: { from: AlertKey; to: string; now: Date; moved: HandOver },
): MovedNotices {
  const left = notices.filter(
    ({ receiver, topic, said }) => receiver === from.receiver && topic === from.topic && said !== null,
  );
  const known = new Set(
    notices.filter(({ receiver, said }) => receiver === to && said !== null).map(({ findingId }) => findingId),
  );
  const taken = left
    .filter(({ findingId, episode }) => open.get(findingId)?.episode === episode && !known.has(findingId))
    .map((notice): Notice => ({
      ...notice,
      receiver: to,
      because: "it was handed over",
      said: { ...notice.said!, revision: moved.taken.revision, at: now },
      cover: coverOf(notice, to),
      climbed: [...new Set([...notice.climbed, from.receiver])].filter((one) => one !== to),
    }));
  return { left: left.map((notice) => ({ ...notice, state: "over", until: null, supersededBy: to })), taken };
}

function pictureAfter(
  picture: Picture,
  { left, taken }: MovedNotices,
  alerts: ReadonlyMap<string, AlertState>,
): Picture {
  const key = ({ findingId, episode, receiver }: Notice) => `${findingId}/${episode}/${receiver}`;
  const gone = new Set([...left, ...taken].map(key));
  return { ...picture, alerts, notices: [...picture.notices.filter((notice) => !gone.has(key(notice))), ...taken] };
}
