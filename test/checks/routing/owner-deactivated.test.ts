import { expect, test } from "vitest";
import { ownerDeactivated } from "../../../checks/routing/owner-deactivated.ts";
import { addedBy, judgeItem, judgeUnlisted, sayVerdict } from "../around.ts";
import { daysAgo, deal, lead, owner } from "../samples.ts";

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
  const judge = (counts: readonly number[]) => judgeUnlisted(ownerDeactivated, "999999", counts);
  expect(judge([0, 0]).subject).toEqual({ type: "owner", id: "999999", label: "Owner 999999", ownerId: null });
  expect(judge([0, 0]).verdict).toMatchObject({ status: "not-applicable", ending: "seen-healthy" });
  expect(sayVerdict(ownerDeactivated, "Owner 999999", judge([2, 1]).verdict)).toBe(
    "Owner 999999, whom HubSpot does not know, still owns 2 open deals and 1 open lead.",
  );
});

test("without a known day it does not invent one", () => {
  expect(judgeItem(ownerDeactivated, { ...gone, deactivatedAt: null }, [1, 0])).not.toHaveProperty("since");
});

test("open deals and open leads count under their owner, everything else does not", () => {
  const deals = (some: object) => addedBy(ownerDeactivated, { ...deal, ...some }, {}, 0);
  const leads = (some: object) => addedBy(ownerDeactivated, { ...lead, ...some }, {}, 1);
  expect(deals({})).toEqual({ cohort: "7", sum: 1 });
  expect(deals({ stage: { ...deal.stage, isClosed: true } })).toBeNull();
  expect(deals({ ownerId: null })).toBeNull();
  expect(leads({})).toEqual({ cohort: "7", sum: 1 });
  expect(leads({ ownerId: null })).toBeNull();
  expect(leads({ lifecycleStage: "customer" })).toBeNull();
  expect(leads({ leadStatus: "UNQUALIFIED" })).toBeNull();
});
