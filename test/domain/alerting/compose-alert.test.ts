import { describe, expect, test } from "vitest";
import { composeAlert, type AlertContent } from "../../../domain/alerting/compose-alert.ts";
import { topics, type Topic } from "../../../domain/alerting/topic.ts";
import { openedAt, sampleFinding, sampleFrame, sampleState } from "./sample-alert.ts";

const now = new Date(openedAt.getTime() + 95 * 60_000 + 59_999);
/** What a revision is about that says nothing of its own. */
const content = (own: Partial<AlertContent> = {}): AlertContent => ({
  alert: sampleState,
  occasion: "opened",
  open: [],
  recovered: [],
  isNew: new Set(),
  ...own,
});
const lines = (message: ReturnType<typeof composeAlert>) => message.sections.flatMap((section) => section.lines);

test("it says which alert of whom this is, and how it stands", () => {
  const message = composeAlert(sampleFrame, content({ open: [sampleFinding(1)] }), now);
  const { nameOf: _, say: __, ...frame } = sampleFrame;
  expect(message).toMatchObject({
    ...frame,
    episode: 1,
    revision: 1,
    status: "open",
    severity: "high",
    occasion: "opened",
  });
  expect(message).not.toHaveProperty("nameOf");
  expect(JSON.parse(JSON.stringify(message))).toEqual(message);
});

test("worst first, and among equals the longest wait first", () => {
  const open = [
    sampleFinding(1),
    sampleFinding(9),
    sampleFinding(5, { severity: "critical" }),
    sampleFinding(7, { severity: "low" }),
  ];
  const message = composeAlert(sampleFrame, content({ open }), now);
  expect(lines(message).map(({ label }) => label)).toEqual(["Lead 5", "Lead 9", "Lead 1", "Lead 7"]);
  expect(open.map(({ label }) => label)).toEqual(["Lead 1", "Lead 9", "Lead 5", "Lead 7"]);
});

test("one section for each owner, in the order of their worst line", () => {
  const open = [
    sampleFinding(1, { ownerName: "Ana" }),
    sampleFinding(2, { ownerName: null }),
    sampleFinding(3, { ownerName: "Ana" }),
  ];
  const { sections } = composeAlert(sampleFrame, content({ open }), now);
  expect(sections.map(({ ownerName, lines: own }) => [ownerName, own.map(({ label }) => label)])).toEqual([
    ["Ana", ["Lead 3", "Lead 1"]],
    [null, ["Lead 2"]],
  ]);
});

test.each([
  [40, 40, 0],
  [41, 40, 1],
  [200, 40, 160],
])("of %s findings it shows %s and counts %s more", (count, shown, more) => {
  const open = Array.from({ length: count }, (_, index) => sampleFinding(index));
  const message = composeAlert(sampleFrame, content({ open }), now);
  expect([lines(message).length, message.more, message.open]).toEqual([shown, more, count]);
});

test("what is told for the first time is marked", () => {
  const open = [sampleFinding(1), sampleFinding(2)];
  const isNew = new Set(["lead-unanswered.contact.2"]);
  const message = composeAlert(sampleFrame, content({ occasion: "changed", open, isNew }), now);
  expect(lines(message).map(({ label, isNew }) => [label, isNew])).toEqual([
    ["Lead 2", true],
    ["Lead 1", false],
  ]);
});

describe("how long", () => {
  const message = (occasion: "opened" | "escalated" | "recovered") =>
    composeAlert(sampleFrame, content({ occasion }), now);

  test("an escalation says how long nobody answered", () => {
    expect(message("escalated")).toMatchObject({ unansweredMinutes: 95, durationMinutes: null });
  });
  test("a recovery says how long it lasted", () => {
    expect(message("recovered")).toMatchObject({ unansweredMinutes: null, durationMinutes: 95 });
  });
  test("anything else says neither", () => {
    expect(message("opened")).toMatchObject({ unansweredMinutes: null, durationMinutes: null });
  });
});

describe("who is told next", () => {
  const next = (own: Partial<typeof sampleState>) =>
    composeAlert(sampleFrame, content({ alert: { ...sampleState, ...own } }), now).next;

  test("the next step of the ladder, by name", () => {
    expect(next({})).toEqual({ receivers: ["Jo Keller"], at: "2026-11-25T15:00:00.000Z" });
  });
  test("nobody when the ladder is at its end", () => expect(next({ nextStep: 1 })).toBeNull());
  test("nobody once it is taken", () => expect(next({ status: "acknowledged" })).toBeNull());
  test("nobody once it is over", () => expect(next({ status: "resolved" })).toBeNull());
});

test.each([
  ["waiting-leads", "1 lead waiting for a first reply", "2 leads waiting for a first reply"],
  ["stale-leads", "1 lead gone quiet", "2 leads gone quiet"],
  ["stale-deals", "1 deal drifting", "2 deals drifting"],
  ["routing", "1 routing problem", "2 routing problems"],
  ["campaign-tracking", "1 tracking problem", "2 tracking problems"],
  ["access", "Revwatch has lost access to this portal", "Revwatch has lost access to this portal"],
  ["handoff", "1 lead stuck between marketing and sales", "2 leads stuck between marketing and sales"],
  ["data-quality", "1 record problem", "2 record problems"],
  ["automation", "1 automation problem", "2 automation problems"],
  ["permissions", "1 permission problem", "2 permission problems"],
  ["monitoring", "1 gap in monitoring", "2 gaps in monitoring"],
] as const)("the headline of %s", (topic, one, two) => {
  const headline = (count: number) => {
    const open = Array.from({ length: count }, (_, index) => sampleFinding(index));
    return composeAlert({ ...sampleFrame, topic: topic as Topic }, content({ open }), now).headline;
  };
  expect([headline(1), headline(2)]).toEqual([one, two]);
  expect(topics).toContain(topic);
});
