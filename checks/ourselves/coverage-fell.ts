import { z } from "zod";
import { defineOwnCheck, fail, notApplicable, pass } from "../define-check.ts";
import { numberIn, textIn } from "../evidence.ts";

/** So many checks are named; the others are counted. */
const mostNamed = 3;

/**
 * Only among the checks that are switched on now, and that were assessed within the last week: one that was never
 * assessed has not fallen, and one that is switched off is no loss.
 */
export const coverageFell = defineOwnCheck({
  id: "coverage-fell",
  area: "ourselves",
  topic: "monitoring",
  title: "As many checks can be assessed as a week ago",
  failureTitle: "Fewer checks can be assessed",
  why: "A check that cannot look any more finds nothing, and the portal looks better than it is.",
  executive: "Less of your sales process is being checked than a week ago, so fewer problems can show.",
  decision: "Have the missing access restored, or agree that these checks are switched off.",
  severity: "high",
  cadence: "hourly",
  judges: "portal",
  needs: ["coverage"],
  params: z.strictObject({
    minLostPercent: z
      .number()
      .min(0.1)
      .max(100)
      .default(5)
      .describe("Share of the enabled checks, in percentage points, whose loss within a week is told"),
  }),
  acceptedBy: { same: [], atMost: ["lost"] },
  failShare: 1,
  runbook: [
    "1. `revwatch status --client ID` names each check that could not be assessed, why, and what helps.",
    "2. A scope that was taken from the token and a subscription that ended are the usual reasons: `revwatch doctor --client ID`.",
    "3. Is it meant? Switch these checks off for this client, or accept the finding.",
  ].join("\n"),
  whenNotToUse: "Leave it on: it tells a green light from a blind one.",
  falsePositives: [
    "A subscription that was ended on purpose, so that HubSpot has no such data any more. Switch the checks off.",
    "A single failed reading of HubSpot's, which the next audit mends: the finding ends then.",
    "What has been lost for more than a week is no longer told here; pages and reports go on saying what is not assessed.",
  ],
  sources: ["The coverage that pages and reports show, held against the outcomes of the last seven days"],

  evaluate({ access, coverage }, { params }) {
    if (access.state !== "granted") return notApplicable("nothing can be read, and portal-unreadable says so");
    if (coverage === null) return notApplicable("this audit looks back at the past");
    const { enabled, assessed, lost } = coverage;
    if (enabled === 0) return notApplicable("no check of the portal is switched on");
    // Multiplied, since a division could make five percent a little less.
    if (100 * lost.length < params.minLostPercent * enabled) return pass();
    const [first] = lost;
    return fail({
      lost: lost.length,
      enabled,
      assessed,
      checks: lost
        .slice(0, mostNamed)
        .map(({ checkId }) => checkId)
        .join(", "),
      reason: first?.reason ?? "",
    });
  },

  say({ evidence, isOver }) {
    const [lost, enabled] = [numberIn(evidence, "lost"), numberIn(evidence, "enabled")];
    const others = lost > mostNamed ? ` and ${lost - mostNamed} more` : "";
    const verb = isOver ? "could not" : "cannot";
    return `${lost} of ${enabled} checks that were assessed within a week ${verb} be assessed any more: ${textIn(evidence, "checks")}${others}. ${textIn(evidence, "reason")}`;
  },
});
