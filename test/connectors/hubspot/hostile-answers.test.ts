import fc from "fast-check";
import { expect, test } from "vitest";
import { HubSpotBadAnswer } from "../../../connectors/hubspot/errors.ts";
import type { Gateway } from "../../../connectors/hubspot/gateway.ts";
import { campaign } from "../../../connectors/hubspot/inventory/campaign.ts";
import { formActivity } from "../../../connectors/hubspot/inventory/form-activity.ts";
import { referencesIn } from "../../../connectors/hubspot/inventory/parse-workflow.ts";
import { workflowIn } from "../../../connectors/hubspot/inventory/workflow.ts";
import { UnreadableValue } from "../../../connectors/hubspot/values.ts";

/** What is set up in a portal, with values that nobody means: it is refused, or read as something that can be kept. */
const gatewayTo = (answer: (path: string) => unknown): Gateway => {
  const request = async (_: string, path: string) => answer(path);
  return { request, answeredAt: () => null, clockAheadMs: () => null } as unknown as Gateway;
};

const word = fc.constantFrom("constructor", "__proto__", "toString", "hubspot_owner_id", "hs_name", "\ud800", "", "7");
const field = fc.constantFrom("property", "propertyName", "formId", "listId", "flowId", "value", "values", "__proto__");
const { json } = fc.letrec<{ json: unknown; object: object }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 4 },
    word,
    fc.constantFrom(null, 0, -1, 1e308, 404, true, "4-655002"),
    fc.array(tie("json"), { maxLength: 3 }),
    tie("object"),
  ),
  object: fc.dictionary(
    fc.oneof(field, fc.constantFrom("operation", "objectTypeId", "eventTypeId", "actions")),
    tie("json"),
    {
      maxKeys: 5,
    },
  ),
}));

test("whatever stands in a workflow, what it names can be kept, and is the same when it is read again", () => {
  fc.assert(
    fc.property(json, json, (actions, enrollmentCriteria) => {
      const named = referencesIn({ objectTypeId: "0-1", actions, enrollmentCriteria });
      expect(JSON.parse(JSON.stringify(named))).toEqual(named);
      expect(referencesIn({ objectTypeId: "0-1", actions, enrollmentCriteria })).toEqual(named);
    }),
    { numRuns: 1_000 },
  );
});

test("a property that is called like a word of JavaScript's own names nothing but itself", () => {
  const filters = ["constructor", "toString"].map((property) => ({ filterType: "PROPERTY", property }));
  const changed = { eventTypeId: "4-655002", filters };
  for (const reference of referencesIn({ objectTypeId: "0-1", actions: [{ filters }, changed] }))
    expect(reference).not.toHaveProperty("names");
});

test("a workflow with actions that lead to themselves is read like any other", () => {
  const at = "2026-11-01T00:00:00Z";
  const loop = { actionId: "1", connection: { nextActionId: "1" }, fields: { flow_id: "7", list_id: "7" } };
  const flow = { id: "7", isEnabled: true, objectTypeId: "0-1", revisionId: "1", createdAt: at, updatedAt: at };
  const { references } = workflowIn({ ...flow, actions: [loop] });
  expect(references.map(({ to, id }) => [to, id])).toEqual([
    ["list", "7"],
    ["workflow", "7"],
  ]);
});

const sentAt = (submittedAt: unknown) => {
  const at = "2026-11-01T00:00:00Z";
  const known = { id: "f", name: "F", formType: "hubspot", createdAt: at, updatedAt: at };
  return gatewayTo((path) => (path.includes("submissions") ? { results: [{ submittedAt }] } : known));
};

test.each([0, 1_700_000_000, 1_700_000_000_000, Date.UTC(9000, 0, 1)])("a form was sent at %d", async (submittedAt) => {
  const read = await formActivity.readOne!(sentAt(submittedAt), "f");
  expect(read?.lastSubmittedAt?.getTime()).toBe(submittedAt);
});

test.each([-1, 1.5, 1e15, Number.MAX_SAFE_INTEGER, JSON.parse("1e309"), "1700000000000", null])(
  "that a form was sent at %s is no answer",
  async (submittedAt) => {
    await expect(formActivity.readOne!(sentAt(submittedAt), "f")).rejects.toThrow(HubSpotBadAnswer);
  },
);

test.each(["2026-02-30", "1e309", "1,800.00", "9999-12-31", "1700000000", "next week"])(
  "a campaign that starts at %s starts at no time that is made up",
  async (date) => {
    const answer = { id: "c", properties: { hs_name: "constructor", hs_start_date: date } };
    await expect(
      campaign.readOne!(
        gatewayTo(() => answer),
        "c",
      ),
    ).rejects.toThrow(UnreadableValue);
  },
);
