import { expect, test } from "vitest";
import { ownerDeactivated } from "../../../checks/routing/owner-deactivated.ts";
import { asOf, businessTime, daysAgo, deal, judgeItem, lead, owner, paramsOf, sayVerdict } from "../around.ts";

const gone = { ...owner, isActive: false, deactivatedAt: daysAgo(3) };

test.each([
  ["still with us, however much is open", owner, [40, 90], {}, "pass"],
  ["gone, and nothing is left", gone, [0, 0], {}, "not-applicable"],
  ["gone, with one deal", gone, [1, 0], {}, "fail"],
  ["gone, with one lead", gone, [0, 1], {}, "fail"],
  ["just under a limit of its own", gone, [2, 2], { minOpenRecords: 5 }, "not-applicable"],
  ["at a limit of its own", gone, [2, 3], { minOpenRecords: 5 }, "fail"],
] as const)("%s", (_, item, counts, params, status) => {
  expect(judgeItem(ownerDeactivated, item, counts, params).status).toBe(status);
});

test.each([
  [[2, 1], "Ben Okafor is deactivated in HubSpot and still owns 2 open deals and 1 open lead."],
  [[1, 0], "Ben Okafor is deactivated in HubSpot and still owns 1 open deal."],
  [[0, 3], "Ben Okafor is deactivated in HubSpot and still owns 3 open leads."],
])("with %s open it says so", (counts, summary) => {
  const verdict = judgeItem(ownerDeactivated, gone, counts);
  expect(sayVerdict(ownerDeactivated, gone.name, verdict)).toBe(summary);
  expect(verdict).toEqual({
    status: "fail",
    evidence: { deactivatedAt: daysAgo(3).toISOString(), openDeals: counts[0], openLeads: counts[1] },
    since: daysAgo(3),
  });
});

test("an owner whom HubSpot does not know fails while open work belongs to it", () => {
  if (ownerDeactivated.kind !== "configuration") throw new Error("It judges owners.");
  const { unlisted } = ownerDeactivated;
  const judge = (counts: readonly number[]) =>
    unlisted!.evaluate("999999", { asOf, businessTime, params: paramsOf(ownerDeactivated), counts } as never);
  expect(unlisted!.label("999999")).toBe("Owner 999999");
  expect(judge([0, 0])).toMatchObject({ status: "not-applicable", ending: "seen-healthy" });
  expect(sayVerdict(ownerDeactivated, "Owner 999999", judge([2, 1]))).toBe(
    "Owner 999999, whom HubSpot does not know, still owns 2 open deals and 1 open lead.",
  );
});

test("without a known day it does not invent one", () => {
  expect(judgeItem(ownerDeactivated, { ...gone, deactivatedAt: null }, [1, 0])).not.toHaveProperty("since");
});

test("open deals and open leads count under their owner, everything else does not", () => {
  if (ownerDeactivated.kind !== "configuration") throw new Error("It judges owners.");
  const context = { asOf, businessTime, params: paramsOf(ownerDeactivated) } as never;
  const [deals, leads] = ownerDeactivated.tallies;
  expect(deals!.key(deal as never, context)).toBe("7");
  expect(deals!.key({ ...deal, stage: { ...deal.stage, isClosed: true } } as never, context)).toBeNull();
  expect(deals!.key({ ...deal, ownerId: null } as never, context)).toBeNull();
  expect(leads!.key(lead as never, context)).toBe("7");
  expect(leads!.key({ ...lead, lifecycleStage: "customer" } as never, context)).toBeNull();
  expect(leads!.key({ ...lead, leadStatus: "UNQUALIFIED" } as never, context)).toBeNull();
});
