import { z } from "zod";
import { aggregate, defineMeasureCheck, fail, ofWhole, pass, whole } from "../define-check.ts";
import { numberIn } from "../evidence.ts";

const params = z.strictObject({
  windowDays: z
    .int()
    .min(1)
    .max(365)
    .default(30)
    .describe("Calendar days back from now whose new contacts are counted"),
  maxUntrackedPercent: z
    .number()
    .min(0)
    .max(100)
    .default(5)
    .describe("Share of contacts from paid clicks that may be without a campaign, in percent"),
  minSample: z
    .int()
    .min(1)
    .max(10_000)
    .default(20)
    .describe("New contacts from paid clicks below which there is no verdict"),
});
type Params = z.output<typeof params>;

const paidClicks = aggregate({
  of: "contact",
  fields: ["createdAt", "googleClickId", "facebookClickId", "utmCampaign"],
  windowDays: ({ windowDays }: Params) => windowDays,
  contribution: ({ createdAt, googleClickId, facebookClickId, utmCampaign }) =>
    createdAt === null || (googleClickId === null && facebookClickId === null)
      ? null
      : { cohort: whole, at: createdAt, value: utmCampaign === null ? 1 : 0 },
});

export const paidClickUntracked = defineMeasureCheck({
  id: "paid-click-untracked",
  area: "campaign-tracking",
  topic: "campaign-tracking",
  title: "Contacts from paid clicks carry their campaign",
  failureTitle: "Paid clicks without a campaign",
  why: "The click was paid for and the contact is there, and no report can say which campaign deserves the next euro.",
  executive: "You pay for ads and cannot tell which of them bring customers.",
  decision: "Have the ads that carry no campaign corrected before more is spent on them.",
  severity: "high",
  cadence: "daily",
  judges: "portal",
  needs: { aggregate: paidClicks },
  params,
  acceptedBy: { same: [], atMost: ["untrackedPercent"] },
  failShare: 1,
  runbook: [
    "1. In HubSpot, list new contacts with a Google or Facebook click id, and look at the address of the first page they saw.",
    "2. Set the tracking template of the ad account so that every link carries `utm_campaign`; HubSpot's ads tool does it by itself for connected accounts.",
    "3. Look for redirects and landing pages that drop what stands behind the question mark.",
  ].join("\n"),
  whenNotToUse: "Where paid clicks are told apart by the ad network's own click ids and nothing else, on purpose.",
  falsePositives: [
    "A paid click on a visit between the first and the last one that HubSpot knows: its address is not kept, so its campaign is not seen.",
    "Contacts from before the links were corrected, for as long as `windowDays` reaches back to them.",
    "A campaign named in a parameter of your own instead of `utm_campaign`.",
  ],
  sources: [
    "HubSpot, contacts: hs_google_click_id, hs_facebook_click_id, hs_analytics_first_url, hs_analytics_last_url",
    "The limits are our proposal, to be tuned for each client",
  ],

  evaluate: ofWhole(
    { id: "paid-clicks", label: "Contacts from paid clicks" },
    {
      minSample: ({ minSample }: Params) => minSample,
      saySample: ({ windowDays }) => `contacts from paid clicks in ${windowDays} days`,
      evaluate({ n: sample, sum: untracked }, { params: { maxUntrackedPercent, windowDays } }) {
        const exactPercent = (100 * untracked) / sample;
        if (exactPercent <= maxUntrackedPercent) return pass();
        const untrackedPercent = Math.round(100 * exactPercent) / 100;
        return fail({ untracked, sample, untrackedPercent, maxUntrackedPercent, windowDays });
      },
    },
  ),

  brief({ evidence }) {
    return `${numberIn(evidence, "untracked")} of ${numberIn(evidence, "sample")} without a campaign`;
  },

  say({ evidence, isOver }) {
    const of = (name: string) => numberIn(evidence, name);
    return `${of("untracked")} of ${of("sample")} contacts from paid clicks in ${of("windowDays")} days ${isOver ? "had" : "have"} no campaign: ${of("untrackedPercent")} % (limit ${of("maxUntrackedPercent")} %).`;
  },
});
