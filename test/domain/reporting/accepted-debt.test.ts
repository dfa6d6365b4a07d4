import { expect, test } from "vitest";
import { acceptedDebt } from "../../../domain/reporting/accepted-debt.ts";
import type { FindingHistory } from "../../../domain/reporting/build-weekly-report.ts";
import { createBusinessTime } from "../../../domain/time/business-time.ts";

const asOf = new Date("2026-11-30T00:00:00Z");
const businessTime = createBusinessTime({ timeZone: "Europe/Berlin", hours: null, holidays: [] });
const finding = (findingId: string, isOpen = true) =>
  ({ findingId, label: `of ${findingId}`, isOpen }) as FindingHistory;
const debt = (findings: readonly FindingHistory[], accepted: Readonly<Record<string, readonly [string, string]>>) =>
  acceptedDebt({
    findings,
    asOf,
    businessTime,
    acceptances: new Map(
      Object.entries(accepted).map(([id, [at, until]]) => [id, { at: new Date(at), until: new Date(until) }]),
    ),
  });

test("it counts what is open and accepted, with the oldest and the one that is decided next", () => {
  const accepted = {
    a: ["2026-08-03T22:30:00Z", "2027-03-31T22:00:00Z"],
    b: ["2026-11-01T00:00:00Z", "2026-12-31T23:00:00Z"],
  } as const;
  expect(debt([finding("a"), finding("b"), finding("c")], accepted)).toEqual({
    count: 2,
    oldestOn: "2026-08-04",
    next: { label: "of b", on: "2026-12-31" },
  });
});

test.each([
  ["has ended", [finding("a", false)], ["2026-11-01", "2026-12-31"]],
  ["was accepted after the week", [finding("a")], ["2026-11-30T00:00:01Z", "2026-12-31"]],
  ["had run out by its end", [finding("a")], ["2026-11-01", "2026-11-30"]],
] as const)("what %s is no debt", (_, findings, accepted) => {
  expect(debt(findings, { a: accepted })).toBeNull();
});
