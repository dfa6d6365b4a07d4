import type { Profile } from "../profile.ts";

/** A consulting firm in New York whose pipeline keeps old ids under new labels, as grown portals do. */
export const harbor: Profile = {
  name: "Harbor & Pine",
  website: "https://www.harbor.example",
  timeZone: "America/New_York",
  currency: "USD",
  uiDomain: "app.hubspot.com",
  hours: { timeZone: "America/New_York", weekdays: [1, 2, 3, 4, 5], opens: 510, closes: 1080 },
  pipeline: {
    id: "default",
    label: "Engagements",
    stages: [
      { id: "appointmentscheduled", label: "Intro call", probability: 0.1, isClosed: false },
      { id: "qualifiedtobuy", label: "Scoping", probability: 0.3, isClosed: false },
      { id: "1084417", label: "Proposal sent", probability: 0.5, isClosed: false },
      // The label was changed years ago and the id stayed: not every "closedwon" is closed.
      { id: "closedwon", label: "Verbal yes", probability: 0.9, isClosed: false },
      { id: "1084418", label: "Signed", probability: 1, isClosed: true },
      { id: "closedlost", label: "Declined", probability: 0, isClosed: true },
    ],
  },
  owners: [
    { firstName: "Marcus", lastName: "Reed", email: "marcus.reed@harbor.example", teams: ["Partners"] },
    { firstName: "Daniel", lastName: "Cho", email: "daniel.cho@harbor.example", teams: ["Business development"] },
    { firstName: "Priya", lastName: "Raman", email: "priya.raman@harbor.example", teams: ["Business development"] },
    { firstName: "Colin", lastName: "Hale", email: "colin.hale@harbor.example", teams: ["Business development"] },
  ],
  people: {
    firstNames:
      "Olivia James Amelia Robert Sophia William Hannah David Grace Michael Chloe Ethan Naomi Carlos Rachel Kevin Aisha Peter Lauren Victor Megan Andre Julia Samuel Tessa Omar".split(
        " ",
      ),
    lastNames:
      "Bennett Carter Diaz Ellison Foster Greene Hughes Ingram Jenkins Kaplan Lopez Morgan Nolan Ortiz Parker Quinn Reyes Sullivan Turner Underwood Vance Walsh Young Abbott Brooks Coleman".split(
        " ",
      ),
    companies:
      "Beacon Stonegate Liberty Crescent Harborline Maple Ironwood Summit Hudson Prairie Redwood Keystone Lakeside Granite Eastfield Monarch".split(
        " ",
      ),
    companyKinds: ["Capital", "Health", "Retail Group", "Manufacturing", "Foods", "Partners"],
    jobs: ["CFO", "VP Operations", "Chief of Staff", "COO", "Head of Strategy", "Controller", "Managing Partner"],
    cities: ["New York", "Boston", "Philadelphia", "Chicago", "Atlanta", "Hartford"],
    country: "United States",
  },
  forms: [
    { name: "Request a consultation", pageTitle: "Consultation", path: "/consultation", weight: 5, raisesHand: true },
    { name: "Ask a partner", pageTitle: "Our partners", path: "/partners", weight: 3, raisesHand: true },
    { name: "Briefing sign-up", pageTitle: "Monthly briefing", path: "/briefing", weight: 3, raisesHand: false },
  ],
  channels: [
    { source: "google", medium: "cpc", weight: 3 },
    { source: "linkedin", medium: "paid_social", weight: 5 },
    { source: "briefing", medium: "email", weight: 2 },
    { source: "clutch", medium: "referral", weight: 2 },
    { source: "organic", medium: null, referrer: "https://www.google.com/", weight: 4 },
    { source: "direct", medium: null, weight: 3 },
  ],
  campaigns: [
    { name: "Cost clarity", utm: "cost-clarity", source: "google", startsDaysBefore: 80, lastsDays: 150 },
    {
      name: "Finance leaders on LinkedIn",
      utm: "finance-leaders",
      source: "linkedin",
      startsDaysBefore: 66,
      lastsDays: 130,
    },
    { name: "Monthly briefing", utm: "monthly-briefing", source: "briefing", startsDaysBefore: 300, lastsDays: 700 },
    { name: "Clutch profile", utm: "clutch-profile", source: "clutch", startsDaysBefore: 120, lastsDays: 365 },
    { name: "Budget season", utm: "budget-season", source: "google", startsDaysBefore: 140, lastsDays: 60 },
  ],
  dealSubjects: [
    "operating review",
    "margin programme",
    "due diligence",
    "finance transformation",
    "interim CFO",
    "pricing study",
  ],
  dealSize: [18_000, 140_000],
  baseContacts: 152,
  baseDeals: 14,
  openDealsAtStart: 8,
  formsPerDay: [1.7, 0.35],
  neglect: {
    overdueDeals: [
      { from: 16, until: 11 },
      { from: 3, until: null },
    ],
    dealsWithoutNextActivity: [
      { from: 24, until: 20 },
      { from: 12, until: 8 },
      { from: 1, until: null },
    ],
    staleLeads: [{ from: 6, until: null }],
    untrackedCampaigns: [{ from: 12, until: 9, name: "CFO breakfast", missing: "owner" }],
    routingOutages: [16],
    weekendLead: true,
    ownerLeft: { from: 4, until: null },
    misspelledSource: null,
    sourceless: { from: 23, until: 18, contacts: 6 },
  },
};
