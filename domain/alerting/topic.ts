/** What an alert is about for its receiver. With client and receiver it is the alert's key. */
export const topics = [
  "waiting-leads",
  "stale-leads",
  "stale-deals",
  "routing",
  "campaign-tracking",
  "access",
] as const;
export type Topic = (typeof topics)[number];

/** The topic as people read it at the head of a message. */
export const topicTitles: Readonly<Record<Topic, string>> = {
  "waiting-leads": "Leads waiting for a first reply",
  "stale-leads": "Leads gone quiet",
  "stale-deals": "Drifting deals",
  routing: "Leads and deals without a working owner",
  "campaign-tracking": "Campaign tracking",
  access: "Access lost",
};
