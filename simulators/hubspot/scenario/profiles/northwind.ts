import { defaultDealPipeline } from "../../model/pipeline.ts";
import type { Profile } from "../profile.ts";

/** A software company in Berlin that sells planning and analytics to manufacturers. */
export const northwind: Profile = {
  name: "Northwind Analytics",
  website: "https://www.northwind.example",
  timeZone: "Europe/Berlin",
  currency: "EUR",
  uiDomain: "app-eu1.hubspot.com",
  hours: { timeZone: "Europe/Berlin", weekdays: [1, 2, 3, 4, 5], opens: 510, closes: 1080 },
  pipeline: { ...defaultDealPipeline, label: "New Business" },
  owners: [
    { firstName: "Ana", lastName: "Keller", email: "ana.keller@northwind.example", teams: ["Sales"] },
    { firstName: "Jonas", lastName: "Weiss", email: "jonas.weiss@northwind.example", teams: ["Sales"] },
    { firstName: "Mira", lastName: "Okafor", email: "mira.okafor@northwind.example", teams: ["Sales"] },
    { firstName: "Lukas", lastName: "Brandt", email: "lukas.brandt@northwind.example", teams: ["Enterprise"] },
    { firstName: "Theo", lastName: "Lindner", email: "theo.lindner@northwind.example", teams: ["Sales"] },
  ],
  people: {
    firstNames:
      "Anna Jan Sofie Paul Lena Felix Clara Emil Nina Oskar Julia Henrik Marie Anton Eva Tobias Greta Simon Ida Moritz Katrin Sven Laura Piet Helene Milan Rosa Bruno Elif Stefan".split(
        " ",
      ),
    lastNames:
      "Vogt Hansen Keller Novak Meier Jansen Schuster Lorenz Kowalski Richter Ahrens Maurer Fischer Dahl Wagner Roth Sommer Petersen Krause Albrecht Thiel Voss Engel Haas Bauer Frank Winkler Busch Seidel Arnold".split(
        " ",
      ),
    companies:
      "Brightforge Elbtal Rheinwerk Nordlicht Kessler Alpina Hafen Steinbach Lindental Quantum Weserstahl Auerbach Helios Morgenrot Silberhorn Falkenau Kupferberg Ostsee Taunus Isar".split(
        " ",
      ),
    companyKinds: ["Maschinenbau", "Metall", "Logistik", "Automation", "Verpackung", "Technik"],
    jobs: [
      "Head of Operations",
      "Production Planner",
      "Managing Director",
      "Plant Manager",
      "Supply Chain Lead",
      "COO",
      "IT Manager",
      "Head of Sales",
    ],
    cities: ["Berlin", "Hamburg", "München", "Köln", "Stuttgart", "Leipzig", "Wien", "Zürich"],
    country: "Germany",
  },
  forms: [
    { name: "Book a demo", pageTitle: "Demo", path: "/demo", weight: 6, raisesHand: true },
    { name: "Pricing request", pageTitle: "Pricing", path: "/pricing", weight: 4, raisesHand: true },
    { name: "Contact sales", pageTitle: "Contact", path: "/contact", weight: 3, raisesHand: true },
    { name: "Newsletter", pageTitle: "Planning Notes", path: "/newsletter", weight: 4, raisesHand: false },
  ],
  channels: [
    { source: "google", medium: "cpc", weight: 5 },
    { source: "linkedin", medium: "paid_social", weight: 4 },
    { source: "newsletter", medium: "email", weight: 2 },
    { source: "capterra", medium: "referral", weight: 2 },
    { source: "organic", medium: null, referrer: "https://www.google.com/", weight: 5 },
    { source: "direct", medium: null, weight: 3 },
  ],
  campaigns: [
    { name: "Spring launch", utm: "spring-launch", source: "google", startsDaysBefore: 210, lastsDays: 90 },
    { name: "Planning season Q4", utm: "planning-season-q4", source: "google", startsDaysBefore: 52, lastsDays: 120 },
    {
      name: "LinkedIn plant managers",
      utm: "plant-managers",
      source: "linkedin",
      startsDaysBefore: 75,
      lastsDays: 140,
    },
    {
      name: "Planning Notes newsletter",
      utm: "planning-notes",
      source: "newsletter",
      startsDaysBefore: 160,
      lastsDays: 400,
    },
    { name: "Capterra reviews", utm: "capterra-reviews", source: "capterra", startsDaysBefore: 100, lastsDays: 300 },
    { name: "Year-end webinar", utm: "year-end-webinar", source: "linkedin", startsDaysBefore: -9, lastsDays: 20 },
  ],
  dealSubjects: [
    "planning suite",
    "pilot line",
    "rollout plant 2",
    "scheduling module",
    "multi-site licence",
    "integration package",
  ],
  dealSize: [6_000, 68_000],
  baseContacts: 235,
  baseDeals: 22,
  openDealsAtStart: 11,
  formsPerDay: [3.1, 0.7],
  neglect: {
    overdueDeals: [
      { from: 20, until: 14 },
      { from: 9, until: 6 },
      { from: 2, until: null },
    ],
    dealsWithoutNextActivity: [
      { from: 22, until: 17 },
      { from: 5, until: null },
    ],
    staleLeads: [
      { from: 13, until: 8 },
      { from: 4, until: null },
    ],
    untrackedCampaigns: [
      { from: 19, until: 16, name: "Partner webinar", missing: "utm" },
      { from: 2, until: null, name: "Black Friday push", missing: "owner" },
    ],
    routingOutages: [11],
    weekendLead: true,
    ownerLeft: { from: 18, until: 15 },
    misspelledSource: { daysBefore: 10, spelling: "Linked-In", channel: "linkedin", contacts: 6 },
    sourceless: null,
  },
};
