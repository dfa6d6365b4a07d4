import type { Population } from "../life/people.ts";
import type { Story } from "../story.ts";
import { plantForgottenCloseDates, plantLapsedDeals } from "./deals.ts";
import { plantRoutingOutages, plantStaleLeads, plantWeekendLeads } from "./leads.ts";
import { plantMisspelledSource, plantSourcelessImport, plantUntrackedCampaigns } from "./tracking.ts";

/** Breaks and mends what the portal's neglect lists, and labels each. */
export function plantDefects(story: Story, population: Population): void {
  plantForgottenCloseDates(story, population);
  plantLapsedDeals(story, population);
  plantStaleLeads(story, population);
  plantWeekendLeads(story, population);
  plantRoutingOutages(story, population);
  plantUntrackedCampaigns(story);
  plantMisspelledSource(story, population);
  plantSourcelessImport(story, population);
}
