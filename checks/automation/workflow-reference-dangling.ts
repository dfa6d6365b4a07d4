import { z } from "zod";
import { defineInventoryCheck, fail, notApplicable, pass, unknown } from "../define-check.ts";
import { countOf } from "../../domain/duration.ts";
import { numberIn, textIn } from "../evidence.ts";
import { forEver } from "../holds-until.ts";
import { referredFields, resolve, type Known } from "../resolve-reference.ts";

/** So many paths are named; the others are counted. */
const mostNamed = 3;

export const workflowReferenceDangling = defineInventoryCheck({
  id: "workflow-reference-dangling",
  area: "automation",
  topic: "automation",
  title: "What workflows refer to is there",
  failureTitle: "Workflows that refer to what is gone",
  why: "A workflow that names an archived property, a deleted list or a person who left goes on without an error and does the wrong thing, or nothing.",
  executive: "An automatic step rests on something that was removed, and fails without a word.",
  decision: "Name who repairs the automatic step, or have it switched off.",
  severity: "critical",
  cadence: "hourly",
  judges: "workflow",
  needs: { fields: ["isEnabled", "objectTypeId", "references"], ifRead: referredFields },
  params: z.strictObject({}),
  failShare: 0.1,
  runbook: [
    "1. The finding names the way: first what is gone, then what names it, at last the workflow.",
    "2. Restore what is gone (a property from the archive, a list within 90 days), or open the workflow or list and name something else in its place.",
    "3. Look at who came through the workflow since then: it will not go back for them.",
  ].join("\n"),
  whenNotToUse: "Leave it on: nothing in HubSpot tells of this.",
  falsePositives: [
    "An option that was removed on purpose and stands in a filter beside others that still match: the workflow works without it.",
    "A person who left and is one of several in a rotation: the others still get records.",
    "What it does not follow, and so never accuses: e-mails, teams, other workflows, properties of tickets and custom objects (unknown), and what a text inserts.",
  ],
  sources: [
    "HubSpot, automation API v4: actions and enrollment criteria; lists API: filters; properties API: the archived ones too",
  ],

  evaluate({ name, isEnabled, objectTypeId, references }, { ifRead }) {
    if (!isEnabled) return forEver(notApplicable("the workflow is off"));
    const { broken, unknown: unresolved } = resolve(references, { of: objectTypeId, known: ifRead as Known });
    if (broken.length > 0) {
      const paths = [...new Set(broken.map(({ path }) => [...path, `workflow "${name}"`].join(" → ")))].sort();
      const first = broken.map(({ path }) => path[0]!).toSorted()[0]!;
      return forEver(fail({ first, paths: paths.slice(0, mostNamed).join("; "), references: paths.length }));
    }
    const [reason] = unresolved;
    return forEver(reason === undefined ? pass() : unknown(reason));
  },

  brief({ evidence }) {
    return `refers to ${textIn(evidence, "first")}`;
  },

  say({ name, evidence, isOver }) {
    const more = numberIn(evidence, "references") - mostNamed;
    const others = more > 0 ? `; and ${countOf(more, "other")}` : "";
    return `The workflow ${name} ${isOver ? "referred" : "refers"} to what is gone: ${textIn(evidence, "paths")}${others}.`;
  },
});
