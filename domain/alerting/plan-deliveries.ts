import type { AlertMessage, AlertOccasion } from "./alert.ts";
import { addressOn, traitsOf, waysTo, type Address, type ChannelId, type Places, type Way } from "./channels.ts";

/** How a receiver can be reached. */
export interface Reachable extends Places {
  readonly id: string;
  readonly name: string;
}

/**
 * `open` begins a conversation, `update` edits its first message, `reply` adds to it, `mail` is a message of its own.
 * `redact` edits the first message, and `redact-reply` an answer below it, because somebody whom it named was deleted.
 */
export type DeliveryAct = "open" | "update" | "reply" | "mail" | "redact" | "redact-reply";

export interface PlannedDelivery {
  readonly receiver: string;
  readonly channel: ChannelId;
  readonly act: DeliveryAct;
  readonly address: Address;
  readonly message: AlertMessage;
  /** It waits until so long after the last message of its conversation, ms; left out: it goes at once. */
  readonly notWithinMs?: number;
  /** It is no news: it only takes the place of a message that waits to be sent, so that this one is true. */
  readonly onlyInstead?: true;
}

/** What is added to an open alert comes to who cannot see an edit at most this often. */
const digestEveryMs = 3_600_000;

/** A message that stands alone says a beginning, a turn for the worse and an end at once, and what was added later. */
const spokenAtOnce: readonly AlertOccasion[] = ["opened", "worsened", "handed-over", "recovered", "reminder"];

/**
 * Who gets what for one revision of an alert.
 *
 * @param heard - Whoever has heard of this episode already: their message is edited, and they hear what is loud.
 * @param fresh - Whoever hears of it for the first time now.
 * @param escalatedTo - Those of `heard` who were called because others did not answer.
 */
export function planDeliveries(
  message: AlertMessage,
  notify: boolean,
  heard: readonly Reachable[],
  fresh: readonly Reachable[],
  escalatedTo: ReadonlySet<string> = new Set(),
): readonly PlannedDelivery[] {
  const { occasion } = message;
  const asFirst: AlertMessage = {
    ...message,
    escalatedFrom: occasion === "escalated" ? heard.map(({ name }) => name).join(", ") : null,
  };
  const isLoud = notify && occasion !== "escalated" && occasion !== "acknowledged";
  return [
    ...heard.flatMap((receiver) => {
      const ways = waysTo(receiver);
      const seesEdits = ways.some(({ channel }) => traitsOf(channel).canEdit);
      return ways.flatMap((way): readonly PlannedDelivery[] => {
        const meant = { receiver: receiver.id, way, message };
        return traitsOf(way.channel).canEdit
          ? edited(meant, isLoud && (occasion !== "recovered" || escalatedTo.has(receiver.id)))
          : alone(meant, isLoud, seesEdits);
      });
    }),
    ...fresh.flatMap((receiver) =>
      waysTo(receiver).map((way) =>
        delivery({ receiver: receiver.id, way, message: asFirst }, traitsOf(way.channel).canEdit ? "open" : "mail"),
      ),
    ),
  ];
}

interface Meant {
  readonly receiver: string;
  readonly way: Way;
  readonly message: AlertMessage;
}

/** An end is an edit, too; it calls back only whom the alert was escalated to. */
function edited(meant: Meant, isCalled: boolean): readonly PlannedDelivery[] {
  return [delivery(meant, "update"), ...(isCalled ? [delivery(meant, "reply")] : [])];
}

/** @param seesEdits - The receiver has another channel, on which what was added is told at once. */
function alone(meant: Meant, isLoud: boolean, seesEdits: boolean): readonly PlannedDelivery[] {
  const mail = delivery(meant, "mail");
  const isSpoken = isLoud && spokenAtOnce.includes(meant.message.occasion);
  if (isSpoken || traitsOf(meant.way.channel).hears === "everything") return [mail];
  return isLoud && !seesEdits ? [{ ...mail, notWithinMs: digestEveryMs }] : [{ ...mail, onlyInstead: true }];
}

function delivery({ receiver, way, message }: Meant, act: DeliveryAct): PlannedDelivery {
  return { receiver, channel: way.channel, act, address: addressOn(way.channel, way.place), message };
}
