import fc from "fast-check";
import { describe, test } from "vitest";
import { checkById } from "../../checks/index.ts";
import type { Check } from "../../checks/define-check.ts";
import type { CrmRecord } from "../../domain/mirror/records.ts";
import { verdictOnItem, verdictOnOurWork, verdictOnRecord } from "./around.ts";
import { campaign } from "./samples.ts";
import { aDeal, contact, expectToHold, instant, maybe, midnights } from "./holding.ts";

const own: fc.Arbitrary<Record<string, unknown>> = fc.record(
  {
    promiseMinutes: fc.constantFrom(1, 60, 480),
    maxUnassignedMinutes: fc.constantFrom(1, 15, 600),
    criticalAfterMinutes: fc.constantFrom(1, 60, 5_000, 100_000),
    lookBackDays: fc.constantFrom(1, 7, 60),
    maxDaysWithoutActivity: fc.constantFrom(1, 30, 365),
    graceDays: fc.constantFrom(0, 7),
    highAfterDays: fc.constantFrom(1, 14),
  },
  { requiredKeys: [] },
);

/** Only the settings that a check has. */
function settingsOf(check: Check, some: Record<string, unknown>): Record<string, unknown> {
  const names = Object.keys((check.params as unknown as { shape: object }).shape);
  return Object.fromEntries(Object.entries(some).filter(([name]) => names.includes(name)));
}

const recordChecks = [
  "deal-close-date-past",
  "deal-without-next-activity",
  "lead-stale",
  "lead-unanswered",
  "lead-unassigned",
];

/** Other checks are held to it in their own tests. */
describe("while nothing changes but the time, a verdict holds until the instant that it names", () => {
  test.each(recordChecks)("%s", (id) => {
    const check = checkById(id)!;
    const subject: fc.Arbitrary<CrmRecord> = check.judges === "deal" ? aDeal : contact;
    const drawn = fc.tuple(subject, own);
    expectToHold(
      check,
      drawn,
      ([record, some]) =>
        (at) =>
          verdictOnRecord(check, record, settingsOf(check, some), at),
      { runs: 400 },
    );
  });

  test("incremental-judging-differs", () => {
    const check = checkById("incremental-judging-differs")!;
    const few = fc.constantFrom(0, 0, 3);
    const compared = fc.record({
      asOf: instant,
      records: few,
      verdicts: few,
      counters: few,
      firstDifference: fc.constant(null),
    });
    expectToHold(check, maybe(compared), (comparison) => (at) => verdictOnOurWork(check, comparison, at));
  });

  test("campaign-untracked", () => {
    const check = checkById("campaign-untracked")!;
    const some = fc.record({ startAt: maybe(midnights), endAt: maybe(midnights), utm: fc.constantFrom(null, "a") });
    expectToHold(check, some, (part) => (at) => verdictOnItem(check, { ...campaign, ...part }, [], {}, at));
  });
});
