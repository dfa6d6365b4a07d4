import { z } from "zod";
import { aggregate, defineMeasureCheck, ofWhole, whole } from "../define-check.ts";
import { numberIn } from "../evidence.ts";
import { judgeShareMissing, sampleParams, sayShareMissing } from "../share-missing.ts";

const params = z.strictObject({
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
  ...sampleParams,
});
type Params = z.output<typeof params>;

const withoutSource = aggregate({
  of: "contact",
  fields: ["createdAt", "originalSource"],
  windowDays: ({ windowDays }: Params) => windowDays,
  contribution: ({ createdAt, originalSource }) =>
    createdAt === null ? null : { cohort: whole, at: createdAt, value: originalSource === null ? 1 : 0 },
});

export const contactSourceMissing = defineMeasureCheck({
  id: "contact-source-missing",
  area: "campaign-tracking",
  topic: "campaign-tracking",
  title: "New contacts carry the source they came from",
  failureTitle: "New contacts without a source",
  why: "Contacts without a source cannot be credited to any channel, so the next budget is decided by guess.",
  executive: "You cannot see which of your marketing brings customers.",
  decision: "Have the pages and forms that lack tracking mended.",
  severity: "medium",
  cadence: "daily",
  startsIn: "alert",
  version: 2,
  stricterThan: [1],
  judges: "portal",
  needs: { aggregate: withoutSource },
  params,
  acceptedBy: { same: [], atMost: ["missingPercent"] },
  failShare: 1,
  runbook: [
    "1. Open the newest contacts without an original source and look at how they were created.",
    "2. Pages without HubSpot's tracking code and forms of other tools are the usual reasons.",
  ].join("\n"),
  whenNotToUse: "For portals that are filled by imports only.",
  falsePositives: [
    "Contacts made by an integration minutes ago: HubSpot fills in the source a little later. The next daily audit counts them right.",
    "A bulk import on one day that dominates the window. Raise `maxMissingPercent` for as long as it does.",
  ],
  sources: [
    "HubSpot, default contact properties: https://knowledge.hubspot.com/properties/hubspots-default-contact-properties",
    "The limits are our proposal, to be tuned for each client",
  ],

  evaluate: ofWhole(
    { id: "new-contacts", label: "New contacts" },
    {
      minSample: ({ minSample }: Params) => minSample,
      saySample: ({ windowDays }) => `new contacts in ${windowDays} days`,
      evaluate: (figures, { params: limits }) => judgeShareMissing(figures, limits),
    },
  ),

  say: (failure) =>
    sayShareMissing(failure, {
      records: `contacts of ${numberIn(failure.evidence, "windowDays")} days`,
      what: "source",
    }),
});
