import { z } from "zod";
import { defineMeasureCheck, fail, pass, unknown } from "../define-check.ts";
import { numberIn } from "../evidence.ts";
import { createdWithin } from "./created-within.ts";

export const contactSourceMissing = defineMeasureCheck({
  id: "contact-source-missing",
  area: "campaign-tracking",
  topic: "campaign-tracking",
  title: "New contacts carry the source they came from",
  why: "Contacts without a source cannot be credited to any channel, so the next budget is decided by guess.",
  executive: "You cannot see which of your marketing brings customers.",
  decision: "Have the pages and forms that lack tracking mended.",
  severity: "medium",
  cadence: "daily",
  judges: "portal",
  tally: {
    of: "contact",
    needs: ["createdAt", "originalSource"],
    key(contact, context) {
      if (!createdWithin(contact, context.params.windowDays, context)) return null;
      return contact.originalSource === null ? "missing" : "present";
    },
  },
  params: z.strictObject({
    windowDays: z
      .int()
      .min(1)
      .max(365)
      .default(30)
      .describe("Calendar days back from now whose new contacts are counted"),
    maxMissingPercent: z
      .number()
      .min(0)
      .max(100)
      .default(5)
      .describe("Share of new contacts that may be without a source, in percent"),
    minSample: z.int().min(1).max(10_000).default(20).describe("New contacts below which there is no verdict"),
  }),
  failShare: 1,
  scopes: ["crm.objects.contacts.read"],
  runbook: [
    "1. Open the newest contacts without an original source and look at how they were created.",
    "2. Pages without HubSpot's tracking code and forms of other tools are the usual reasons.",
  ].join("\n"),
  whenNotToUse: "For portals that are filled by imports only.",
  sources: [
    "HubSpot, default contact properties: https://knowledge.hubspot.com/properties/hubspots-default-contact-properties",
    "The limits are our proposal, to be tuned for each client",
  ],

  evaluate(counts, { params }) {
    const missing = counts.get("missing") ?? 0;
    const sample = missing + (counts.get("present") ?? 0);
    const subject = { id: "new-contacts", label: "New contacts" };
    if (sample < params.minSample)
      return [
        {
          subject,
          verdict: unknown(
            `insufficient sample: ${sample} new contacts in ${params.windowDays} days, at least ${params.minSample} are needed`,
          ),
        },
      ];

    const missingPercent = Math.round((1000 * missing) / sample) / 10;
    if (missingPercent <= params.maxMissingPercent) return [{ subject, verdict: pass() }];
    const { windowDays, maxMissingPercent } = params;
    return [{ subject, verdict: fail({ missing, sample, missingPercent, maxMissingPercent, windowDays }) }];
  },

  say({ evidence, isOver }) {
    const of = (name: string) => numberIn(evidence, name);
    const verb = isOver ? "had" : "have";
    return `${of("missing")} of ${of("sample")} contacts of ${of("windowDays")} days ${verb} no source: ${of("missingPercent")} % (limit ${of("maxMissingPercent")} %).`;
  },
});
