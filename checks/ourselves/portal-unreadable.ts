import { z } from "zod";
import { textIn } from "../evidence.ts";
import { forEver } from "../holds-until.ts";
import { defineOwnCheck, fail, pass } from "../define-check.ts";

export const portalUnreadable = defineOwnCheck({
  id: "portal-unreadable",
  area: "ourselves",
  topic: "access",
  title: "Revwatch can read the portal",
  failureTitle: "Revwatch cannot read the portal",
  why: "While nobody can look, every other light stays as it was: silence is not health.",
  executive: "Monitoring is blind until someone restores its access.",
  decision: "Have the access restored; until then nobody is watching.",
  severity: "critical",
  cadence: "fast",
  startsIn: "alert",
  judges: "portal",
  params: z.strictObject({}),
  hides: { checks: "all", of: "client", tellsInstead: false },
  failShare: 1,
  runbook: [
    "1. Read the reason in the evidence: a refused token, the token of another portal and a portal on the move need different hands.",
    "2. Run `revwatch doctor` after mending it; it names what is still missing.",
  ].join("\n"),
  whenNotToUse: "Never switch this off: it is how you learn that the others have stopped.",
  falsePositives: [
    "A token that was rotated on purpose, until the new one is in place: a minute or two if both are ready.",
  ],
  sources: ["HubSpot, error handling: https://developers.hubspot.com/docs/api-reference/error-handling"],

  evaluate({ access }) {
    if (access.state === "granted") return forEver(pass());
    const reason = access.reason ?? "HubSpot refuses our access.";
    return forEver(fail({ state: access.state, reason, remedy: access.remedy }));
  },

  say({ evidence, isOver }) {
    const reason = textIn(evidence, "reason");
    return isOver ? `The portal could not be read: “${reason}”` : reason;
  },
});
