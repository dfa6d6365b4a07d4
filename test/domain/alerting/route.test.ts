import { describe, expect, test } from "vitest";
import { route, type RouteFacts, type RouteRule } from "../../../domain/alerting/route.ts";
import { receiversOfOwners } from "../../../domain/alerting/owner-receivers.ts";
import { topics, type Topic } from "../../../domain/alerting/topic.ts";
import { minutesAfterNoon, noon, plainly, sampleCandidate } from "./sample-candidate.ts";

const byTopic = Object.fromEntries(topics.map((topic) => [topic, "sales-lead"])) as Record<Topic, string>;
const facts = (own: Partial<RouteFacts> = {}): RouteFacts => ({
  rules: [],
  byTopic,
  receiverOfOwner: new Map([["ana", "ana"]]),
  assigned: new Map(),
  absences: [],
  nameOf: (receiver) => receiver.toUpperCase(),
  ...own,
});
const whoHears = (
  rules: readonly RouteRule[],
  own: Partial<Parameters<typeof sampleCandidate>[1]> = {},
  more: Partial<RouteFacts> = {},
) => plainly(route([sampleCandidate(1, { receiver: null, ...own })], facts({ rules, ...more }), noon));

describe("whoever is named", () => {
  test("by the topic hears what no rule fits", () => {
    expect(whoHears([{ when: { topics: ["routing"] }, notify: ["operations"] }]).kept).toEqual(["1 → sales-lead"]);
  });

  test("by the first rule that fits hears it, and later rules say nothing", () => {
    const rules = [
      { when: { severities: ["critical" as const] }, notify: ["founder"] },
      { when: { severities: ["high" as const] }, notify: ["head", "sales-lead"] },
      { when: {}, notify: ["operations"] },
    ];
    expect(whoHears(rules).kept).toEqual(["1 → head", "1 → sales-lead"]);
    expect(whoHears(rules, { severity: "critical" }).kept).toEqual(["1 → founder"]);
    expect(whoHears(rules, { severity: "low" }).kept).toEqual(["1 → operations"]);
  });

  test("as owner gets the own list beside the lead; an owner who is no receiver goes to the topic's, once", () => {
    const rules = [{ when: {}, notify: ["owner", "sales-lead"] }];
    expect(whoHears(rules).kept).toEqual(["1 → ana", "1 → sales-lead"]);
    expect(whoHears(rules, { ownerId: "colin" }).kept).toEqual(["1 → sales-lead"]);
    expect(whoHears(rules, { ownerId: null }).kept).toEqual(["1 → sales-lead"]);
  });

  test("by nobody leaves the reason", () => {
    expect(whoHears([], {}, { byTopic: { ...byTopic, "waiting-leads": "" } })).toEqual({
      kept: [],
      held: ["1: no receiver is set for its topic"],
    });
  });
});

test("what a person was given goes there alone, and to the backup while that person is away", () => {
  const rules = [{ when: {}, notify: ["owner", "sales-lead"] }];
  const assigned = new Map([[sampleCandidate(1).findingId, "ben"]]);
  expect(whoHears(rules, {}, { assigned }).kept).toEqual(["1 → ben"]);
  const absences = [{ receiver: "ben", backup: "cleo", from: noon, until: minutesAfterNoon(1) }];
  expect(whoHears(rules, {}, { assigned, absences }).kept).toEqual(["1 → cleo"]);
});

describe("an absence", () => {
  const away = (receiver: string, backup: string, from = -60, until = 60) => ({
    receiver,
    backup,
    from: minutesAfterNoon(from),
    until: minutesAfterNoon(until),
  });
  const rules = [{ when: {}, notify: ["owner"] }];

  test.each([
    ["begins now", away("ana", "ben", 0), "ben"],
    ["begins in a minute", away("ana", "ben", 1), "ana"],
    ["ends in a minute", away("ana", "ben", -60, 1), "ben"],
    ["ends now", away("ana", "ben", -60, 0), "ana"],
    ["is another's", away("cleo", "ben"), "ana"],
  ])("that %s", (_, absence, heardBy) => {
    expect(whoHears(rules, {}, { absences: [absence] }).kept).toEqual([`1 → ${heardBy}`]);
  });

  test("goes on to the backup's backup, and says for whom", () => {
    const absences = [away("ana", "ben"), away("ben", "cleo")];
    const { kept } = route([sampleCandidate(1)], facts({ rules, absences }), noon);
    expect(kept).toMatchObject([{ receiver: "cleo", note: "for ANA and BEN, who are away" }]);
  });

  test("of everyone, in a ring, ends at the receiver of the topic", () => {
    const absences = [away("ana", "ben"), away("ben", "ana")];
    expect(whoHears(rules, {}, { absences }).kept).toEqual(["1 → sales-lead"]);
  });

  test("tells the backup once where both are told, and says for whom", () => {
    const both = [{ when: {}, notify: ["owner", "sales-lead"] }];
    const { kept } = route([sampleCandidate(1)], facts({ rules: both, absences: [away("ana", "sales-lead")] }), noon);
    expect(kept).toMatchObject([{ receiver: "sales-lead", note: "for ANA, who is away" }]);
  });
});

test("an owner is the receiver who names them, else the one of the same address", () => {
  const owners = [
    { id: "1", email: "ana@example.com" },
    { id: "2", email: "ben@example.com" },
    { id: "3", email: "cleo@example.com" },
    { id: "4", email: null },
  ];
  const receivers = [
    { id: "team", email: "Ana@example.com", hubspotOwner: null },
    { id: "ana", email: null, hubspotOwner: "ANA@example.com" },
    { id: "ben", email: "ben@example.com", hubspotOwner: null },
    { id: "ben-too", email: "ben@example.com", hubspotOwner: null },
    { id: "dee", email: null, hubspotOwner: "4" },
  ];
  expect([...receiversOfOwners(owners, receivers)]).toEqual([
    ["1", "ana"],
    ["2", "ben"],
    ["4", "dee"],
  ]);
});
