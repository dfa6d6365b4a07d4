/** What a check is about. The order is that of the README's table, and of every surface that goes by area. */
export const areas = [
  "stages",
  "routing",
  "follow-up",
  "campaign-tracking",
  "lifecycle",
  "handoff",
  "automation",
  "capture",
  "access",
  "data-quality",
  "ourselves",
] as const;
export type Area = (typeof areas)[number];

/** The area as people read it. */
export const areaTitles: Readonly<Record<Area, string>> = {
  stages: "CRM stages",
  routing: "Lead routing",
  "follow-up": "Follow-up",
  "campaign-tracking": "Campaign tracking",
  lifecycle: "Lifecycle stages",
  handoff: "Marketing to sales",
  automation: "Automation",
  capture: "Lead capture",
  access: "Users and permissions",
  "data-quality": "Data quality",
  ourselves: "Revwatch itself",
};
