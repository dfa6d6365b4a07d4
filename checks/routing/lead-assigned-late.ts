import { z } from "zod";
import { countOf, sayBusinessMinutes } from "../../domain/duration.ts";
import { aggregate, defineMeasureCheck, fail, ofWhole, pass, whole } from "../define-check.ts";
import { numberIn } from "../evidence.ts";
import { cameInAsLead, inboundParams } from "../inbound.ts";

const params = z.strictObject({
  maxMedianMinutes: z
    .int()
    .min(0)
    .max(10_000)
    .default(5)
    .describe("Business minutes within which half of the new leads have to have an owner"),
  maxNineOfTenMinutes: z
    .int()
    .min(0)
    .max(10_000)
    .default(60)
    .describe("Business minutes within which nine of ten new leads have to have an owner"),
  minSample: z.int().min(1).max(10_000).default(20).describe("New leads below which there is no verdict"),
  ...inboundParams,
});
type Params = z.output<typeof params>;

/** Whoever waited for longer than anybody would allow is as late as the others. */
const mostMinutes = 10_000;

const timeToAssign = aggregate({
  of: "contact",
  fields: ["createdAt", "ownerId", "ownedSince", "lifecycleStage", "madeBy"],
  windowDays: ({ windowDays }: Params) => windowDays,
  keepsValues: true,
  past: { of: ["ownerId"], at: ({ createdAt }) => createdAt },
  contribution(contact, { params, businessTime }) {
    const { createdAt, ownerId, ownedSince } = contact;
    if (createdAt === null || !cameInAsLead(contact, params)) return null;
    // Whoever has never had an owner is told of by lead-unassigned.
    if (ownerId === null) return null;
    const minutesUntil = (at: Date) => Math.min(mostMinutes, businessTime.minutesBetween(createdAt, at));
    const count = (value: number) => ({ cohort: whole, at: createdAt, value });
    // The present owner is seldom the second one: only of those who came late it matters who was the first.
    if (
      ownedSince !== null &&
      minutesUntil(ownedSince) <= Math.min(params.maxMedianMinutes, params.maxNineOfTenMinutes)
    )
      return count(minutesUntil(ownedSince));
    const first = contact.history.ownerId.find(({ value }) => value !== null);
    return first === undefined ? null : count(minutesUntil(first.at));
  },
});

export const leadAssignedLate = defineMeasureCheck({
  id: "lead-assigned-late",
  area: "routing",
  topic: "routing",
  title: "New leads get an owner within minutes",
  failureTitle: "Leads assigned late",
  why: "What is lost before a lead has an owner is lost from the time in which it has to be answered, and no salesperson can make it up.",
  executive: "New requests lie around before anyone is put in charge of them.",
  decision: "Decide whether leads are assigned by a rule instead of by hand.",
  severity: "high",
  cadence: "daily",
  judges: "portal",
  needs: { aggregate: timeToAssign },
  params,
  acceptedBy: { same: [], atMost: ["median", "nineOfTen"] },
  failShare: 1,
  runbook: [
    "1. Look at how the late ones got their owner: by hand, or by a workflow that runs only once an hour.",
    "2. Let a rule assign new leads as they come in, for each form and source.",
    "3. Name someone for those that no rule covers.",
  ].join("\n"),
  whenNotToUse:
    "When leads are handed out in a meeting on purpose. Then lead-unassigned and lead-unanswered are enough.",
  falsePositives: [
    "An integration that writes contacts with their date of some other system: HubSpot's creation date is what counts.",
    "A lead whose owner was taken away and given anew counts by its first owner, as it should; one whose history HubSpot has cut counts by the oldest owner that is left.",
  ],
  sources: [
    "The first value of hubspot_owner_id in the history of the contact; hubspot_owner_assigneddate where that is soon enough",
    "The limits are our proposal, to be tuned for each client",
  ],

  evaluate: ofWhole(
    { id: "new-leads", label: "New leads" },
    {
      minSample: ({ minSample }: Params) => minSample,
      saySample: ({ windowDays }) => `new leads with an owner in ${windowDays} days`,
      evaluate(figures, { params: { maxMedianMinutes, maxNineOfTenMinutes, windowDays } }) {
        const [median, nineOfTen] = [figures.percentile(50)!, figures.percentile(90)!];
        if (median <= maxMedianMinutes && nineOfTen <= maxNineOfTenMinutes) return pass();
        return fail({ sample: figures.n, median, nineOfTen, maxMedianMinutes, maxNineOfTenMinutes, windowDays });
      },
    },
  ),

  brief: () => "assigned late",

  say({ evidence, isOver }) {
    const minutes = (name: string) => sayBusinessMinutes(numberIn(evidence, name));
    const sample = countOf(numberIn(evidence, "sample"), "new lead");
    const days = countOf(numberIn(evidence, "windowDays"), "day");
    const verb = isOver ? "had" : "have";
    return `Of ${sample} in ${days}, half ${verb} waited ${minutes("median")} of business time or longer for an owner (limit ${minutes("maxMedianMinutes")}), and one in ten ${minutes("nineOfTen")} or longer (limit ${minutes("maxNineOfTenMinutes")}).`;
  },
});
