import { describe, expect, test } from "vitest";
import { accept, acceptedValue, endOfAcceptance, type Acceptance } from "../../../domain/alerting/accept.ts";
import { maintain } from "../../../domain/alerting/maintain.ts";
import { idleForMs, lookAtSilences, silence, type Silence } from "../../../domain/alerting/silence.ts";
import { snooze, type Snooze } from "../../../domain/alerting/snooze.ts";
import { minutesAfterNoon, noon, plainly, sampleCandidate, sayInstant } from "./sample-candidate.ts";

const both = [sampleCandidate(1), sampleCandidate(2, { topic: "routing" })];

describe("a maintenance window", () => {
  const window = { name: "CRM import", scope: {}, from: noon, until: minutesAfterNoon(60) };
  const at = (minutes: number, own = {}) =>
    plainly(maintain(both, { windows: [{ ...window, ...own }], sayInstant }, minutesAfterNoon(minutes)));

  test.each([
    [-1, 0],
    [0, 2],
    [59, 2],
    [60, 0],
  ])("at minute %i holds %i", (minutes, held) => {
    expect(at(minutes).held).toHaveLength(held);
  });

  test("holds what is in its scope only, with its name and its end", () => {
    expect(at(1, { scope: { topics: ["routing"] } })).toEqual({
      kept: ["1 → sales-lead"],
      held: ["2: maintenance until 2026-11-25T13:00: CRM import"],
    });
  });

  test("of two, the one that ends last decides until when", () => {
    const later = { ...window, name: "migration", until: minutesAfterNoon(90) };
    const { held } = maintain(both, { windows: [window, later], sayInstant }, minutesAfterNoon(1));
    expect(held.map(({ until }) => until)).toEqual([later.until, later.until]);
  });
});

describe("a silence", () => {
  const one: Silence = {
    silenceId: "s1",
    matcher: { topics: ["waiting-leads"] },
    reason: "old leads are imported",
    byWhom: "Ana",
    createdAt: noon,
    until: minutesAfterNoon(60),
    lastMatchedAt: null,
  };

  test.each([
    [-1, 0],
    [0, 1],
    [59, 1],
    [60, 0],
  ])("at minute %i holds %i", (minutes, held) => {
    expect(silence(both, { silences: [one], sayInstant }, minutesAfterNoon(minutes)).held).toHaveLength(held);
  });

  test("says who, until when and why", () => {
    expect(plainly(silence(both, { silences: [one], sayInstant }, noon))).toEqual({
      kept: ["2 → sales-lead"],
      held: ["1: silenced by Ana until 2026-11-25T13:00: old leads are imported"],
    });
  });

  test.each([
    ["never matched anything, so it waits for what it is meant for", null, [], []],
    ["matches", noon, [sampleCandidate(1)], []],
    ["matched until a minute less than a day ago", new Date(noon.getTime() - idleForMs + 60_000), [], []],
    ["matched a day ago", new Date(noon.getTime() - idleForMs), [], ["s1"]],
    ["matched a day ago and matches again", new Date(noon.getTime() - idleForMs), [sampleCandidate(1)], []],
  ])("that %s", (_, lastMatchedAt, open, idle) => {
    const old = { ...one, createdAt: minutesAfterNoon(-3_000), lastMatchedAt };
    expect(lookAtSilences([old], open, noon)).toEqual({ matching: open.length === 0 ? [] : ["s1"], idle });
  });
});

describe("a snooze", () => {
  const one: Snooze = {
    findingId: sampleCandidate(1).findingId,
    episode: 1,
    receiver: "sales-lead",
    severity: "high",
    byWhom: "Ana",
    until: minutesAfterNoon(60),
  };
  const stage = (candidate = sampleCandidate(1), minutes = 0) =>
    snooze([candidate], { snoozes: [one], sayInstant }, minutesAfterNoon(minutes));

  test.each([
    ["the finding itself", sampleCandidate(1), 1],
    ["a milder one", sampleCandidate(1, { severity: "low" }), 1],
    ["a worse one", sampleCandidate(1, { severity: "critical" }), 0],
    ["its next episode", sampleCandidate(1, { episode: 2 }), 0],
    ["another receiver", sampleCandidate(1, { receiver: "founder" }), 0],
    ["another finding", sampleCandidate(2), 0],
  ])("of %s", (_, candidate, held) => {
    expect(stage(candidate).held).toHaveLength(held);
  });

  test("ends at its instant", () => {
    expect(stage(sampleCandidate(1), 59).held[0]?.because).toBe("snoozed by Ana until 2026-11-25T13:00");
    expect(stage(sampleCandidate(1), 60)).toMatchObject({
      kept: [{ asks: "Ana", note: "Ana's snooze is over" }],
      held: [],
    });
  });
});

describe("an accepted deviation", () => {
  const by = { same: ["since"], atMost: ["openDeals"] };
  const evidence = { openDeals: 2, attempts: 1, since: "May" };
  const candidate = sampleCandidate(1, { evidence });
  const acceptance: Acceptance = {
    findingId: candidate.findingId,
    value: acceptedValue(evidence, by),
    severity: "high",
    reason: "his deals close this week",
    byWhom: "Ana",
    until: minutesAfterNoon(60),
  };
  const stage = (own: Parameters<typeof sampleCandidate>[1] = {}, minutes = 0) =>
    accept(
      [{ ...candidate, ...own }],
      {
        acceptances: new Map([[acceptance.findingId, acceptance]]),
        acceptedBy: new Map([["lead-unanswered", by]]),
        sayInstant,
      },
      minutesAfterNoon(minutes),
    );

  test("holds while its value stands, whatever else moves, through later episodes", () => {
    expect(plainly(stage({ evidence: { attempts: 7, openDeals: 1, since: "May" }, episode: 3 })).held).toEqual([
      "1: accepted by Ana until 2026-11-25T13:00: his deals close this week",
    ]);
  });

  test.each([
    ["its value has changed", { evidence: { openDeals: 3, since: "May" } }, 0],
    ["its value has changed", { evidence: { openDeals: 2, since: "June" } }, 0],
    ["its value has changed", { evidence: {} }, 0],
    ["it is worse", { severity: "critical" as const }, 0],
    ["it has run out", {}, 60],
  ])("comes through when %s, and says so", (end, own, minutes) => {
    expect(stage(own, minutes).kept).toMatchObject([{ asks: "Ana", note: `accepted by Ana before, but ${end}` }]);
  });

  test.each([
    [{ b: null, a: 1 }, true],
    [{ a: 1 }, true],
    [{ a: "1", b: null }, false],
    [{ a: 1, b: null, c: 2 }, false],
  ])("without fields of its own the whole evidence is its value: %j", (now, holds) => {
    const whole = { ...acceptance, value: acceptedValue({ a: 1, b: null }, undefined) };
    const end = endOfAcceptance(whole, { severity: "high", evidence: now }, undefined, noon);
    expect(end).toBe(holds ? null : "its value has changed");
  });
});
