/** What an alert is about for its receiver. With client and receiver it is the alert's key. */
export const topics = [
  "waiting-leads",
  "stale-leads",
  "stale-deals",
  "routing",
  "campaign-tracking",
  "access",
  "handoff",
  "data-quality",
  "automation",
  "permissions",
  "monitoring",
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
  handoff: "Leads between marketing and sales",
  "data-quality": "Records to correct",
  automation: "Automation and forms",
  permissions: "Users and permissions",
  monitoring: "Gaps in monitoring",
};

/**
 * Topics that came later, and the older one whose receiver hears of them where neither a line of their own nor a
 * default says who does. So a config that named a receiver for every topic there was stays whole.
 */
export const heardWith: Readonly<Partial<Record<Topic, Topic>>> = {
  handoff: "stale-leads",
  "data-quality": "stale-deals",
  automation: "routing",
  permissions: "access",
  monitoring: "access",
};
