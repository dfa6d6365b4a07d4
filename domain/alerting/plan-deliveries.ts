import type { AlertMessage, AlertOccasion } from "./alert.ts";

/** How a receiver can be reached. */
export interface Reachable {
  readonly id: string;
  readonly name: string;
  readonly slack: string | null;
  readonly email: string | null;
}

/**
 * `open` begins a conversation, `update` edits its first message, `reply` adds to it, `mail` is a message of its own.
 * `redact` edits the first message, and `redact-reply` an answer below it, because somebody whom it named was deleted.
 */
export type DeliveryAct = "open" | "update" | "reply" | "mail" | "redact" | "redact-reply";
export type Address = { readonly slack: string } | { readonly email: string };

export interface PlannedDelivery {
  readonly receiver: string;
  readonly channel: "slack" | "email";
  readonly act: DeliveryAct;
  readonly address: Address;
  readonly message: AlertMessage;
}

/** E-mail cannot be edited, so it carries only a beginning, a turn for the worse, and an end. */
const mailedOccasions: readonly AlertOccasion[] = ["opened", "worsened", "escalated", "handed-over", "recovered"];

/**
 * Who gets what for one revision of an alert.
 *
 * @param heard - Whoever has heard of this episode already: their message is edited, and they hear what is loud.
 * @param fresh - Whoever hears of it for the first time now.
 */
export function planDeliveries(
  message: AlertMessage,
  notify: boolean,
  heard: readonly Reachable[],
  fresh: readonly Reachable[],
): readonly PlannedDelivery[] {
  const { occasion } = message;
  const asFirst: AlertMessage = {
    ...message,
    escalatedFrom: occasion === "escalated" ? heard.map(({ name }) => name).join(", ") : null,
  };
  const isLoud = notify && occasion !== "escalated" && occasion !== "acknowledged";
  return [
    ...heard.flatMap(({ id, slack, email }) => [
      ...(slack === null ? [] : [delivery(id, "slack", "update", { slack }, message)]),
      ...(slack === null || !isLoud ? [] : [delivery(id, "slack", "reply", { slack }, message)]),
      ...(email === null || !isLoud || !mailedOccasions.includes(occasion)
        ? []
        : [delivery(id, "email", "mail", { email }, message)]),
    ]),
    ...fresh.flatMap(({ id, slack, email }) => [
      ...(slack === null ? [] : [delivery(id, "slack", "open", { slack }, asFirst)]),
      ...(email === null ? [] : [delivery(id, "email", "mail", { email }, asFirst)]),
    ]),
  ];
}

function delivery(
  receiver: string,
  channel: "slack" | "email",
  act: DeliveryAct,
  address: Address,
  message: AlertMessage,
): PlannedDelivery {
  return { receiver, channel, act, address, message };
}
