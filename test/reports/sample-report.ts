import type { ReportFinding, WeeklyReport } from "../../domain/weekly-report.ts";

const hubspot = "https://app.hubspot.com/contacts/24681012/record";

function finding(change: Partial<ReportFinding>): ReportFinding {
  return {
    findingId: "lead-unanswered.contact.501",
    checkId: "lead-unanswered",
    title: "Every lead is answered within the promised time",
    label: "Marta Lindqvist",
    summary:
      "Marta Lindqvist has waited 9 h 40 min of business time for a first answer after “Book a demo” (promised within 1 h).",
    severity: "critical",
    url: `${hubspot}/0-1/501`,
    since: "2026-11-20T08:12:00.000Z",
    minutesToResolve: null,
    episode: 1,
    ...change,
  };
}

const scores = [88, 88, 86, 87, null, 84, 84, 85, 83, 79, 79, 80, 82, 82, 81, 78, 76, 77, 77, 75, 75, 74, 71, 71, 73, 72, 71, 71];

/** A week with everything in it: decisions, gaps, a day without a score, records that came back. */
export const sampleReport: WeeklyReport = {
  clientId: "northwind",
  clientName: "Northwind Robotics",
  period: "2026-W47",
  firstDay: "2026-11-16",
  lastDay: "2026-11-22",
  verdict: "Amber, 71 (down 4). Two things need you.",
  grade: "amber",
  score: 71,
  change: -4,
  trend: scores.map((score, index) => ({
    day: new Date(Date.UTC(2026, 9, 26 + index)).toISOString().slice(0, 10),
    score,
  })),
  coverage: {
    assessed: 8,
    enabled: 9,
    gaps: [
      {
        title: "Campaigns start with their tracking in place",
        reason: "HubSpot refuses campaigns: the token lacks the scope marketing.campaigns.read",
      },
    ],
  },
  lostPoints: [
    { title: "Every lead is answered within the promised time", lost: 14.28 },
    { title: "Deals in the second half of the pipeline have a next step", lost: 9.5 },
    { title: "Everyone who owns open work can still log in", lost: 5.2 },
  ],
  decisions: [
    {
      what: "Who answers leads after Ben Ode left?",
      whyNow: "He is deactivated in HubSpot and still owns 6 open leads and 4 open deals.",
      affected: "10 records, 84,000 in open deals",
      proposedOwner: "Jonas Weber",
      by: "2026-11-25",
    },
    {
      what: "Is one hour still the promise on the demo form?",
      whyNow: "3 of 15 demo requests waited longer this week, all of them after 16:00.",
      affected: "3 leads",
      proposedOwner: "Ana Silva",
      by: "2026-11-27",
    },
  ],
  broke: [
    finding({}),
    finding({
      findingId: "owner-deactivated.owner.77",
      checkId: "owner-deactivated",
      title: "Everyone who owns open work can still log in",
      label: "Ben Ode",
      summary: "Ben Ode is deactivated in HubSpot and still owns 4 open deals and 6 open leads.",
      severity: "high",
      url: null,
      since: "2026-11-18T15:30:00.000Z",
      episode: 2,
    }),
    finding({
      findingId: "utm-value-fragmented.portal.utm-source:linkedin",
      checkId: "utm-value-fragmented",
      title: "Each channel is spelled one way",
      label: "UTM source LinkedIn",
      summary: "One channel is spelled 2 ways: “LinkedIn” (41), “linkedin” (17).",
      severity: "medium",
      url: null,
      since: "2026-11-17T05:00:00.000Z",
      minutesToResolve: 1505,
    }),
  ],
  brokeInAll: 11,
  fixed: [
    finding({
      label: "Tom Okafor",
      summary: "Tom Okafor has waited 1 h 25 min of business time for a first answer (promised within 1 h).",
      minutesToResolve: 38,
    }),
    finding({
      findingId: "deal-without-next-activity.deal.9001",
      checkId: "deal-without-next-activity",
      title: "Deals in the second half of the pipeline have a next step",
      label: "Harbour Freight renewal",
      summary: "Harbour Freight renewal is in Contract sent and nothing is planned.",
      severity: "medium",
      url: `${hubspot}/0-3/9001`,
      since: "2026-11-12T07:00:00.000Z",
      minutesToResolve: 7300,
      episode: 3,
    }),
  ],
  fixedInAll: 7,
  endedOtherwise: 2,
  endedBy: [
    { ending: "closed-by-person", count: 1 },
    { ending: "deleted", count: 1 },
  ],
  stillOpen: 12,
  leads: {
    promiseMinutes: 60,
    raised: 18,
    answered: 14,
    answeredWithinPromise: 12,
    stillWithinPromise: 3,
    p50Minutes: 22,
    p90Minutes: 118,
    unanswered: [{ label: "Marta Lindqvist", url: `${hubspot}/0-1/501`, waitedMinutes: 580 }],
    answeredLate: [{ label: "Joris van Dam", url: `${hubspot}/0-1/502`, waitedMinutes: 95 }],
    carried: 1,
    unclassified: 2,
    outside: 1,
    leftOut: 41,
    known: true,
    reason: null,
  },
  method: {
    asOf: "2026-11-22T23:00:00.000Z",
    timeZone: "Europe/Berlin",
    businessHours: "Mon, Tue, Wed, Thu, Fri 09:00–18:00 (Europe/Berlin)",
    portalId: "24681012",
    runs: 168,
    lastRunId: "daily-2026-11-22T23:00:00Z",
    definitions: [
      {
        term: "Score",
        meaning: "100 less what each failing check costs; checks that were not assessed count in the coverage only.",
      },
      { term: "Answered", meaning: "a call, e-mail, meeting or message that a person of the team logged after the form." },
    ],
  },
  dashboardUrl: "http://127.0.0.1:4400/clients/northwind/reports/2026-W47",
};

/** A week in which nothing happened, and one in which nobody could look. */
export const quietReport: WeeklyReport = {
  ...sampleReport,
  verdict: "Green, 100 (unchanged). Nothing needs you.",
  grade: "green",
  score: 100,
  change: 0,
  trend: sampleReport.trend.map(({ day }) => ({ day, score: 100 })),
  coverage: { assessed: 9, enabled: 9, gaps: [] },
  lostPoints: [],
  decisions: [],
  broke: [],
  brokeInAll: 0,
  fixed: [],
  fixedInAll: 0,
  stillOpen: 0,
  leads: {
    ...sampleReport.leads,
    raised: 0,
    answered: 0,
    answeredWithinPromise: 0,
    stillWithinPromise: 0,
    p50Minutes: null,
    p90Minutes: null,
    unanswered: [],
    answeredLate: [],
    carried: 0,
    unclassified: 0,
    outside: 0,
    leftOut: 0,
  },
};

export const blindReport: WeeklyReport = {
  ...quietReport,
  verdict: "Unknown. Revwatch could not read the portal since Wednesday.",
  grade: "unknown",
  score: null,
  change: null,
  trend: [],
  coverage: { assessed: 0, enabled: 9, gaps: [{ title: "Every check", reason: "HubSpot refuses the token" }] },
  leads: { ...quietReport.leads, known: false, reason: "the engagements could not be read" },
};
