import { describe, expect, test } from "vitest";
import { campaignUntracked } from "../../checks/campaign-tracking/campaign-untracked.ts";
import { contactSourceMissing } from "../../checks/campaign-tracking/contact-source-missing.ts";
import { utmValueFragmented } from "../../checks/campaign-tracking/utm-value-fragmented.ts";
import { leadUnanswered } from "../../checks/follow-up/lead-unanswered.ts";
import { leadStale } from "../../checks/follow-up/lead-stale.ts";
import { incrementalJudgingDiffers } from "../../checks/ourselves/incremental-judging-differs.ts";
import { portalUnreadable } from "../../checks/ourselves/portal-unreadable.ts";
import { leadUnassigned } from "../../checks/routing/lead-unassigned.ts";
import { ownerDeactivated } from "../../checks/routing/owner-deactivated.ts";
import { sayFinding, type StoredFinding } from "../../checks/say-finding.ts";
import { dealCloseDatePast } from "../../checks/stages/deal-close-date-past.ts";
import { dealWithoutNextActivity } from "../../checks/stages/deal-without-next-activity.ts";
import { pipelineChanged } from "../../checks/stages/pipeline-changed.ts";
import { pipelineWords } from "../../domain/inventory/pipeline.ts";
import { clockAt } from "../domain/leads/sample-hand.ts";
import { judgeAccess, judgeDrift, judgeCohorts, judgeItem, judgeRecord, verdictOnOurWork } from "./around.ts";
import { asOf, businessTime, campaign, daysAgo, deal, lead, minutesAgo, owner, pipeline } from "./samples.ts";
import { fixedChecks } from "../support/fixed-checks.ts";
import { describeSentences, type SaidSample } from "./sentences.ts";

const day = (text: string) => new Date(`${text}T00:00:00Z`);
const closed = { state: "refused", reason: "HubSpot refuses the token.", remedy: "Renew it." } as never;

const samples: readonly SaidSample[] = [
  {
    check: leadUnassigned,
    name: "Ana Ruiz",
    judge: (at) =>
      judgeRecord(
        leadUnassigned,
        { ...lead, ownerId: null, hands: [{ ...clockAt(daysAgo(5)), isRepeat: false }] },
        {},
        { asOf: at },
      ),
    brief: "no owner",
    now: "Ana Ruiz has had no owner for 27 h of business time (limit 15 min).",
    lasting: "Ana Ruiz has had no owner since Fri 20 Nov, 16:00 UTC+1 (limit 15 min of business time).",
    over: "Ana Ruiz had no owner for 27 h of business time (limit 15 min).",
  },
  {
    check: leadUnanswered,
    name: "Ana Ruiz",
    judge: (at) => judgeRecord(leadUnanswered, { ...lead, clocks: [clockAt(daysAgo(5))] }, {}, { asOf: at }),
    brief: "Demo request",
    now: "Ana Ruiz has waited 27 h of business time for a first answer after “Contact us: Demo request” (promised within 1 h).",
    lasting:
      "Ana Ruiz has waited since Fri 20 Nov, 16:00 UTC+1 for a first answer after “Contact us: Demo request” (promised within 1 h).",
    over: "Ana Ruiz waited 27 h of business time for a first answer after “Contact us: Demo request” (promised within 1 h).",
  },
  {
    check: ownerDeactivated,
    name: "Ben Okafor",
    judge: (at) =>
      judgeItem(ownerDeactivated, { ...owner, isActive: false, deactivatedAt: daysAgo(3) }, [2, 1], {}, { asOf: at }),
    brief: "deactivated, owns 2 open deals and 1 open lead",
    now: "Ben Okafor is deactivated in HubSpot and still owns 2 open deals and 1 open lead.",
    lasting: "Ben Okafor is deactivated in HubSpot and still owns 2 open deals and 1 open lead.",
    over: "Ben Okafor was deactivated in HubSpot and still owned 2 open deals and 1 open lead.",
  },
  {
    check: pipelineChanged,
    name: "Sales",
    judge: (at) => {
      const is = { ...pipeline, name: "New sales" };
      return judgeDrift(pipelineChanged, pipelineWords, { was: pipeline, is }, { asOf: at });
    },
    now: 'The pipeline Sales is not as it was approved: Renamed: "Sales" → "New sales".',
    lasting: 'The pipeline Sales is not as it was approved: Renamed: "Sales" → "New sales".',
    over: 'The pipeline Sales was not as it was approved: Renamed: "Sales" → "New sales".',
  },
  {
    check: dealWithoutNextActivity,
    name: "Northwind renewal",
    judge: (at) => judgeRecord(dealWithoutNextActivity, { ...deal, nextActivityAt: daysAgo(4) }, {}, { asOf: at }),
    brief: "in “Contract sent”, no next step",
    now: "Northwind renewal is in “Contract sent” with no next step: the last planned one was on 2026-11-21.",
    lasting: "Northwind renewal is in “Contract sent” with no next step: the last planned one was on 2026-11-21.",
    over: "Northwind renewal was in “Contract sent” with no next step: the last planned one was on 2026-11-21.",
  },
  {
    check: dealCloseDatePast,
    name: "Northwind renewal",
    judge: (at) => judgeRecord(dealCloseDatePast, { ...deal, closeAt: day("2026-11-20") }, {}, { asOf: at }),
    brief: "in “Contract sent”, close date 2026-11-20",
    now: "Northwind renewal is still in “Contract sent”, 5 days after its close date 2026-11-20.",
    lasting: "Northwind renewal is still in “Contract sent”; its close date was 2026-11-20.",
    over: "Northwind renewal was still in “Contract sent”, 5 days after its close date 2026-11-20.",
  },
  {
    check: leadStale,
    name: "Ana Ruiz",
    judge: (at) => judgeRecord(leadStale, { ...lead, raisedHandAt: null, createdAt: daysAgo(45) }, {}, { asOf: at }),
    brief: "no activity (limit 30 days)",
    now: "Ana Ruiz has been an open lead without an activity for 45 days (limit 30 days).",
    lasting: "Ana Ruiz has been an open lead without an activity since 2026-10-11 (limit 30 days).",
    over: "Ana Ruiz was an open lead without an activity for 45 days (limit 30 days).",
  },
  {
    check: campaignUntracked,
    name: "Autumn launch",
    judge: (at) =>
      judgeItem(
        campaignUntracked,
        { ...campaign, startAt: day("2026-11-23"), utm: null, ownerId: null },
        [],
        {},
        { asOf: at },
      ),
    brief: "no UTM value, no owner",
    now: "The campaign Autumn launch has been running since 2026-11-23 with no UTM value and no owner.",
    lasting: "The campaign Autumn launch has been running since 2026-11-23 with no UTM value and no owner.",
    over: "The campaign Autumn launch had been running since 2026-11-23 with no UTM value and no owner.",
  },
  {
    check: contactSourceMissing,
    name: "New contacts",
    judge: () => judgeCohorts(contactSourceMissing, { whole: [40, 7] })[0]!.verdict,
    now: "7 of 40 contacts of 30 days have no source: 17.5 % (limit 5 %).",
    lasting: "7 of 40 contacts of 30 days have no source: 17.5 % (limit 5 %).",
    over: "7 of 40 contacts of 30 days had no source: 17.5 % (limit 5 %).",
  },
  {
    check: utmValueFragmented,
    name: "UTM source LinkedIn",
    judge: () => judgeCohorts(utmValueFragmented, { LinkedIn: 12, linkedin: 7 })[0]!.verdict,
    now: "One channel is spelled 2 ways: “LinkedIn” (12), “linkedin” (7).",
    lasting: "One channel is spelled 2 ways: “LinkedIn” (12), “linkedin” (7).",
    over: "One channel was spelled 2 ways: “LinkedIn” (12), “linkedin” (7).",
  },
  {
    check: portalUnreadable,
    name: "The portal",
    judge: () => judgeAccess(portalUnreadable, closed),
    now: "HubSpot refuses the token.",
    lasting: "HubSpot refuses the token.",
    over: "The portal could not be read: “HubSpot refuses the token.”",
  },
  {
    check: incrementalJudgingDiffers,
    name: "The portal",
    judge: (at) => {
      const differing = { asOf: minutesAgo(60), records: 1_204, verdicts: 3, counters: 1, firstDifference: null };
      const { holdsUntil: _, ...verdict } = verdictOnOurWork(incrementalJudgingDiffers, differing, { asOf: at });
      return verdict;
    },
    now: "What Revwatch held is not what judging everything said on Wed 25 Nov, 15:00 UTC+1: the verdicts of 3 of 1204 records and 1 counter. They are judged and counted anew.",
    lasting:
      "What Revwatch held is not what judging everything said on Wed 25 Nov, 15:00 UTC+1: the verdicts of 3 of 1204 records and 1 counter. They are judged and counted anew.",
    over: "What Revwatch held was not what judging everything said on Wed 25 Nov, 15:00 UTC+1: the verdicts of 3 of 1204 records and 1 counter.",
  },
];

describeSentences(samples);

test("each of the fixed checks is said here, and every other in its own test", () => {
  expect(samples.map(({ check }) => check.id).toSorted()).toEqual(fixedChecks);
});

describe("a stored finding", () => {
  const stored: StoredFinding = {
    checkId: "deal-close-date-past",
    label: "Northwind renewal",
    summary: null,
    evidence: { closeOn: "2026-11-20", stage: "Contract sent" },
    since: minutesAgo(60),
    endedAt: null,
  };

  test.each<[string, Partial<StoredFinding>, string]>([
    ["of this version", {}, "Northwind renewal is still in “Contract sent”, 5 days after its close date 2026-11-20."],
    [
      "that has ended is said as it was then",
      { endedAt: new Date("2026-11-22T12:00:00Z") },
      "Northwind renewal was still in “Contract sent”, 2 days after its close date 2026-11-20.",
    ],
    ["of an older version keeps its sentence", { summary: "It is late." }, "It is late."],
    [
      "of an older version without what is said",
      { evidence: {} },
      "Northwind renewal: Open deals have a close date that is still ahead (failed)",
    ],
    ["of a check that is no more", { checkId: "deal-unheard-of" }, "Northwind renewal: deal-unheard-of (failed)"],
  ])("%s", (_, own, said) => {
    expect(sayFinding({ ...stored, ...own }, asOf, businessTime)).toBe(said);
  });
});
