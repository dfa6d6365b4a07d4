import { describe, expect, test } from "vitest";
import { copyChanges } from "../../../activities/copy/records/copy-changes.ts";
import { copyList } from "../../../activities/copy/records/copy-list.ts";
import type { PageWriter } from "../../../activities/copy/records/page-writer.ts";
import { HubSpotBadAnswer } from "../../../connectors/hubspot/errors.ts";
import type { CopyProgress } from "../../../domain/mirror/mirror.ts";

const since = new Date("2026-11-25T15:00:00Z");
const start: CopyProgress = {
  how: "changes",
  properties: ["dealname"],
  asOf: since.toISOString(),
  startedAt: since.toISOString(),
  attempt: { holder: "fast-1", startedAt: "2026-11-25T12:00:00.000Z" },
  after: null,
  records: 0,
  isListed: false,
  listedCount: null,
};

const unheeded: PageWriter = { add: () => Promise.resolve(), flush: () => Promise.resolve() };

/** Answers with these pages in turn: ids and the total that each claims. */
async function copy(pages: readonly (readonly [readonly string[], number])[], after: string | null = null) {
  const stored: string[] = [];
  const askedBehind: (string | null)[] = [];
  const writer: PageWriter = {
    add: (records) => Promise.resolve(void stored.push(...records.map(({ id }) => id))),
    flush: () => Promise.resolve(),
  };
  const left = [...pages];
  const changedPage = (_: string, __: readonly string[], ___: Date, behind: string | null) => {
    askedBehind.push(behind);
    const [ids, total] = left.shift()!;
    return Promise.resolve({ records: ids.map((id) => ({ id, properties: {}, updatedAt: since })), total });
  };
  // The search counts what its first page counted: all that was modified then.
  const countInSearch = () => Promise.resolve(pages[0]![1]);
  const { reached } = await copyChanges({ changedPage, countInSearch }, "deals", since, { ...start, after }, writer);
  return { stored, askedBehind, place: reached };
}

test("each page is asked for behind the last id, whatever its length", async () => {
  const { stored, askedBehind } = await copy([
    [["9", "10"], 4],
    [["99"], 2],
    [["100"], 1],
  ]);
  expect(stored).toEqual(["9", "10", "99", "100"]);
  expect(askedBehind).toEqual([null, "10", "99"]);
});

test("a short page ends nothing while the total counts more", async () => {
  expect(
    (
      await copy([
        [["1"], 3],
        [["2", "3"], 2],
      ])
    ).stored,
  ).toEqual(["1", "2", "3"]);
});

test("nothing changed is an end, at the beginning and behind a page", async () => {
  expect((await copy([[[], 0]])).stored).toEqual([]);
  expect(
    (
      await copy([
        [["1"], 2],
        [[], 0],
      ])
    ).stored,
  ).toEqual(["1"]);
});

test("a full page is never the last one, whatever it counts: a count that is too small would end the reading early", async () => {
  const full = Array.from({ length: 200 }, (_, index) => String(index + 1));
  const { stored } = await copy([
    [full, 200],
    [["201"], 1],
  ]);
  expect(stored).toHaveLength(201);
});

describe("what is no proof is an error", () => {
  test.each<[string, readonly (readonly [readonly string[], number])[], string | null]>([
    ["an empty page that counts more", [[[], 3]], null],
    ["ids that fall", [[["2", "1"], 2]], null],
    ["an id twice", [[["2", "2"], 2]], null],
    ["ids in the order of text", [[["10", "9"], 2]], null],
    [
      "an id that was there before",
      [
        [["1"], 2],
        [["1"], 1],
      ],
      null,
    ],
    ["an id that lies before the place to go on from", [[["5"], 1]], "7"],
    ["an id that is no number", [[["x"], 1]], null],
    ["a page that holds more than it counts", [[["1", "2"], 1]], null],
    [
      "a count of what is left that falls by more than the guard",
      [
        [["1"], 101],
        [["2"], 79],
      ],
      null,
    ],
  ])("%s", async (_, pages, after) => {
    await expect(copy(pages, after)).rejects.toThrow(HubSpotBadAnswer);
  });
});

describe("pages that hold less than the search counts", () => {
  const minutesLater = new Date(since.getTime() + 10 * 60_000).toISOString();
  /** Each reading meets one page that looks whole. */
  const copyAgainst = async (counted: number, ...readings: readonly (readonly string[])[]) => {
    const left = [...readings];
    const changedPage = () => {
      const ids = left.shift()!;
      return Promise.resolve({
        records: ids.map((id) => ({ id, properties: {}, updatedAt: since })),
        total: ids.length,
      });
    };
    const countInSearch = () => Promise.resolve(counted);
    const progress = { ...start, asOf: minutesLater };
    const { reached } = await copyChanges({ changedPage, countInSearch }, "deals", since, progress, unheeded);
    return reached.records;
  };

  test("are read again", async () => {
    expect(await copyAgainst(3, ["1", "3"], ["1", "2", "3"])).toBe(3);
  });

  test("are no answer when they still do after three readings", async () => {
    await expect(copyAgainst(3, ["1"], ["1", "2"], ["1", "2"])).rejects.toThrow("its pages hold 2 where it counts 3");
  });
});

describe("records that have moved on since they were counted", () => {
  const asOf = new Date(since.getTime() + 10 * 60_000);
  /** One record stands as it was, the other two were modified in the last minute. */
  const read = async (counted: { settled: number; ofAnyAge: number }) => {
    const records = ["1", "2", "3"].map((id) => ({ id, properties: {}, updatedAt: id === "1" ? since : asOf }));
    const pages = {
      changedPage: () => Promise.resolve({ records, total: records.length }),
      countInSearch: (_: string, __?: unknown, modified?: { readonly to: Date | null }) =>
        Promise.resolve(modified!.to! > asOf ? counted.ofAnyAge : counted.settled),
    };
    const { reached } = await copyChanges(pages, "deals", since, { ...start, asOf: asOf.toISOString() }, unheeded);
    return reached.records;
  };

  test.each([
    ["all that there is of any age was read", { settled: 2, ofAnyAge: 3 }],
    ["what is settled was read", { settled: 1, ofAnyAge: 9 }],
  ])("whole: %s", async (_, counted) => {
    expect(await read(counted)).toBe(3);
  });

  test.each([
    ["one of any age was left out", { settled: 2, ofAnyAge: 4 }],
    ["more is settled than was read at all", { settled: 4, ofAnyAge: 3 }],
  ])("no answer: %s", async (_, counted) => {
    await expect(read(counted)).rejects.toThrow("its pages hold 1 where it counts");
  });
});

test("a list whose cursor comes twice never ends, and is no answer", async () => {
  let asked = 0;
  const recordPage = () => {
    if ((asked += 1) > 5) return Promise.reject(new Error("it goes on and on"));
    return Promise.resolve({ records: [{ id: "1", properties: {}, updatedAt: since }], next: "same" });
  };
  await expect(copyList({ recordPage }, "deals", { ...start, how: "list" }, unheeded)).rejects.toThrow(
    "a cursor came twice",
  );
});
