import { expect, test } from "vitest";
import { createFormFinder } from "../../../activities/copy/hands/find-form.ts";
import type { Submission } from "../../../connectors/hubspot/read-submissions.ts";
import { defaultHandRules } from "../../../domain/leads/hand-rules.ts";

const at = new Date("2026-06-01T09:00:00Z");
const sent: Submission = { id: "s-1", at, email: "kim@client.example", contactId: null };
const conversion = { source: "Prices: old name", at, email: "kim@client.example", contactId: "1" };

/** Two forms, neither of which is named as the conversion words it; each answer about the second one in turn. */
function finderOf(...answers: readonly (readonly Submission[])[]) {
  const left = [...answers];
  const forms = ["new name", "newsletter"].map((name, index) => ({ id: `f-${index}`, name, updatedAt: at }));
  const portal = {
    inventory: () => Promise.resolve(forms),
    submissionsOf: ({ id }: { id: string }) => Promise.resolve(id === "f-0" ? (left.shift() ?? []) : []),
  } as unknown as Parameters<typeof createFormFinder>[0];
  return { find: createFormFinder(portal, defaultHandRules), left };
}

test("whom the first reading of submissions does not name is found in a second one", async () => {
  const { find } = finderOf([], [sent]);
  expect(await find(conversion, at)).toEqual({ name: "new name", submissionId: "s-1" });
});

test("whom the first reading names costs no second one", async () => {
  const { find, left } = finderOf([sent], []);
  expect(await find(conversion, at)).toEqual({ name: "new name", submissionId: "s-1" });
  expect(left).toHaveLength(1);
});

test("whom neither of two readings names has sent a form that nobody knows, and is not asked for again", async () => {
  const { find, left } = finderOf([], [], [sent]);
  expect(await find(conversion, at)).toBeNull();
  expect(await find(conversion, at)).toBeNull();
  expect(left).toHaveLength(1);
});
