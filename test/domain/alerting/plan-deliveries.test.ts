import { describe, expect, test } from "vitest";
import type { AlertOccasion } from "../../../domain/alerting/alert.ts";
import { composeAlert } from "../../../domain/alerting/compose-alert.ts";
import { planDeliveries, type Reachable } from "../../../domain/alerting/plan-deliveries.ts";
import { openedAt, sampleFinding, sampleFrame, sampleState } from "./sample-alert.ts";

const mia: Reachable = { id: "sales-lead", name: "Mia Chen", slack: "#sales", email: "mia@northwind.example" };
const jo: Reachable = { id: "head", name: "Jo Keller", slack: "U1", email: "jo@northwind.example" };
const slackOnly: Reachable = { ...mia, email: null };
const mailOnly: Reachable = { ...mia, slack: null };
const nobody: Reachable = { ...mia, slack: null, email: null };

const room: Reachable = { id: "room", name: "Revenue room", teams: "revenue" };
const program: Reachable = { id: "tickets", name: "Ticketing", webhook: "ticketing" };

function planned(
  occasion: AlertOccasion,
  notify: boolean,
  heard: readonly Reachable[],
  fresh: readonly Reachable[],
  escalatedTo: readonly string[] = [],
) {
  const content = { alert: sampleState, occasion, open: [sampleFinding(1)], recovered: [], isNew: new Set<string>() };
  const message = composeAlert(sampleFrame, content, openedAt);
  return planDeliveries(message, notify, heard, fresh, new Set(escalatedTo));
}
const acts = (...input: Parameters<typeof planned>) =>
  planned(...input)
    .filter(({ onlyInstead }) => onlyInstead !== true)
    .map(({ receiver, channel, act }) => `${receiver} ${channel} ${act}`);

describe("a beginning", () => {
  test("goes out on every channel that the receiver has", () => {
    expect(acts("opened", true, [], [mia])).toEqual(["sales-lead slack open", "sales-lead email mail"]);
    expect(acts("opened", true, [], [slackOnly])).toEqual(["sales-lead slack open"]);
    expect(acts("opened", true, [], [mailOnly])).toEqual(["sales-lead email mail"]);
    expect(acts("opened", true, [], [nobody])).toEqual([]);
  });
});

describe("whoever has heard already", () => {
  test.each([
    ["changed", false, ["sales-lead slack update"]],
    ["changed", true, ["sales-lead slack update", "sales-lead slack reply"]],
    ["worsened", true, ["sales-lead slack update", "sales-lead slack reply", "sales-lead email mail"]],
    ["acknowledged", false, ["sales-lead slack update"]],
    ["escalated", true, ["sales-lead slack update"]],
    ["recovered", true, ["sales-lead slack update", "sales-lead email mail"]],
  ] as const)("%s (loud: %s) gets %j", (occasion, notify, expected) => {
    expect(acts(occasion, notify, [mia], [])).toEqual(expected);
  });
});

test("an end is an edit, and calls back only whom the alert was escalated to", () => {
  expect(acts("recovered", true, [slackOnly, jo], [], ["head"])).toEqual([
    "sales-lead slack update",
    "head slack update",
    "head slack reply",
    "head email mail",
  ]);
});

describe("who has no channel that shows edits", () => {
  test.each([mailOnly, room])("hears what was added at most hourly: %j", (receiver) => {
    const [added, ...more] = planned("changed", true, [receiver], []);
    expect(more).toEqual([]);
    expect(added).toMatchObject({ act: "mail", notWithinMs: 3_600_000 });
  });

  test("hears of what is no news only in the place of a message that waits", () => {
    for (const [occasion, notify] of [
      ["changed", false],
      ["acknowledged", false],
      ["escalated", true],
    ] as const)
      expect(planned(occasion, notify, [mailOnly], [])).toMatchObject([{ act: "mail", onlyInstead: true }]);
  });

  test("who has Slack as well is told there, and not by mail", () => {
    expect(acts("changed", true, [mia], [])).toEqual(["sales-lead slack update", "sales-lead slack reply"]);
  });
});

test("a program hears every revision", () => {
  for (const occasion of ["changed", "acknowledged", "escalated", "worsened", "recovered"] as const)
    expect(acts(occasion, false, [program], [])).toEqual(["tickets webhook mail"]);
});

test("an escalation reaches the next one whole, and says whom it reached before", () => {
  const deliveries = planned("escalated", true, [mia], [jo]);
  expect(
    deliveries.map(({ receiver, act, onlyInstead }) => `${receiver} ${act}${onlyInstead ? " instead" : ""}`),
  ).toEqual(["sales-lead update", "sales-lead mail instead", "head open", "head mail"]);
  expect(deliveries.map(({ message }) => message.escalatedFrom)).toEqual([null, null, "Mia Chen", "Mia Chen"]);
});

test("each one goes to the receiver's own address", () => {
  expect(planned("opened", true, [], [mia, jo]).map(({ address }) => address)).toEqual([
    { slack: "#sales" },
    { email: "mia@northwind.example" },
    { slack: "U1" },
    { email: "jo@northwind.example" },
  ]);
});
