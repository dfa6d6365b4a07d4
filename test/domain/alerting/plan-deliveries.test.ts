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

function planned(occasion: AlertOccasion, notify: boolean, heard: readonly Reachable[], fresh: readonly Reachable[]) {
  const content = { alert: sampleState, occasion, open: [sampleFinding(1)], recovered: [], isNew: new Set<string>() };
  const message = composeAlert(sampleFrame, content, openedAt);
  return planDeliveries(message, notify, heard, fresh);
}
const acts = (...input: Parameters<typeof planned>) =>
  planned(...input).map(({ receiver, channel, act }) => `${receiver} ${channel} ${act}`);

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
    ["recovered", true, ["sales-lead slack update", "sales-lead slack reply", "sales-lead email mail"]],
  ] as const)("%s (loud: %s) gets %j", (occasion, notify, expected) => {
    expect(acts(occasion, notify, [mia], [])).toEqual(expected);
  });
});

test("an escalation reaches the next one whole, and says whom it reached before", () => {
  const deliveries = planned("escalated", true, [mia], [jo]);
  expect(deliveries.map(({ receiver, act }) => `${receiver} ${act}`)).toEqual([
    "sales-lead update",
    "head open",
    "head mail",
  ]);
  expect(deliveries.map(({ message }) => message.escalatedFrom)).toEqual([null, "Mia Chen", "Mia Chen"]);
});

test("each one goes to the receiver's own address", () => {
  expect(planned("opened", true, [], [mia, jo]).map(({ address }) => address)).toEqual([
    { slack: "#sales" },
    { email: "mia@northwind.example" },
    { slack: "U1" },
    { email: "jo@northwind.example" },
  ]);
});
