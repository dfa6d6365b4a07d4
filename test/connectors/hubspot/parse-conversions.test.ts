import { describe, expect, test } from "vitest";
import { parseConversions } from "../../../connectors/hubspot/parse-conversions.ts";
import type { PropertyChange, RecordHistory } from "../../../connectors/hubspot/read-history.ts";

const at = (minute: number, ms = 0) => new Date(Date.UTC(2026, 10, 25, 15, minute, 0, ms));
const change = (value: string | null, when: Date): PropertyChange => ({
  value,
  at: when,
  source: null,
  sourceId: null,
  userId: null,
});
const sent = (minute: number, by: string, count: number) =>
  [
    ["recent_conversion_date", change(at(minute).toISOString(), at(minute, 300))],
    ["recent_conversion_event_name", change(by, at(minute, 300))],
    ["num_conversion_events", change(String(count), at(minute, 300))],
  ] as const;
const history = (...changes: readonly (readonly [string, PropertyChange])[]): RecordHistory =>
  new Map([...Map.groupBy(changes, ([name]) => name)].map(([name, of]) => [name, of.map(([, one]) => one)]));
const told = (h: RecordHistory | undefined, now: Record<string, string | null> = {}) => {
  const { all, isCut } = parseConversions(h, now);
  return { isCut, all: all.map(({ at: when, how, source, stage }) => [when.getUTCMinutes(), how, source, stage]) };
};

test("each conversion with the form of its own moment, and the stage that it led to", () => {
  const found = told(
    history(
      ["lifecyclestage", change("subscriber", at(0))],
      ...sent(1, "Home: Newsletter", 1),
      ...sent(20, "Home: Book a demo", 2),
      ["lifecyclestage", change("lead", at(20, 900))],
      ["lifecyclestage", change("customer", at(40))],
    ),
    { recent_conversion_date: at(20).toISOString() },
  );
  expect(found).toEqual({
    isCut: false,
    all: [
      [1, "form", "Home: Newsletter", "subscriber"],
      [20, "form", "Home: Book a demo", "lead"],
    ],
  });
});

describe("where the history says less", () => {
  const now = {
    recent_conversion_date: at(20).toISOString(),
    recent_conversion_event_name: "Home: Book a demo",
    lifecyclestage: "lead",
  };
  test.each<
    [what: string, h: RecordHistory | undefined, now: Record<string, string | null>, all: unknown, isCut: boolean]
  >([
    [
      "none at all: the present values tell one, and nothing before",
      undefined,
      now,
      [[20, "form", "Home: Book a demo", "lead"]],
      true,
    ],
    [
      "it does not hold the latest yet",
      history(...sent(1, "Home: Pricing", 1)),
      now,
      [
        [1, "form", "Home: Pricing", "lead"],
        [20, "form", "Home: Book a demo", "lead"],
      ],
      false,
    ],
    [
      "it begins with the third",
      history(...sent(20, "Home: Book a demo", 3)),
      now,
      [[20, "form", "Home: Book a demo", "lead"]],
      true,
    ],
    [
      "the count was never kept",
      history(...sent(20, "Home: Book a demo", 1).slice(0, 2)),
      now,
      [[20, "form", "Home: Book a demo", "lead"]],
      false,
    ],
    [
      "a value that is no date, and one that was cleared",
      history(["recent_conversion_date", change("soon", at(1))], ["recent_conversion_date", change(null, at(2))]),
      {},
      [],
      false,
    ],
    [
      "the same second twice is one",
      history(...sent(20, "Home: Book a demo", 1), ...sent(20, "Home: Book a demo", 1)),
      now,
      [[20, "form", "Home: Book a demo", "lead"]],
      false,
    ],
    [
      "nobody names the form",
      history(["recent_conversion_date", change(at(20).toISOString(), at(20))]),
      { lifecyclestage: "lead" },
      [[20, "form", null, "lead"]],
      false,
    ],
  ])("%s", (_, h, present, all, isCut) => {
    expect(told(h, present)).toEqual({ all, isCut });
  });
});

test.each([
  ["Meetings Link: ana-keller", "meeting-link"],
  ["Facebook Lead Ads: Autumn", "lead-ads"],
  ["LinkedIn Lead Gen: Plant managers", "lead-ads"],
  ["Meetings: Book a demo", "form"],
  ["Our lead magnet: Facebook guide", "form"],
])("“%s” came by a %s", (source, how) => {
  expect(told(history(...sent(1, source, 1))).all).toEqual([[1, how, source, null]]);
});
