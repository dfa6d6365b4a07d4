import { z } from "zod";
import { classOfForm } from "../../domain/leads/class-of-form.ts";
import { formNameOf } from "../../domain/leads/hand-rules.ts";
import { aggregate, defineMeasureCheck, fail, ofEach, pass } from "../define-check.ts";
import { numberIn } from "../evidence.ts";
import { cameInAsLead, inboundParams } from "../inbound.ts";

const params = z.strictObject({
  ...inboundParams,
  maxUnassignedPercent: z
    .number()
    .min(0)
    .max(100)
    .default(50)
    .describe("Share of a form's leads without an owner from which on the form counts as unrouted, in percent"),
  minSample: z.int().min(1).max(10_000).default(5).describe("Leads of one form below which there is no verdict"),
  ignoredForms: z
    .array(z.string())
    .default([])
    .describe("Names of forms whose leads need no owner; those of newsletters and downloads are left out anyway"),
  settledLeadStatuses: z
    .array(z.string())
    .default(["UNQUALIFIED", "BAD_TIMING"])
    .describe("Lead statuses under which no one needs to own a lead, by internal name"),
});
type Params = z.output<typeof params>;

const leadsOfForms = aggregate({
  of: "contact",
  fields: ["raisedHandAt", "raisedHandOn", "ownerId", "lifecycleStage", "leadStatus", "madeBy"],
  windowDays: ({ windowDays }: Params) => windowDays,
  isText: true,
  contribution(contact, { params }) {
    const { raisedHandAt, raisedHandOn, ownerId, leadStatus } = contact;
    if (raisedHandAt === null || raisedHandOn === null || !cameInAsLead(contact, params)) return null;
    const form = formNameOf(raisedHandOn);
    if (form === "" || classOfForm(form) === "other") return null;
    if (params.ignoredForms.some((name) => name.trim().toLowerCase() === form.toLowerCase())) return null;
    // Spam is set to Unqualified and left where it is.
    if (ownerId === null && leadStatus !== null && params.settledLeadStatuses.includes(leadStatus)) return null;
    return { cohort: form, at: raisedHandAt, value: ownerId === null ? 1 : 0 };
  },
});

export const formLeadsUnassigned = defineMeasureCheck({
  id: "form-leads-unassigned",
  area: "routing",
  topic: "routing",
  title: "Each form's leads are routed to an owner",
  failureTitle: "Forms whose leads no one owns",
  why: "Where most leads of one form have no owner, no rule covers that form: the next one will be lost in the same place.",
  executive: "What people send through one of your web forms ends up with no one.",
  decision: "Decide who gets what comes in through this form.",
  severity: "high",
  cadence: "daily",
  judges: "portal",
  needs: { aggregate: leadsOfForms },
  params,
  acceptedBy: { same: [], atMost: ["unassignedPercent"] },
  failShare: 0.25,
  runbook: [
    "1. Open the routing workflow and look at whether it enrols this form.",
    "2. Add the form, or let the form itself set the owner.",
    "3. Assign the leads that are there.",
  ].join("\n"),
  whenNotToUse: "When the leads of all forms are worked from one queue without owners.",
  falsePositives: [
    "A form whose senders ask for nothing and whose name does not say so: name it in `ignoredForms`.",
    "A person who sent another form since counts for the latest one only.",
  ],
  sources: [
    "HubSpot's recent_conversion_event_name is the page and the form of the latest submission",
    "The limits are our proposal, to be tuned for each client",
  ],

  evaluate: ofEach((form) => ({ id: `form:${form}`, label: `Form ${form}` }), {
    minSample: ({ minSample }: Params) => minSample,
    saySample: ({ windowDays }) => `leads of this form in ${windowDays} days`,
    evaluate({ n: leads, sum: unassigned }, { params: { maxUnassignedPercent, windowDays } }) {
      const unassignedPercent = Math.round((1000 * unassigned) / leads) / 10;
      if (100 * unassigned < maxUnassignedPercent * leads) return pass();
      return fail({ leads, unassigned, unassignedPercent, maxUnassignedPercent, windowDays });
    },
  }),

  brief: ({ evidence }) =>
    `${numberIn(evidence, "unassigned")} of ${numberIn(evidence, "leads")} leads without an owner`,

  say({ name, evidence, isOver }) {
    const of = (key: string) => numberIn(evidence, key);
    const verb = isOver ? "had" : "have";
    return `${of("unassigned")} of ${of("leads")} leads of ${of("windowDays")} days from “${name.replace(/^Form /, "")}” ${verb} no owner: ${of("unassignedPercent")} % (limit ${of("maxUnassignedPercent")} %).`;
  },
});
