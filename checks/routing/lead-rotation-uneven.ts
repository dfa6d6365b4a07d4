import { z } from "zod";
import { binomialAtLeast, binomialAtMost } from "../../domain/measures/binomial.ts";
import {
  aggregate,
  defineMeasureCheck,
  fail,
  notApplicable,
  pass,
  unknown,
  type MeasureVerdict,
} from "../define-check.ts";
import { numberIn } from "../evidence.ts";
import { cameInAsLead, inboundParams } from "../inbound.ts";
import { catchAllParams, isNamedOwner } from "../lead.ts";

const params = z.strictObject({
  ...inboundParams,
  rotationOwners: z
    .array(z.string())
    .default([])
    .describe(
      "Owners who share new leads evenly: owner ids or e-mail addresses in lower case. Empty: every active owner who got some",
    ),
  ...catchAllParams,
  minRotationPercent: z
    .number()
    .min(0)
    .max(100)
    .default(25)
    .describe(
      "Percent of an even share from which an owner counts as in the rotation, where `rotationOwners` names no one",
    ),
  minFairSharePercent: z
    .number()
    .min(0)
    .max(100)
    .default(50)
    .describe("Percent of the fair share below which an owner gets too few leads"),
  maxFairSharePercent: z
    .number()
    .min(100)
    .max(10_000)
    .default(200)
    .describe("Percent of the fair share above which an owner gets too many leads"),
  maxChancePercent: z
    .number()
    .min(0.0001)
    .max(50)
    .default(1)
    .describe("How probable a share as uneven may be under an even rotation, in percent: below that it is no accident"),
  minSample: z.int().min(1).max(10_000).default(20).describe("New leads below which there is no verdict"),
});
type Params = z.output<typeof params>;

const leadsOfOwners = aggregate({
  of: "contact",
  fields: ["createdAt", "ownerId", "lifecycleStage", "madeBy"],
  windowDays: ({ windowDays }: Params) => windowDays,
  contribution(contact, { params }) {
    const { createdAt, ownerId } = contact;
    if (createdAt === null || ownerId === null || !cameInAsLead(contact, params)) return null;
    return { cohort: ownerId, at: createdAt };
  },
});

export const leadRotationUneven = defineMeasureCheck({
  id: "lead-rotation-uneven",
  area: "routing",
  topic: "routing",
  title: "New leads are shared out evenly",
  failureTitle: "Uneven share of new leads",
  why: "Whoever gets twice their share answers late, and whoever gets half of it stops trusting the rotation.",
  executive: "Some salespeople get far more new leads than others.",
  decision: "Decide whether the uneven share is meant.",
  severity: "medium",
  cadence: "daily",
  judges: "portal",
  needs: { aggregate: leadsOfOwners, inventory: { owner: ["email", "isActive"] } },
  params,
  acceptedBy: { same: [] },
  failShare: 0.5,
  runbook: [
    "1. Compare the owners of the rotation in HubSpot with those who should be in it.",
    "2. Look for a rule before the rotation that sends one source or country to one person.",
    "3. If the share is meant, name those who share evenly in `rotationOwners`.",
  ].join("\n"),
  whenNotToUse: "When leads are shared out by territory, language or seniority, and not evenly.",
  falsePositives: [
    "Someone who joined, left or was on holiday within the window got fewer leads for a good reason.",
    "Managers and founders who keep some leads for themselves: name the others in `rotationOwners`.",
    "Territories of different size: switch it off, or judge one territory with `rotationOwners`.",
  ],
  sources: [
    "The exact binomial tail of the leads of one owner among those of all, each with the same chance",
    "The limits are our proposal, to be tuned for each client",
  ],

  evaluate(cohorts, { params, inventory }) {
    const leadsOf = ({ id }: { readonly id: string }) => cohorts.get(id)?.n ?? 0;
    const sumOf = (owners: readonly { readonly id: string }[]) => owners.reduce((sum, one) => sum + leadsOf(one), 0);
    const getting = inventory.owner.filter(
      (owner) => owner.isActive && cohorts.has(owner.id) && !isNamedOwner(params.catchAllOwners, owner),
    );
    // A manager who got a lead or two by hand is not in the rotation, and takes no share from those who are.
    const least = (params.minRotationPercent / 100) * (sumOf(getting) / getting.length);
    const sharing =
      params.rotationOwners.length > 0
        ? inventory.owner.filter((owner) => isNamedOwner(params.rotationOwners, owner))
        : getting.filter((owner) => leadsOf(owner) >= least);
    if (sharing.length < 2)
      return [
        {
          subject: { id: "rotation", label: "Lead rotation" },
          verdict: notApplicable("no two owners share new leads"),
        },
      ];
    const sample = sumOf(sharing);
    const chance = 1 / sharing.length;
    const fair = sample * chance;

    return sharing.map((owner): MeasureVerdict => {
      const subject = { id: `owner:${owner.id}`, label: owner.name };
      if (sample < params.minSample) {
        const reason = `insufficient sample: ${sample} new leads in ${params.windowDays} days, at least ${params.minSample} are needed`;
        return { subject, verdict: unknown(reason) };
      }
      const leads = leadsOf(owner);
      const isFew = 100 * leads < params.minFairSharePercent * fair;
      const isMany = 100 * leads > params.maxFairSharePercent * fair;
      const byChance = isFew ? binomialAtMost(leads, sample, chance) : binomialAtLeast(leads, sample, chance);
      if (!(isFew || isMany) || 100 * byChance >= params.maxChancePercent) return { subject, verdict: pass() };
      return {
        subject,
        verdict: fail({ leads, sample, owners: sharing.length, isFew, windowDays: params.windowDays }),
      };
    });
  },

  brief: ({ evidence }) => (evidence["isFew"] === true ? "too few new leads" : "too many new leads"),

  say({ name, evidence, isOver }) {
    const of = (key: string) => numberIn(evidence, key);
    const fair = Math.round((10 * of("sample")) / of("owners")) / 10;
    return `${name} ${isOver ? "had got" : "got"} ${of("leads")} of ${of("sample")} new leads in ${of("windowDays")} days; an even share among ${of("owners")} is ${fair}.`;
  },
});
