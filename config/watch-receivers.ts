import { waysTo } from "../domain/alerting/channels.ts";
import type { Receiver, RevwatchConfig } from "./config.ts";

/** Who an alarm about the whole installation goes to, and who one about this client. */
export type Operators = (clientId: string | null) => readonly Receiver[];

/**
 * Who hears when audits stop: those that `watch.notify` names, else the fleet's receiver of the topic `access`. Where
 * each client has its own, an alarm about one client goes to that client's alone.
 */
export function operatorsOf({ watch, clients }: Pick<RevwatchConfig, "watch" | "clients">): Operators {
  const { notify } = watch;
  if (notify !== null) return () => notify;
  return (clientId) => {
    const meant = clientId === null ? clients : clients.filter((client) => client.clientId === clientId);
    const receivers = meant.flatMap(({ receivers, routes }) => receivers.filter(({ id }) => id === routes.access));
    return [...new Map(receivers.map((receiver) => [JSON.stringify(waysTo(receiver)), receiver])).values()];
  };
}
