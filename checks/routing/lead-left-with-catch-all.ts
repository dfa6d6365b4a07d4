import { z } from "zod";
import { sayBusinessMinutes } from "../../domain/duration.ts";
import { sayInstant } from "../../domain/say-instant.ts";
import { defineRecordCheck, fail, notApplicable, pass, unknown } from "../define-check.ts";
import { instantIn, numberIn, textIn } from "../evidence.ts";
import { afterMinutes, forEver, holding } from "../holds-until.ts";
import { catchAllParams, isNamedOwner, leadParams, notAnOpenLead } from "../lead.ts";

export const leadLeftWithCatchAll = defineRecordCheck({
  id: "lead-left-with-catch-all",
  area: "routing",
  topic: "routing",
  title: "Leads do not stay with the catch-all owner",
  failureTitle: "Leads left with the catch-all owner",
  why: "A lead that no rule covers falls to the administrator or a default queue, and there it looks assigned while no salesperson has it.",
  executive: "Leads are parked with a placeholder and no salesperson has them.",
  decision: "Decide who takes the leads that no rule covers.",
  severity: "high",
  cadence: "hourly",
  judges: "contact",
  version: 2,
  stricterThan: [1],
  needs: {
    fields: ["lifecycleStage", "leadStatus", "ownerId", "ownedSince"],
    inventory: { owner: ["email"] },
  },
  params: z.strictObject({
    ...catchAllParams,
    maxCatchAllHours: z
      .int()
      .min(1)
      .max(1_000)
      .default(24)
      .describe("Business hours a lead may stay with a catch-all owner"),
    ...leadParams,
  }),
  hides: {
    checks: ["lead-untouched", "lead-never-contacted"],
    of: "subject",
    tellsInstead: true,
  },
  acceptedBy: { same: ["ownedSince"] },
  failShare: 0.05,
  runbook: [
    "1. Assign the lead to a salesperson.",
    "2. Find out why no routing rule covered it: a new form, a country without a territory, an empty field that a rule asks for.",
    "3. Extend the rule, or the next lead of this kind will end here too.",
  ].join("\n"),
  whenNotToUse: "When the catch-all owner works leads as well. It judges nothing until `catchAllOwners` names someone.",
  falsePositives: [
    "An administrator who is named as catch-all and also sells: leave them out of `catchAllOwners`.",
    "A queue that is emptied less than once in a business day on purpose: raise `maxCatchAllHours`.",
  ],
  sources: [
    "HubSpot's hubspot_owner_assigneddate says since when the present owner has a record",
    "Routers fall back to the administrator of the account where no rule fits",
    "The limits are our proposal, to be tuned for each client",
  ],

  evaluate(lead, context) {
    const { asOf, params, businessTime, inventory } = context;
    if (params.catchAllOwners.length === 0)
      return forEver(notApplicable("no catch-all owner is named in the settings"));
    const other = notAnOpenLead(lead, params);
    if (other !== null) return forEver(notApplicable(other));
    if (lead.ownerId === null) return forEver(notApplicable("it has no owner, which lead-unassigned watches"));
    const owner = inventory.owner.find(({ id }) => id === lead.ownerId);
    if (!isNamedOwner(params.catchAllOwners, owner ?? { id: lead.ownerId })) return forEver(pass());
    if (lead.ownedSince === null) return forEver(unknown("HubSpot does not say since when its owner has it"));

    const limitMinutes = params.maxCatchAllHours * 60;
    if (!businessTime.isLonger(lead.ownedSince, asOf, limitMinutes))
      return holding(pass(), context, afterMinutes(context, lead.ownedSince, limitMinutes));
    const failure = fail(
      {
        ownedSince: lead.ownedSince.toISOString(),
        catchAllOwner: owner?.name ?? `owner ${lead.ownerId}`,
        maxCatchAllHours: params.maxCatchAllHours,
      },
      { since: lead.ownedSince },
    );
    return forEver(failure);
  },

  brief: ({ evidence }) => `left with ${textIn(evidence, "catchAllOwner")}`,

  say({ name, evidence, at, isOver, businessTime }) {
    const ownedSince = instantIn(evidence, "ownedSince");
    const owner = textIn(evidence, "catchAllOwner");
    const limit = sayBusinessMinutes(60 * numberIn(evidence, "maxCatchAllHours"));
    const what = `${name} ${isOver ? "was" : "has been"} left with ${owner}`;
    return at === null
      ? `${what} since ${sayInstant(ownedSince, businessTime.timeZone)} (limit ${limit} of business time).`
      : `${what} for ${sayBusinessMinutes(businessTime.minutesBetween(ownedSince, at))} of business time (limit ${limit}).`;
  },
});
