import { z } from "zod";
import { sayWhose, sayWhoseTime } from "../../domain/business-time.ts";
import { sayBusinessMinutes } from "../../domain/duration.ts";
import { isWaiting, isWatched, type Clock } from "../../domain/leads/hand.ts";
import { sayInstant } from "../../domain/say-instant.ts";
import type { CheckContext } from "../description.ts";
import type { Verdict } from "../../domain/findings/verdict.ts";
import { defineRecordCheck, fail, notApplicable, pass } from "../define-check.ts";
import { instantIn, numberIn } from "../evidence.ts";
import { afterMinutes, forEver, holding, leavesWindow, openingAfter } from "../holds-until.ts";
import { lookBackDays, notAnOpenLead } from "../lead.ts";
import {
  notLeftAlone,
  outreachFields,
  outreachParams,
  type LeadWithOutreach,
  type OutreachParams,
} from "../lead-outreach.ts";
import { startOfWindow } from "../window.ts";

export const afterHoursLeadWaiting = defineRecordCheck({
  id: "after-hours-lead-waiting",
  area: "follow-up",
  topic: "waiting-leads",
  title: "Leads that come in outside working hours are picked up at opening",
  failureTitle: "Overnight leads not picked up",
  why: "A lead of Friday night is two days old on Monday morning: whoever opens first has to pick it up before anything else.",
  executive: "Leads that came in overnight are still waiting though the team is at work.",
  decision: "Decide who looks first thing at what came in overnight.",
  severity: "high",
  cadence: "fast",
  judges: "contact",
  hours: "owner",
  version: 2,
  needs: {
    fields: outreachFields,
    touches: { lookBackDays },
  },
  params: z.strictObject({
    maxMinutesAfterOpening: z
      .int()
      .min(1)
      .max(10_000)
      .default(60)
      .describe("Business minutes after opening within which a lead that came in overnight has to be picked up"),
    promiseMinutes: z
      .int()
      .min(1)
      .max(10_000)
      .default(60)
      .describe("The promise of lead-unanswered, in business minutes: from its end on, that check tells of who asked"),
    maxUntouchedHours: z
      .int()
      .min(1)
      .max(1_000)
      .default(24)
      .describe("The limit of lead-untouched, in business hours: from then on, that check tells of who did not ask"),
    ...outreachParams,
    ignoredOrigins: z
      .array(z.string())
      .default(["IMPORT"])
      .describe("What made the record, in HubSpot's own word: no one is expected to pick these up at opening"),
  }),
  failShare: 0.25,
  runbook: [
    "1. Call or write to the lead now, and log it in HubSpot.",
    "2. Name one person for each morning who looks at what came in since the evening before.",
  ].join("\n"),
  whenNotToUse: "When a team works around the clock, or for leads that no one calls before they have been qualified.",
  falsePositives: [
    "Integrations that write leads by night in one batch: name what HubSpot says made them in `ignoredOrigins`.",
    "Holidays and shorter days that the client's working hours do not know.",
  ],
  sources: [
    "Who asked to be contacted by night is judged by lead-unanswered from the end of its promise on, in business time",
    "The limits are our proposal, to be tuned for each client",
  ],

  evaluate(lead, context) {
    const { asOf, params, businessTime } = context;
    const other = notAnOpenLead(lead, params);
    if (other !== null) return forEver(notApplicable(other));
    const wait = waitOf(lead, context);
    if (wait.verdict !== null) return wait.verdict;
    const { since, untilMinutes, nextCheck } = wait;
    const opensAt = openingAfter(context, since);
    if (opensAt === null || opensAt <= since)
      return holding(notApplicable("it came in within working hours"), context, wait.viewEnds);

    const handsOverAt = afterMinutes(context, since, untilMinutes);
    if (businessTime.isLonger(since, asOf, untilMinutes))
      return holding(notApplicable(`${nextCheck} watches it from now on`, "handed-over"), context, wait.viewEnds);
    const limitEnds = afterMinutes(context, since, params.maxMinutesAfterOpening);
    if (!businessTime.isLonger(since, asOf, params.maxMinutesAfterOpening))
      return holding(pass(), context, wait.viewEnds, limitEnds, handsOverAt);
    const failure = fail(
      {
        cameInAt: since.toISOString(),
        openedAt: opensAt.toISOString(),
        madeBy: lead.madeBy,
        maxMinutesAfterOpening: params.maxMinutesAfterOpening,
      },
      { since: opensAt },
    );
    return holding(failure, context, wait.viewEnds, handsOverAt);
  },

  brief: () => "came in overnight",

  say({ name, evidence, at, isOver, businessTime }) {
    const cameInAt = sayInstant(instantIn(evidence, "cameInAt"), businessTime.timeZone);
    const limit = sayBusinessMinutes(numberIn(evidence, "maxMinutesAfterOpening"));
    const openedAt = instantIn(evidence, "openedAt");
    const notPickedUp = `${isOver ? "had" : "has"} not been picked up`;
    const cameIn = `${name} came in outside working hours`;
    if (at === null)
      return `${cameIn}${sayWhose(businessTime)} on ${cameInAt} and ${notPickedUp} (limit ${limit} after opening).`;
    const waited = `${sayBusinessMinutes(businessTime.minutesBetween(openedAt, at))} of ${sayWhoseTime(businessTime)}`;
    return `${cameIn} on ${cameInAt} and ${notPickedUp} for ${waited} (limit ${limit}).`;
  },
});

type Wait =
  | { readonly verdict: Verdict }
  | {
      readonly verdict: null;
      readonly since: Date;
      /** For so many business minutes this check tells of it, and then another one. */
      readonly untilMinutes: number;
      readonly nextCheck: string;
      /** When something else comes to watch it, whatever the hours. */
      readonly viewEnds: Date;
    };

type Params = OutreachParams & { readonly promiseMinutes: number; readonly maxUntouchedHours: number };

/** Since when a lead waits: since it asked, else since it was made. */
function waitOf(lead: LeadWithOutreach & { readonly clocks: readonly Clock[] }, context: CheckContext<Params>): Wait {
  const { params } = context;
  const asked = lead.clocks.filter((clock) => isWatched(clock) && clock.state !== "outside");
  const latest = asked.at(-1);
  if (latest !== undefined && latest.raisedAt >= startOfWindow(context, params.lookBackDays)) {
    const viewEnds = leavesWindow(context, latest.raisedAt, params.lookBackDays);
    const waiting = asked.findLast(({ state }) => state !== "repeat");
    if (waiting === undefined || !isWaiting(waiting)) return { verdict: holding(pass(), context, viewEnds) };
    const { raisedAt: since } = waiting;
    return { verdict: null, since, untilMinutes: params.promiseMinutes, nextCheck: "lead-unanswered", viewEnds };
  }
  const left = notLeftAlone(lead, lead.clocks, context);
  if (left.verdict !== null) return left;
  const { createdAt: since } = left;
  const notMine = (verdict: Verdict) => ({ verdict: holding(verdict, context, left.viewEnds) });
  // A newsletter asks for nothing.
  if (lead.clocks.length > 0) return notMine(notApplicable("nothing that it sent asks to be contacted"));
  if (since < startOfWindow(context, params.neverContactedAfterDays))
    return notMine(notApplicable("lead-never-contacted watches it from now on", "handed-over"));
  const viewEnds = earlierOf(left.viewEnds, leavesWindow(context, since, params.neverContactedAfterDays));
  return { verdict: null, since, untilMinutes: params.maxUntouchedHours * 60, nextCheck: "lead-untouched", viewEnds };
}

const earlierOf = (one: Date, other: Date) => (one < other ? one : other);
