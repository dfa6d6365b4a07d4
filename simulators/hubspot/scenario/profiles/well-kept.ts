import type { Neglect } from "../profile.ts";

/** Nothing is amiss. */
export const wellKept: Neglect = {
  overdueDeals: [],
  dealsWithoutNextActivity: [],
  staleLeads: [],
  untrackedCampaigns: [],
  routingOutages: [],
  weekendLead: false,
  ownerLeft: null,
  misspelledSource: null,
  sourceless: null,
};
