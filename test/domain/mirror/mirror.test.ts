import { describe, expect, test } from "vitest";
import {
  overlapMs,
  planBesideList,
  planCopy,
  stillAfter,
  watermarkAfter,
  type CopyProgress,
  type CopyRequest,
  type MirrorState,
} from "../../../domain/mirror/mirror.ts";

const hourMs = 3_600_000;
const asOf = new Date("2026-11-25T15:00:00Z");
const before = (ms: number) => new Date(asOf.getTime() - ms);
const listed: MirrorState = {
  properties: ["amount", "dealname"],
  watermark: before(hourMs),
  listedAt: before(3 * hourMs),
  listedCount: 250,
  copiedAt: before(hourMs),
  doubt: null,
  vanishedAt: null,
  lacks: null,
  searchLag: null,
  still: null,
  widening: null,
  progress: null,
  listing: null,
};
const request: CopyRequest = {
  holder: "fast-1",
  properties: ["dealname"],
  asOf,
  freshForMs: 60_000,
  listEveryMs: 20 * hourMs,
  anew: false,
};
const begun: CopyProgress = {
  how: "list",
  properties: ["amount", "dealname"],
  asOf: before(2 * hourMs).toISOString(),
  startedAt: before(2 * hourMs).toISOString(),
  attempt: { holder: "fast-1", startedAt: "2026-11-25T12:00:00.000Z" },
  after: "400",
  records: 300,
  isListed: false,
  listedCount: null,
};

describe("what a copy reads", () => {
  test.each<[string, Partial<MirrorState>, Partial<CopyRequest>, string]>([
    ["nothing is known yet", { watermark: null, listedAt: null, copiedAt: null }, {}, "list"],
    ["what was listed is known, and the checks need no more", {}, {}, "changes"],
    ["the checks need a property that the mirror has not", {}, { properties: ["closedate"] }, "list"],
    ["a list is due to the millisecond", { listedAt: before(20 * hourMs) }, {}, "list"],
    ["a list is due in a millisecond", { listedAt: before(20 * hourMs - 1) }, {}, "changes"],
    ["a person asks for everything", {}, { anew: true }, "list"],
    ["the run stands before the last copy by more than the overlap", { copiedAt: before(-overlapMs - 1) }, {}, "list"],
    [
      "another run that began a little later has copied already",
      { copiedAt: before(-overlapMs) },
      { freshForMs: 0 },
      "reuse",
    ],
    ["the last list of few waits for a person", { doubt: "fewer", listedCount: 2_000 }, {}, "list"],
    [
      "the last list of many waits for a person",
      { doubt: "fewer", listedCount: 2_001, listedAt: before(hourMs) },
      {},
      "list",
    ],
    [
      "and was read within the hour",
      { doubt: "fewer", listedCount: 2_001, listedAt: before(hourMs - 1) },
      {},
      "changes",
    ],
    ["another run has copied just now", { copiedAt: before(60_000) }, {}, "reuse"],
    ["another run has copied a moment too early", { copiedAt: before(60_001) }, {}, "changes"],
    ["a list was begun", { listing: begun }, {}, "list"],
    ["a list was begun, and is left to others", { listing: begun }, { leavesLists: true }, "changes"],
    [
      "a list was begun too long ago",
      { listing: { ...begun, asOf: before(6 * hourMs + 1).toISOString() } },
      {},
      "changes",
    ],
  ])("when %s", (_, state, own, how) => {
    expect(planCopy({ ...listed, ...state }, { ...request, ...own }).how).toBe(how);
  });

  test("a list that broke is gone on with", () => {
    expect(planCopy({ ...listed, listing: begun }, request)).toMatchObject({ how: "list", resume: { after: "400" } });
    expect(planCopy({ ...listed, listedAt: null, listing: begun }, request)).toMatchObject({
      resume: { after: "400" },
    });
  });

  test.each<[string, Partial<CopyProgress>, Partial<CopyRequest>]>([
    ["lacks a property that is needed now", {}, { properties: ["closedate"] }],
    ["is older than six hours", { asOf: before(6 * hourMs + 1).toISOString() }, {}],
    ["stands after this run", { asOf: before(-1).toISOString() }, {}],
    ["a person wants read anew", {}, { anew: true }],
  ])("but not one that %s", (_, progress, own) => {
    const plan = planCopy({ ...listed, watermark: null, listing: { ...begun, ...progress } }, { ...request, ...own });
    expect(plan).toMatchObject({ how: "list", resume: null });
  });

  test.each([
    ["fast-1", 2_000, true],
    ["fast-2", 2_000, false],
    ["fast-2", 2_001, true],
  ])(
    "by %s after %s records: %s, because a short list is rather read again than believed",
    (holder, records, isResumed) => {
      const plan = planCopy({ ...listed, watermark: null, listing: { ...begun, records } }, { ...request, holder });
      expect(plan).toMatchObject({ how: "list", resume: isResumed ? { after: "400" } : null });
    },
  );

  test("changes that broke are gone on with from where they began", () => {
    const progress: CopyProgress = { ...begun, how: "changes", after: "77" };
    expect(planCopy({ ...listed, progress }, request)).toMatchObject({
      how: "changes",
      since: listed.watermark,
      resume: progress,
    });
    expect(planCopy({ ...listed, watermark: null, progress }, request)).toMatchObject({ how: "list", resume: null });
  });
});

describe("while another run reads the list", () => {
  test.each<[string, Partial<MirrorState>, Partial<CopyRequest>, string]>([
    ["a list is due", { listedAt: before(30 * hourMs), listing: begun }, {}, "changes"],
    ["records were missing, and a second list decides", { vanishedAt: before(hourMs) }, {}, "changes"],
    ["the last list waits for a person", { doubt: "fewer", listedCount: 20 }, {}, "changes"],
    ["nothing is known yet", { watermark: null, listedAt: null, copiedAt: null }, {}, "list"],
    ["a person asks for everything", {}, { anew: true }, "list"],
    ["the checks need a property that the mirror has not", {}, { properties: ["closedate"] }, "list"],
    ["the run stands before the last copy", { copiedAt: before(-overlapMs - 1) }, {}, "list"],
    ["another run has copied just now", { listedAt: before(30 * hourMs), copiedAt: before(0) }, {}, "reuse"],
  ])("when %s", (_, state, own, how) => {
    expect(planBesideList({ ...listed, ...state }, { ...request, ...own }).how).toBe(how);
  });
});

const minuteMs = 60_000;
test.each([
  ["an index that is up to date", 60, 0, 5],
  ["an index that lags, as far as it has come", 200, 150, 155],
  ["an index that shows nothing new, and stays, however long", 3_000, null, 3_000],
  ["a search of a moment ago", 0, 0, 0],
])("the watermark follows %s", (_, behind, reached, expected) => {
  const known = reached === null ? null : before(reached * minuteMs);
  expect(watermarkAfter(asOf, before(behind * minuteMs), known)).toEqual(before(expected * minuteMs));
});

test("a search that stands still is known again where reading it would take more than a page", () => {
  const [since, newest] = [before(hourMs), before(59 * minuteMs)];
  const still = { since: since.toISOString(), records: 201, newest: newest.toISOString() };
  expect(stillAfter(since, since, { newest, records: 201 })).toEqual(still);
  expect(stillAfter(since, since, { newest, records: 200 })).toBeNull();
  expect(stillAfter(since, newest, { newest, records: 201 })).toBeNull();
});
