import { pluralOf } from "../../domain/plural.ts";
import type { ClientCost } from "../../operations/cost-client.ts";

const number = (value: number): string => Math.round(value).toLocaleString("en");

/** Requests a day, by what they are for. */
export function sayCost(cost: ClientCost): string {
  const { clientId, records, unreadable, cadences, lists, total, dailyLimit, percent, firstAudit } = cost;
  const share = dailyLimit === null ? "" : `, ${percent} % of the ${number(dailyLimit)} that the portal has`;
  const sizes = Object.entries(records).map(([type, count]) => `${number(count)} ${pluralOf(type)}`);
  const rows = [
    ...cadences.flatMap(({ cadence, runsADay, requests, parts }) => [
      [`${cadence}, ${runsADay === 1 ? "once a day" : `${number(runsADay)} runs a day`}`, number(requests)],
      ...parts.map((part) => [`  ${part.what}`, number(part.requests)]),
    ]),
    ["daily list of all records, by which deletions and merges show", number(lists)],
  ] as const;
  const wide = Math.max(...rows.map(([what]) => what!.length));
  const figures = Math.max(...rows.map(([, value]) => value!.length));
  return [
    `${clientId}: at most ${number(total)} requests a day${share}.`,
    `Records: ${sizes.length === 0 ? "none can be read" : sizes.join(", ")}.`,
    ...(unreadable.length === 0 ? [] : [`Not readable, so not counted: ${unreadable.join(", ")}.`]),
    "",
    ...rows.map(([what, value]) => `${what!.padEnd(wide)}  ${value!.padStart(figures)}`),
    "",
    `The first audit takes some ${number(firstAudit)} requests, once.`,
  ].join("\n");
}
