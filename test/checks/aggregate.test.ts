import { describe, expect, test } from "vitest";
import { aggregate, startAdding, type AnyAggregate, type Contribution } from "../../checks/aggregate.ts";
import { defineMeasureCheck, ofEach, pass } from "../../checks/define-check.ts";
import { judgeCohorts } from "./around.ts";
import { asOf, businessTime, daysAgo, deal, minutesAgo } from "./samples.ts";
import { words } from "./words.ts";

/** The deals of a made-up portal, added up by owner. */
function added(definition: AnyAggregate, ...deals: readonly (typeof deal)[]) {
  const adding = startAdding("some-check", definition, { asOf, businessTime, params: { days: 30 } as never });
  for (const one of deals) adding.add(one, new Map());
  return adding.added();
}

const byOwner = (contribution: (one: Pick<typeof deal, "amount">) => Partial<Contribution>, more: object = {}) =>
  aggregate({
    of: "deal",
    fields: ["ownerId", "amount", "createdAt"],
    contribution: (one) => ({ cohort: one.ownerId ?? "nobody", ...contribution(one) }),
    ...more,
  });
const worth = (amount: number, ownerId = "7") => ({ ...deal, amount, ownerId });

describe("a cohort in figures", () => {
  test("a count, without a value", () => {
    const { cohorts } = added(
      byOwner(() => ({})),
      worth(5),
      worth(9),
      worth(1, "8"),
    );
    expect([...cohorts].map(([cohort, { n, sum }]) => [cohort, n, sum])).toEqual([
      ["7", 2, 2],
      ["8", 1, 1],
    ]);
  });

  test("a sum, and a mean", () => {
    const { cohorts } = added(
      byOwner(({ amount }) => ({ value: amount! })),
      worth(5),
      worth(9),
    );
    expect(cohorts.get("7")).toMatchObject({ n: 2, sum: 14, rate: 7 });
  });

  test("a rate, where each adds 0 or 1", () => {
    const isLarge = byOwner(({ amount }) => ({ value: amount! > 8 ? 1 : 0 }));
    expect(added(isLarge, worth(5), worth(9), worth(7), worth(1)).cohorts.get("7")!.rate).toBe(0.25);
  });

  test.each([
    [0, 1],
    [50, 3],
    [90, 5],
    [100, 5],
  ])("the %dth percentile of 1, 2, 3, 4, 5 is %d", (percent, value) => {
    const values = byOwner(({ amount }) => ({ value: amount! }), { keepsValues: true });
    const figures = added(values, worth(4), worth(2), worth(5), worth(1), worth(3)).cohorts.get("7")!;
    expect(figures.percentile(percent)).toBe(value);
  });

  test("no percentile of values that were not kept", () => {
    expect(() =>
      added(
        byOwner(() => ({})),
        deal,
      )
        .cohorts.get("7")!
        .percentile(50),
    ).toThrow(/keepsValues/);
  });
});

describe("a window of days", () => {
  const withinDays = (at: Date | null) =>
    added(
      byOwner(() => (at === null ? {} : { at }), { windowDays: ({ days }: { readonly days: number }) => days }),
      deal,
    ).cohorts.size;

  test.each([
    ["at its first instant", new Date("2026-10-25T23:00:00Z"), 1],
    ["just before", new Date("2026-10-25T22:59:59Z"), 0],
    ["now", asOf, 1],
    ["a minute from now", minutesAgo(-1), 0],
    ["at no time", null, 1],
  ])("what happened %s", (_, at, count) => {
    expect(withinDays(at)).toBe(count);
  });
});

test("what a record adds cannot depend on when it is asked", () => {
  const peeking = byOwner(() => ({}), {
    contribution: (_: unknown, context: object) => ({ cohort: Object.keys(context).sort().join(" ") }),
  });
  expect([...added(peeking, deal).cohorts.keys()]).toEqual(["businessTime params"]);
});

test("a cohort below its minimum sample has no verdict", () => {
  const check = defineMeasureCheck({
    ...words,
    id: "some-measure",
    judges: "portal",
    needs: { aggregate: byOwner(() => ({})) },
    evaluate: ofEach((owner) => ({ id: `owner:${owner}`, label: `Owner ${owner}` }), {
      minSample: () => 20,
      saySample: () => "deals",
      evaluate: () => pass(),
    }),
  });
  expect(judgeCohorts(check, { 7: 20, 8: 19 })).toEqual([
    { subject: { id: "owner:7", label: "Owner 7" }, verdict: { status: "pass" } },
    {
      subject: { id: "owner:8", label: "Owner 8" },
      verdict: { status: "unknown", reason: "insufficient sample: 19 deals, at least 20 are needed" },
    },
  ]);
});

describe("the past of a value", () => {
  const firstAmount = aggregate({
    of: "deal",
    fields: ["amount", "createdAt"],
    windowDays: ({ days }: { readonly days: number }) => days,
    past: { of: ["amount"], at: ({ createdAt }) => createdAt },
    contribution({ createdAt, amount, history }) {
      if (amount === null || amount < 10) return null;
      return { cohort: "whole", at: createdAt!, value: history.amount[0]!.value! };
    },
  });
  const past = { history: (field: string) => (field === "amount" ? [{ at: asOf, value: 3, source: null }] : null) };
  const addedWith = (beside: typeof past | undefined, own: Partial<typeof deal>) => {
    const adding = startAdding("some-check", firstAmount, { asOf, businessTime, params: { days: 30 } as never });
    adding.add({ ...deal, createdAt: minutesAgo(60), ...own }, new Map(), beside);
    return adding.added();
  };

  test("is there once it was read", () => {
    expect(addedWith(past, {}).cohorts.get("whole")).toMatchObject({ n: 1, sum: 3 });
  });

  test("before that a suspect is left out, and the reason says why", () => {
    expect(addedWith(undefined, {})).toMatchObject({ leftOut: 1, reason: "its history was not read yet" });
  });

  test("who is no suspect needs none", () => {
    expect(addedWith(undefined, { amount: 5 })).toMatchObject({ leftOut: 0 });
  });

  test("nor does whatever happened outside the window", () => {
    expect(addedWith(undefined, { createdAt: daysAgo(32) })).toMatchObject({ leftOut: 0 });
  });
});
