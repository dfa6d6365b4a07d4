import { z } from "zod";

/** HubSpot's default lifecycle stages before a deal: a person in one of them is still a lead. */
const defaultLeadStages = ["lead", "marketingqualifiedlead", "salesqualifiedlead"];
/** Lead statuses that say that nobody should be working this lead now. */
const defaultClosedStatuses = ["UNQUALIFIED", "BAD_TIMING", "OPEN_DEAL"];

/** The settings by which every follow-up and routing check knows a lead; custom stages go here. */
export const leadParams = {
  leadStages: z
    .array(z.string())
    .default(defaultLeadStages)
    .describe("Lifecycle stages whose contacts are leads, by internal name"),
  closedLeadStatuses: z
    .array(z.string())
    .default(defaultClosedStatuses)
    .describe("Lead statuses that end the work on a lead, by internal name"),
};

/** Who is named as an owner and is no salesperson. */
export const catchAllParams = {
  catchAllOwners: z
    .array(z.string())
    .default([])
    .describe("Owners to whom leads fall that no rule covers: owner ids or e-mail addresses in lower case"),
};

/** Whether an owner is among those that settings name by id or e-mail address. */
export function isNamedOwner(
  names: readonly string[],
  owner: { readonly id: string; readonly email?: string | null },
): boolean {
  const email = owner.email?.toLowerCase();
  return names.some((name) => name === owner.id || name.toLowerCase() === email);
}

/** How far back every check watches what a lead has asked for. */
export const lookBackParams = {
  lookBackDays: z
    .int()
    .min(1)
    .max(60)
    .default(30)
    .describe("Calendar days for which a raised hand is watched; after that lead-stale takes over"),
};

export const lookBackDays = (params: { readonly lookBackDays: number }): number => params.lookBackDays;

export interface LeadParams {
  readonly leadStages: readonly string[];
  readonly closedLeadStatuses: readonly string[];
}

/** Why a contact is not an open lead; null when it is one. */
export function notAnOpenLead(
  contact: { readonly lifecycleStage: string | null; readonly leadStatus: string | null },
  params: LeadParams,
): string | null {
  if (contact.lifecycleStage === null || !params.leadStages.includes(contact.lifecycleStage))
    return "the contact is not a lead";
  if (contact.leadStatus !== null && params.closedLeadStatuses.includes(contact.leadStatus))
    return `the lead status is ${contact.leadStatus}`;
  return null;
}
