import type { Pipeline } from "../../../domain/inventory/pipeline.ts";
import { createBusinessTime } from "../../../domain/time/business-time.ts";

/** When the plain scripts judge, and in whose time zone: a Wednesday afternoon in Berlin, an hour ahead of UTC. */
export const now = new Date("2026-11-25T15:00:00Z");
export const timeZone = "Europe/Berlin";
export const businessTime = createBusinessTime({ timeZone, hours: null, holidays: [] });

/** HubSpot's default pipeline for deals. */
export const openStages = [
  "appointmentscheduled",
  "qualifiedtobuy",
  "presentationscheduled",
  "decisionmakerboughtin",
  "contractsent",
] as const;
export const closedStages = ["closedwon", "closedlost"] as const;

export const pipeline: Pipeline = {
  type: "pipeline",
  id: "default",
  name: "Sales Pipeline",
  stages: [...openStages, ...closedStages].map((id, displayOrder) => ({
    id,
    label: id,
    displayOrder,
    isClosed: id.startsWith("closed"),
    probability: null,
  })),
};

const hourMs = 3_600_000;

/** So many hours before now, as HubSpot writes an instant. */
export const hoursAgo = (hours: number): string => new Date(now.getTime() - hours * hourMs).toISOString();

const localDay = new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" });

/** Whole days of the calendar in the portal's time zone since an instant of HubSpot's. */
export function daysSince(instant: string): number {
  const dayOf = (at: Date) => Date.parse(`${localDay.format(at)}T00:00:00Z`);
  return Math.round((dayOf(now) - dayOf(new Date(instant))) / (24 * hourMs));
}
