import type { z } from "zod";
import { defaultHandRules, type HandRules } from "../domain/leads/hand-rules.ts";
import type { HandSettings } from "./schema/hands.ts";

type Settings = z.output<typeof HandSettings>;

/** What a client takes over from the fleet, line by line, and then from the defaults. */
export function resolveHands(client: Settings = {}, fleet: Settings = {}): HandRules {
  const forms = { ...fleet.forms, ...client.forms };
  const unclassified = client.unclassified ?? fleet.unclassified ?? "watch";
  return {
    forms: Object.fromEntries(Object.entries(forms).map(([name, asks]) => [name.trim().toLowerCase(), asks])),
    watchesUnclassified: unclassified === "watch",
    meetingLinks: client.meetingLinks ?? fleet.meetingLinks ?? defaultHandRules.meetingLinks,
    leadAds: client.leadAds ?? fleet.leadAds ?? defaultHandRules.leadAds,
    createdBy: client.createdBy ?? fleet.createdBy ?? defaultHandRules.createdBy,
    batchAbove: client.batchAbove ?? fleet.batchAbove ?? defaultHandRules.batchAbove,
  };
}
