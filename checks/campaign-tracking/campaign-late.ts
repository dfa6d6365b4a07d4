import { z } from "zod";
import { countOf } from "../../domain/duration.ts";
import { missingParts, runningDays, trackingParams } from "../campaign.ts";
import { defineInventoryCheck, fail, notApplicable, pass, unknown } from "../define-check.ts";
import { numberIn, textIn } from "../evidence.ts";
import { daysAfter, forEver, holding } from "../holds-until.ts";

export const campaignLate = defineInventoryCheck({
  id: "campaign-late",
  area: "campaign-tracking",
  topic: "campaign-tracking",
  title: "Campaigns are live on the day they start",
  failureTitle: "Campaigns that have not gone live",
  why: "The date has passed, the budget is booked, and nothing that anybody could visit is out.",
  executive: "A campaign should be running by now and nobody can have seen it yet.",
  decision: "Decide whether this campaign goes live now or gets another date.",
  severity: "high",
  cadence: "daily",
  judges: "campaign",
  needs: {
    fields: ["startAt", "endAt", "utm", "ownerId"],
    inventory: { "campaign-result": ["sessions", "emailIds", "otherAssets"] },
    ifRead: { "marketing-email": ["isPublished"] },
  },
  params: z.strictObject({
    graceDays: z
      .int()
      .min(0)
      .max(60)
      .default(1)
      .describe("Calendar days after its start date from which a campaign without anything live is late"),
    ...trackingParams,
  }),
  acceptedBy: { same: ["startsOn"] },
  failShare: 0.5,
  runbook: [
    "1. Open the campaign in HubSpot. Are its pages, e-mails and ads published?",
    "2. Publish them, and add what is out already to the campaign as its assets.",
    "3. Has it been put off? Set the new start date.",
  ].join("\n"),
  whenNotToUse: "Where campaigns are run with tools that HubSpot neither tracks nor knows the assets of.",
  falsePositives: [
    "A campaign that is only seen offline, such as a fair. Take its start date out, or accept the finding.",
    "Something live that nobody has added to the campaign and nobody has visited yet. Adding it to the campaign ends the finding.",
  ],
  sources: [
    "HubSpot, campaigns API: assets and the sessions attributed to a campaign",
    "HubSpot says of e-mails alone whether they are published; a page or an ad that belongs to the campaign counts as live, so a draft page hides that a campaign is late",
  ],

  evaluate(campaign, context) {
    const { asOf, params, businessTime, inventory, ifRead } = context;
    const days = runningDays(campaign, businessTime);
    if (days === null) return forEver(notApplicable("the campaign has no start date"));
    const { startsOn, endsOn } = days;
    const isLateFrom = daysAfter(context, startsOn, params.graceDays);
    if (asOf < isLateFrom)
      return holding(notApplicable("the campaign has not started, or just has"), context, isLateFrom);
    const isOver = endsOn === null ? null : daysAfter(context, endsOn, 1);
    if (isOver !== null && asOf >= isOver) return forEver(notApplicable("the campaign is over"));
    // Visits are attributed by the very mark that it lacks, and one campaign is told once.
    if (missingParts(campaign, params.required).length > 0)
      return holding(notApplicable("its tracking is not in place: campaign-untracked watches it"), context, isOver);

    const result = inventory["campaign-result"].find(({ id }) => id === campaign.id);
    if (result === undefined || result.sessions === null)
      return holding(unknown("what the campaign has brought was not read yet"), context, isOver);
    if (result.sessions > 0 || (result.otherAssets ?? 0) > 0) return holding(pass(), context, isOver);
    const emailIds = result.emailIds ?? [];
    const emails = ifRead["marketing-email"];
    if (emailIds.length > 0 && emails === null)
      return holding(unknown("whether its e-mails are published could not be read"), context, isOver);
    if (emails?.some(({ id, isPublished }) => isPublished && emailIds.includes(id)) === true)
      return holding(pass(), context, isOver);
    const evidence = { startsOn, endsOn, draftEmails: emailIds.length };
    return holding(fail(evidence, { since: isLateFrom }), context, isOver);
  },

  brief({ evidence }) {
    const drafts = numberIn(evidence, "draftEmails");
    return drafts > 0 ? `not live, ${countOf(drafts, "draft")}` : "not live, no assets";
  },

  say({ name, evidence, isOver }) {
    const drafts = numberIn(evidence, "draftEmails");
    const [was, has] = isOver ? ["had", "had"] : ["has", "has"];
    const what = drafts > 0 ? `only ${countOf(drafts, "unpublished e-mail")}` : "no assets";
    return `The campaign ${name} ${was} been due since ${textIn(evidence, "startsOn")} and ${has} no visits and ${what}.`;
  },
});
