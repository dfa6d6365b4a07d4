import { z } from "zod";
import { defineRecordCheck, fail, notApplicable, pass } from "../define-check.ts";
import { textIn } from "../evidence.ts";
import { forEver } from "../holds-until.ts";
import { disqualifiedParams, isStageAmong } from "../lead-object.ts";

export const disqualifiedWithoutReason = defineRecordCheck({
  id: "disqualified-without-reason",
  area: "handoff",
  topic: "handoff",
  title: "Disqualified leads say why",
  failureTitle: "Leads disqualified without a reason",
  why: "Marketing pays for the next lead like this one because nobody said what was wrong with the last.",
  executive: "Prospects are being turned away and nobody writes down why, so you keep paying for more of the same.",
  decision: "Decide whether a lead can be disqualified without a reason at all.",
  severity: "medium",
  cadence: "daily",
  judges: "lead",
  needs: {
    fields: ["stage", "stageEnteredAt", "disqualifiedBecause", "disqualificationNote"],
    shows: ["ownerId"],
  },
  params: z.strictObject(disqualifiedParams),
  acceptedBy: { same: ["disqualifiedAt"] },
  failShare: 0.5,
  runbook: [
    "1. Ask whoever disqualified the lead, and set the disqualification reason in HubSpot.",
    "2. Make the reason a required field of that stage: lead pipeline settings, conditional stage properties.",
  ].join("\n"),
  whenNotToUse: "Where the reason is kept in a property of your own instead of HubSpot's.",
  falsePositives: [
    "Leads disqualified by an import or a clean-up that gives no reasons. Exclude them, or set one reason for all of them in HubSpot.",
    "A stage of your own called Disqualified that means something else. Name the right ones in `disqualifiedStages`.",
  ],
  sources: ["HubSpot, leads: the disqualification reason and its note, either of which says why"],

  evaluate({ stage, stageEnteredAt, disqualifiedBecause, disqualificationNote }, { params }) {
    if (!isStageAmong(stage, params.disqualifiedStages))
      return forEver(notApplicable(`the lead is in “${stage.label}”`));
    if (disqualifiedBecause !== null || disqualificationNote !== null) return forEver(pass());
    return forEver(
      fail(
        { stage: stage.label, disqualifiedAt: stageEnteredAt?.toISOString() ?? null },
        stageEnteredAt === null ? {} : { since: stageEnteredAt },
      ),
    );
  },

  brief() {
    return "no reason";
  },

  say({ name, evidence, isOver, businessTime }) {
    const at = evidence["disqualifiedAt"];
    const since = typeof at === "string" ? ` since ${businessTime.localDay(new Date(at))}` : "";
    const stage = textIn(evidence, "stage");
    return isOver
      ? `The lead ${name} was in “${stage}”${since} without a reason.`
      : `The lead ${name} has been in “${stage}”${since} without a reason.`;
  },
});
