import { expect, test } from "vitest";
import { fillDays } from "../../../domain/reporting/fill-days.ts";

const of = (...days: readonly string[]) => days.map((day) => ({ day, score: 90 as number | null }));
const daysOf = (entries: readonly { readonly day: string; readonly score: number | null }[]) =>
  entries.map(({ day, score }) => `${day.slice(5)} ${score ?? "none"}`);

test.each([
  { when: "nothing is known", days: [], last: "2026-11-23", filled: [] },
  {
    when: "it goes up to today",
    days: ["2026-11-22", "2026-11-23"],
    last: "2026-11-23",
    filled: ["11-22 90", "11-23 90"],
  },
  { when: "it stopped", days: ["2026-11-21"], last: "2026-11-23", filled: ["11-21 90", "11-22 none", "11-23 none"] },
  {
    when: "it has a gap",
    days: ["2026-11-21", "2026-11-23"],
    last: "2026-11-23",
    filled: ["11-21 90", "11-22 none", "11-23 90"],
  },
  { when: "a month ends", days: ["2027-02-28"], last: "2027-03-01", filled: ["02-28 90", "03-01 none"] },
])("when $when", ({ days, last, filled }) => {
  expect(daysOf(fillDays(of(...days), last, (day) => ({ day, score: null })))).toEqual(filled);
});
