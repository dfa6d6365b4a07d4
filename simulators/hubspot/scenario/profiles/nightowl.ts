import { defaultDealPipeline } from "../../model/pipeline.ts";
import type { Profile } from "../profile.ts";

/** A support desk for web shops with people around the globe: it never closes, and it keeps its portal well. */
export const nightowl: Profile = {
  name: "Nightowl Support",
  website: "https://www.nightowl.example",
  timeZone: "UTC",
  currency: "USD",
  uiDomain: "app.hubspot.com",
  hours: { timeZone: "UTC", weekdays: [0, 1, 2, 3, 4, 5, 6], opens: 0, closes: 1440 },
  pipeline: { ...defaultDealPipeline, label: "Subscriptions" },
  owners: [
    { firstName: "Yuki", lastName: "Tanaka", email: "yuki.tanaka@nightowl.example", teams: ["Asia Pacific"] },
    { firstName: "Priya", lastName: "Nair", email: "priya.nair@nightowl.example", teams: ["Europe and Africa"] },
    { firstName: "Elena", lastName: "Cruz", email: "elena.cruz@nightowl.example", teams: ["Americas"] },
    { firstName: "Noah", lastName: "Silva", email: "noah.silva@nightowl.example", teams: ["Americas"] },
  ],
  people: {
    firstNames:
      "Mei Liam Fatima Diego Ingrid Kofi Hana Mateo Zoe Ravi Lucia Tomas Amara Ben Leila Jack Sara Ivan Nia Hugo Camila Theo Anika Leo".split(
        " ",
      ),
    lastNames:
      "Chen Murphy Rossi Patel Larsen Mensah Sato Alvarez Dubois Singh Costa Horvat Okoye Clark Haddad Nguyen Moreau Petrov Banda Ruiz Kim Evans Iyer Santos".split(
        " ",
      ),
    companies:
      "Parcel Cartwheel Bluebird Tandem Lantern Driftwood Pebble Saffron Mosaic Juniper Marlow Paper Copper Willow Orbit Basil".split(
        " ",
      ),
    companyKinds: ["Shop", "Goods", "Outfitters", "Home", "Market", "Studio"],
    jobs: ["Founder", "Head of Customer Care", "E-commerce Manager", "Operations Lead", "Store Owner", "Support Lead"],
    cities: ["Singapore", "Dublin", "Lisbon", "Austin", "Sydney", "Toronto", "Cape Town"],
    country: "International",
  },
  forms: [
    { name: "Start a trial", pageTitle: "Free trial", path: "/trial", weight: 6, raisesHand: true },
    { name: "Talk to us", pageTitle: "Contact", path: "/contact", weight: 3, raisesHand: true },
    { name: "Product updates", pageTitle: "Updates", path: "/updates", weight: 2, raisesHand: false },
  ],
  channels: [
    { source: "google", medium: "cpc", weight: 4 },
    { source: "shopify-app-store", medium: "referral", weight: 5 },
    { source: "facebook", medium: "paid_social", weight: 2 },
    { source: "updates", medium: "email", weight: 2 },
    { source: "organic", medium: null, referrer: "https://www.bing.com/", weight: 3 },
    { source: "direct", medium: null, weight: 2 },
  ],
  campaigns: [
    {
      name: "App store listing",
      utm: "app-store-listing",
      source: "shopify-app-store",
      startsDaysBefore: 240,
      lastsDays: 700,
    },
    { name: "Holiday rush", utm: "holiday-rush", source: "google", startsDaysBefore: 54, lastsDays: 110 },
    { name: "Shop owners", utm: "shop-owners", source: "facebook", startsDaysBefore: 70, lastsDays: 120 },
    { name: "Product updates", utm: "product-updates", source: "updates", startsDaysBefore: 200, lastsDays: 500 },
  ],
  dealSubjects: ["night desk", "holiday cover", "24/7 plan", "chat add-on", "onboarding package"],
  dealSize: [1_200, 14_000],
  baseContacts: 105,
  baseDeals: 10,
  openDealsAtStart: 7,
  formsPerDay: [1.5, 1.1],
  neglect: {
    overdueDeals: [{ from: 15, until: 13 }],
    dealsWithoutNextActivity: [
      { from: 18, until: 16 },
      { from: 1, until: null },
    ],
    staleLeads: [{ from: 3, until: null }],
    untrackedCampaigns: [{ from: 21, until: 18, name: "Returns guide", missing: "utm" }],
    routingOutages: [8],
    weekendLead: true,
    ownerLeft: null,
    misspelledSource: null,
    sourceless: null,
  },
};
