import { expect, test } from "vitest";
import { coverageFell as check } from "../../../checks/ourselves/coverage-fell.ts";
import { verdictAround, verdictOnOurs } from "../around-inventory.ts";
import { describeSentences } from "../sentences.ts";

const lost = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ checkId: `check-${index}`, reason: "The token lost a scope." }));
const judged = (enabled: number, count: number, own: object = {}) =>
  verdictOnOurs(check, { coverage: { enabled, assessed: enabled - count, lost: lost(count) } }, { ...own });

test.each([
  [40, 0, {}, "pass"],
  [40, 1, {}, "pass"],
  [40, 2, {}, "fail"],
  [41, 2, {}, "pass"],
  [20, 1, {}, "fail"],
  [21, 1, {}, "pass"],
  [100, 5, {}, "fail"],
  [60, 3, {}, "fail"],
  [10, 1, { minLostPercent: 10 }, "fail"],
  [11, 1, { minLostPercent: 10 }, "pass"],
  [1000, 1, { minLostPercent: 0.1 }, "fail"],
])("of %d checks %d were lost, with %j: %s", (enabled, count, own, status) => {
  expect(judged(enabled, count, own).status).toBe(status);
});

test("what was never assessed has not fallen, however little is assessed", () => {
  expect(verdictOnOurs(check, { coverage: { enabled: 40, assessed: 1, lost: [] } }).status).toBe("pass");
});

test("a portal that is closed is told once, by portal-unreadable", () => {
  const access = { state: "token-refused", reason: "HubSpot refuses the token.", remedy: "Renew it." } as const;
  const coverage = { enabled: 40, assessed: 0, lost: lost(40) };
  expect(verdictAround(check, { access, ours: { age: null, coverage } }).status).toBe("not-applicable");
});

test("without a check of the portal, or in a run that looks back, there is nothing to judge", () => {
  expect(judged(0, 0).status).toBe("not-applicable");
  expect(verdictOnOurs(check, { coverage: null }).status).toBe("not-applicable");
});

describeSentences([
  {
    check,
    name: "The portal",
    judge: () => judged(40, 5),
    now: "5 of 40 checks that were assessed within a week cannot be assessed any more: check-0, check-1, check-2 and 2 more. The token lost a scope.",
    lasting:
      "5 of 40 checks that were assessed within a week cannot be assessed any more: check-0, check-1, check-2 and 2 more. The token lost a scope.",
    over: "5 of 40 checks that were assessed within a week could not be assessed any more: check-0, check-1, check-2 and 2 more. The token lost a scope.",
  },
]);
