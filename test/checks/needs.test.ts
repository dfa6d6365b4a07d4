import { isDeepStrictEqual } from "node:util";
import { expect, test } from "vitest";
import { checkById } from "../../checks/index.ts";
import { judgedAgainOn, needsOf, requiredFields, scansOf } from "../../checks/needs.ts";
import type { Trigger } from "../../checks/sources/source.ts";

const named = (...ids: readonly string[]) => ids.map((id) => checkById(id)!);

test("nothing is needed for no checks", () => {
  expect(needsOf([])).toEqual({ fields: {}, past: {}, items: [], scans: [] });
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
  ["incremental-judging-differs", []],
  ["lead-stale", ["contact", "hand"]],
  ["lead-unanswered", ["contact", "hand", "touch"]],
  ["lead-unassigned", ["contact", "hand"]],
  ["owner-deactivated", ["contact", "deal", "owner", "pipeline"]],
  ["portal-unreadable", []],
  ["utm-value-fragmented", ["contact"]],
])("the verdicts of %s rest on %j", (id, scans) => {
  expect([...scansOf(checkById(id)!)].sort()).toEqual(scans);
});

test("what is only shown is read and is no condition", () => {
  const check = checkById("deal-close-date-past")!;
  expect(needsOf([check]).fields).toEqual({ deal: ["amount", "closeAt", "ownerId", "stage"] });
  expect(requiredFields(check).map(({ field }) => field)).toEqual(["stage", "closeAt"]);
});

test.each<[id: string, triggers: readonly Trigger[]]>([
  ["campaign-untracked", [{ on: "subject" }]],
  ["contact-source-missing", [{ on: "count", of: "contact", fields: ["createdAt", "originalSource"] }]],
  ["deal-close-date-past", [{ on: "subject" }, { on: "item", of: "pipeline", fields: [], through: "stage" }]],
  ["incremental-judging-differs", []],
  ["lead-unanswered", [{ on: "subject" }, { on: "hand" }, { on: "touch" }]],
  ["lead-unassigned", [{ on: "subject" }, { on: "hand" }]],
  [
    "owner-deactivated",
    [
      { on: "subject" },
      { on: "count", of: "deal", fields: ["ownerId", "stage"] },
      { on: "count", of: "contact", fields: ["ownerId", "lifecycleStage", "leadStatus"] },
    ],
  ],
  ["portal-unreadable", []],
])("%s is judged again when %j", (id, triggers) => {
  const said = judgedAgainOn(checkById(id)!);
  const once = said.filter((one, place) => said.findIndex((other) => isDeepStrictEqual(one, other)) === place);
  expect(once).toEqual(triggers);
});
