import { z } from "zod";
import type { BusinessTime } from "../../domain/business-time.ts";
import { countOf } from "../../domain/duration.ts";
import { comparedWith } from "../../domain/measures/unusual.ts";
import { nextDay, plusDays } from "../../domain/time/civil-day.ts";
import { aggregate, defineMeasureCheck, fail, pass, unknown } from "../define-check.ts";
import { numberIn, textIn } from "../evidence.ts";

const params = z.strictObject({
  baselineWeeks: z.int().min(4).max(26).default(8).describe("Weeks back whose same weekdays say what is usual"),
  minPercentOfUsual: z
    .int()
    .min(0)
    .max(100)
    .default(50)
    .describe("Share of the usual number below which it is unusual"),
  maxPercentOfUsual: z
    .int()
    .min(100)
    .max(10_000)
    .default(200)
    .describe("Share of the usual number above which it is unusual"),
  maxDeviations: z
    .number()
    .min(1)
    .max(100)
    .default(3.5)
    .describe("Robust standard deviations from the usual number that are still chance"),
  minSample: z
    .int()
    .min(1)
    .max(10_000)
    .default(20)
    .describe("New MQLs on those weekdays together below which there is no verdict"),
});
type Params = z.output<typeof params>;

/** So many days back it looks for one that can be judged: weekends and holidays often cannot. */
const daysLookedAt = 7;

/** HubSpot keeps for each contact when it became an MQL, so records tell the past of every day by themselves. */
const perDay = aggregate({
  of: "contact",
  fields: ["becameMqlAt"],
  // A week more than is compared with: somebody who became one then shows that the stage was in use before.
  windowDays: ({ baselineWeeks }: Params) => 7 * (baselineWeeks + 1) + daysLookedAt,
  contribution: ({ becameMqlAt }, { businessTime }) =>
    becameMqlAt === null ? null : { cohort: businessTime.localDay(becameMqlAt), at: becameMqlAt },
});

const subject = { id: "mqls", label: "New MQLs" };

export const mqlVolumeUnusual = defineMeasureCheck({
  id: "mql-volume-unusual",
  area: "lifecycle",
  topic: "handoff",
  title: "New MQLs arrive in their usual number",
  failureTitle: "Unusual number of new MQLs",
  why: "When scoring or a form breaks, nothing looks wrong: sales simply gets fewer leads, or is flooded with bad ones.",
  executive: "The number of interested people handed to sales has changed so much that something is probably broken.",
  decision: "Have the forms and the scoring behind your MQLs looked at today.",
  severity: "high",
  cadence: "daily",
  judges: "portal",
  needs: { aggregate: perDay },
  params,
  acceptedBy: { same: ["day"] },
  failShare: 1,
  runbook: [
    "1. Too few: submit your most important form yourself. Does the contact arrive, and does it become an MQL?",
    "2. Look at what sets the stage: scoring rules, workflows and form settings that changed on that day or the day before.",
    "3. Too many: look at where they came from. An import, a list or one new rule is the usual reason; move wrong ones back before sales calls them.",
    "4. Was it meant, such as an event? Accept the finding; the next ordinary day ends it.",
  ].join("\n"),
  whenNotToUse: "Where the MQL stage is set in batches, such as once a week, or is not used.",
  falsePositives: [
    "The day of an event, a launch or a campaign: the rise is real and wanted. Accept the finding.",
    "A public holiday that is not in the client's `holidays`. Add it there: days without business hours are passed over where such a weekday usually has some.",
    "A contact who becomes an MQL twice counts on the later day only, because HubSpot keeps the last date.",
  ],
  sources: [
    "HubSpot, contacts: hs_v2_date_entered_marketingqualifiedlead",
    "Iglewicz and Hoaglin, How to Detect and Handle Outliers (1993): deviations of more than 3.5 by the median absolute deviation",
    "The limits are our proposal, to be tuned for each client",
  ],

  evaluate(cohorts, { asOf, businessTime, params: settings }) {
    const today = businessTime.localDay(asOf);
    const countOn = (day: string) => cohorts.get(day)?.n ?? 0;
    const sameWeekdays = (day: string) =>
      Array.from({ length: settings.baselineWeeks }, (_, week) => plusDays(day, -7 * (week + 1)));
    const candidates = Array.from({ length: daysLookedAt }, (_, back) => {
      const day = plusDays(today, -back - 1);
      const past = sameWeekdays(day);
      return { day, past, sample: past.reduce((sum, one) => sum + countOn(one), 0) };
    }).filter(({ day, past }) => !isHoliday(day, past, businessTime));

    const judged = candidates.find(({ sample }) => sample >= settings.minSample);
    if (judged === undefined) {
      const most = Math.max(0, ...candidates.map(({ sample }) => sample));
      const said = `insufficient sample: ${most} new MQLs on one weekday in ${settings.baselineWeeks} weeks, at least ${settings.minSample} are needed`;
      return [{ subject, verdict: unknown(said) }];
    }
    const { day, past } = judged;
    const firstDay = [...cohorts.keys()].reduce((first, one) => (one < first ? one : first));
    if (firstDay > past.at(-1)!)
      return [{ subject, verdict: unknown(`insufficient history: there are MQLs since ${firstDay} only`) }];

    const count = countOn(day);
    const { median: usual, deviations } = comparedWith(past.map(countOn), count);
    const isFar = Math.abs(deviations) > settings.maxDeviations;
    const { minPercentOfUsual, maxPercentOfUsual, baselineWeeks } = settings;
    const isUnusual = count < (usual * minPercentOfUsual) / 100 || count > (usual * maxPercentOfUsual) / 100;
    if (!isFar || !isUnusual) return [{ subject, verdict: pass() }];
    const evidence = { day, mqls: count, usual, baselineWeeks, minPercentOfUsual, maxPercentOfUsual };
    return [{ subject, verdict: fail(evidence, { since: businessTime.startOfDay(day) }) }];
  },

  brief({ evidence }) {
    return `${numberIn(evidence, "mqls")} on ${textIn(evidence, "day")}, usually ${numberIn(evidence, "usual")}`;
  },

  say({ evidence, isOver }) {
    const [count, usual] = [numberIn(evidence, "mqls"), numberIn(evidence, "usual")];
    const limit = numberIn(evidence, count < usual ? "minPercentOfUsual" : "maxPercentOfUsual");
    return `${countOf(count, "new MQL")} on ${textIn(evidence, "day")}; the usual number on that weekday ${isOver ? "was" : "is"} ${usual} (limit ${limit} % of it).`;
  },
});

/** Nobody works on the day, although that weekday is usually a working day: fewer come, and nothing is broken. */
function isHoliday(day: string, past: readonly string[], businessTime: BusinessTime): boolean {
  const isOff = (one: string) =>
    businessTime.minutesBetween(businessTime.startOfDay(one), businessTime.startOfDay(nextDay(one))) === 0;
  return isOff(day) && past.filter(isOff).length < past.length / 2;
}
