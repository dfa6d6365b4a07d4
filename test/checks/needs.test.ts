import { expect, test } from "vitest";
import { checkById } from "../../checks/index.ts";
import { needsOf, scansOf } from "../../checks/needs.ts";

const named = (...ids: readonly string[]) => ids.map((id) => checkById(id)!);

test("nothing is needed for no checks", () => {
  expect(needsOf([])).toEqual({ fields: {}, items: [], scans: [] });
});

test("the fields of several checks are asked for once, in order", () => {
  expect(needsOf(named("lead-stale", "lead-unassigned")).fields.contact).toEqual([
    "createdAt",
    "lastActivityAt",
    "leadStatus",
    "lifecycleStage",
    "ownerId",
    "raisedHandAt",
    "raisedHandOn",
  ]);
});

test("what a check counts is needed as well", () => {
  expect(needsOf(named("owner-deactivated"))).toMatchObject({
    fields: { contact: ["leadStatus", "lifecycleStage", "ownerId"], deal: ["ownerId", "stage"] },
    items: ["owner", "pipeline"],
  });
  expect(needsOf(named("utm-value-fragmented")).fields.contact).toEqual(["createdAt", "utmSource"]);
});

test.each([
  ["campaign-untracked", ["campaign"]],
  ["contact-source-missing", ["contact"]],
  ["deal-close-date-past", ["deal", "pipeline"]],
  ["deal-without-next-activity", ["deal", "pipeline"]],
  ["lead-stale", ["contact", "hand"]],
  ["lead-unanswered", ["contact", "hand", "touch"]],
  ["lead-unassigned", ["contact", "hand"]],
  ["owner-deactivated", ["contact", "deal", "owner", "pipeline"]],
  ["portal-unreadable", []],
  ["utm-value-fragmented", ["contact"]],
])("the verdicts of %s rest on %j", (id, scans) => {
  expect([...scansOf(checkById(id)!)].sort()).toEqual(scans);
});
