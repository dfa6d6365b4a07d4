import { expect, test } from "vitest";
import { inhibit, type Hiding } from "../../../domain/alerting/inhibit.ts";
import type { Candidate } from "../../../domain/alerting/pipeline.ts";
import { noon, plainly, sampleCandidate } from "./sample-candidate.ts";

const departed: Hiding = { checks: ["lead-unanswered"], of: "owner", tellsInstead: true };
const blind: Hiding = { checks: "all", of: "client", tellsInstead: false };
const parked: Hiding = { checks: ["lead-untouched"], of: "subject", tellsInstead: true };
const hidings = new Map([
  ["owner-deactivated", departed],
  ["lead-left-with-catch-all", parked],
  ["portal-unreadable", blind],
]);
const say = ({ subject }: Candidate) => `${subject.id} is the cause`;
const stage = (candidates: readonly Candidate[], told: readonly string[] = []) =>
  inhibit(candidates, { hidings, toldOf: () => told, say }, noon);

const colin = sampleCandidate(9, {
  findingId: "owner-deactivated.owner.colin",
  checkId: "owner-deactivated",
  topic: "routing",
  subject: { type: "owner", id: "colin" },
  ownerId: "colin",
  receiver: "operations",
});
const ofColin = (number: number, own: Partial<Candidate> = {}) => sampleCandidate(number, { ownerId: "colin", ...own });
const access = sampleCandidate(0, {
  findingId: "portal-unreadable.portal.1",
  checkId: "portal-unreadable",
  topic: "access",
  subject: { type: "portal", id: "1" },
  ownerId: null,
  receiver: "operations",
});

test("without a cause nothing is hidden", () => {
  expect(plainly(stage([ofColin(1)]))).toEqual({ kept: ["1 → sales-lead"], held: [] });
});

test("a departed owner hides what waits with that owner and nothing else, and those who lose it hear the cause once", () => {
  const result = stage([colin, ofColin(1), ofColin(2), sampleCandidate(3), ofColin(4, { checkId: "lead-stale" })]);
  expect(plainly(result)).toEqual({
    kept: ["colin → operations", "3 → sales-lead", "4 → sales-lead", "colin → sales-lead"],
    held: [
      "1: follows from another finding: colin is the cause",
      "2: follows from another finding: colin is the cause",
    ],
  });
});

test("what is wrong with a subject hides what follows from it on the same subject, and on no other", () => {
  const about = (type: string, id: string) => ({ subject: { type, id } }) as Partial<Candidate>;
  const lead = sampleCandidate(1, {
    ...about("contact", "7"),
    checkId: "lead-left-with-catch-all",
    receiver: "operations",
  });
  const untouched = (number: number, type: string, id: string) =>
    sampleCandidate(number, { ...about(type, id), checkId: "lead-untouched" });
  const { held } = stage([lead, untouched(2, "contact", "7"), untouched(3, "contact", "8"), untouched(4, "deal", "7")]);
  expect(held.map(({ candidate }) => candidate.findingId)).toEqual([untouched(2, "contact", "7").findingId]);
});

test("the cause counts findings, not their receivers", () => {
  const twice = ["sales-lead", "colin"].map((receiver) => ofColin(1, { receiver }));
  const causes = stage([colin, ...twice, ofColin(2)]).kept;
  expect(causes.map(({ receiver, standsFor, note }) => [receiver, standsFor, note])).toEqual([
    ["operations", 2, "2 findings, 1 cause"],
    ["sales-lead", 2, "2 findings, 1 cause"],
    ["colin", 2, "2 findings, 1 cause"],
  ]);
});

test("lost access hides everything of other topics, and tells nobody else", () => {
  const { kept, held } = plainly(stage([access, sampleCandidate(1), colin, sampleCandidate(2, { topic: "access" })]));
  expect(kept).toEqual(["1 → operations", "2 → sales-lead"]);
  expect(held).toHaveLength(2);
});

test("whoever heard the cause goes on hearing of it when nothing follows from it any more", () => {
  expect(plainly(stage([colin], ["sales-lead", "operations"])).kept).toEqual([
    "colin → operations",
    "colin → sales-lead",
  ]);
  expect(plainly(stage([access], ["sales-lead"])).kept).toEqual(["1 → operations"]);
});

test("what ends with the cause comes through", () => {
  expect(stage([colin, ofColin(1)]).held).toHaveLength(1);
  expect(stage([ofColin(1)]).kept).toHaveLength(1);
});

const routingOff: Hiding = { checks: ["lead-unassigned"], of: "client", where: "isStopped", tellsInstead: true };
const silentForm: Hiding = { checks: ["lead-unassigned"], of: "form", tellsInstead: true };
const ofWorkflow = (evidence: Candidate["evidence"]) =>
  sampleCandidate(8, { findingId: "cause", checkId: "the-cause", subject: { type: "workflow", id: "9001" }, evidence });
const heldBy = (hiding: Hiding, cause: Candidate, follower: Partial<Candidate>) =>
  inhibit(
    [cause, sampleCandidate(1, { checkId: "lead-unassigned", ...follower })],
    { hidings: new Map([["the-cause", hiding]]), toldOf: () => [], say },
    noon,
  ).held.length;

test.each([
  ["is true", { isStopped: true }, 1],
  ["is false", { isStopped: false }, 0],
  ["is not there", {}, 0],
  ["is a text", { isStopped: "true" }, 0],
])("a cause hides only where what it says of itself %s", (_, evidence, held) => {
  expect(heldBy(routingOff, ofWorkflow(evidence), {})).toBe(held);
});

test.each([
  ["of that form", "Contact us: Demo request", 1],
  ["of another form", "Contact us: Newsletter", 0],
  ["of a form whose name ends alike", "Contact us: No demo request", 0],
  ["of no form", null, 0],
])("a form hides what came in by it: a lead %s", (_, form, held) => {
  expect(heldBy(silentForm, ofWorkflow({ form: "Demo request" }), { form })).toBe(held);
});
