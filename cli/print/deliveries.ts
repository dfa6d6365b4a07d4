import { traitsOf } from "../../domain/alerting/channels.ts";
import { countOf } from "../../domain/duration.ts";
import { sayInstant } from "../../domain/say-instant.ts";
import type { DeliveryList, ListedDelivery } from "../../operations/list-deliveries.ts";
import { paint } from "./style.ts";

const colours = { waiting: "dim", held: "yellow", uncertain: "yellow", failed: "red" } as const;

/** What is barred with its way out, then each message. Times are in UTC: the messages are of many clients. */
export function sayDeliveries({ barred, deliveries }: DeliveryList): string {
  if (barred.length === 0 && deliveries.length === 0) return "Every message has gone out.";
  return [
    ...barred.map(
      ({ channel, address, since, reason, remedy, held }) =>
        `${paint("red", "barred")} ${traitsOf(channel).name}${address === null ? "" : ` to ${address}`} since ${at(since)}: ${reason}. ${countOf(held, "message")} held.\n  ${remedy}`,
    ),
    ...deliveries.map(sayDelivery),
  ].join("\n");
}

function sayDelivery(one: ListedDelivery): string {
  const facts = [
    `since ${at(one.since)}`,
    countOf(one.attempts, "attempt"),
    ...(one.nextTryAt === null ? [] : [`next ${at(one.nextTryAt)}`]),
    ...(one.divertedAt === null ? [] : [`went out another way ${at(one.divertedAt)}`]),
  ];
  return [
    `${paint(colours[one.state], one.state)} ${one.about}: ${traitsOf(one.channel).name} to ${one.receiver} (${one.address}), ${facts.join(", ")}`,
    ...(one.reason === null ? [] : [`  ${one.reason}`]),
    `  ${paint("dim", one.key)}`,
  ].join("\n");
}

const at = (instant: string) => sayInstant(instant, "UTC");
