import type { Portal } from "../model/portal.ts";
import type { Properties } from "../model/write.ts";
import { badRequest, invalidValues } from "./refusal.ts";
import type { InvalidValue } from "./refusal.ts";
import { storedDate } from "./stored-date.ts";

const dates = new Set(["hs_start_date", "hs_end_date"]);
const readOnly = new Set([
  "hs_object_id",
  "hs_created_by_user_id",
  "hs_budget_items_sum_amount",
  "hs_spend_items_sum_amount",
]);
const statuses = ["planned", "in_progress", "active", "paused", "completed"];

/** What a campaign can carry. */
export const campaignProperties: ReadonlySet<string> = new Set([
  "hs_name",
  "hs_notes",
  "hs_audience",
  "hs_currency_code",
  "hs_campaign_status",
  "hs_owner",
  "hs_utm",
  "hs_goal",
  "hs_color_hex",
  ...dates,
  ...readOnly,
]);

/** The properties of a campaign write, or HubSpot's refusal of all of them. */
export function validCampaignProperties(portal: Portal, given: unknown): Properties {
  if (typeof given !== "object" || given === null) throw badRequest("Some required fields were not set: [properties]");
  const properties: Record<string, string> = {};
  const faults: InvalidValue[] = [];
  for (const [name, raw] of Object.entries(given)) {
    const value = raw === null ? "" : String(raw);
    const fault = faultIn(portal, name, value);
    if (fault) faults.push({ name, ...fault });
    else properties[name] = dates.has(name) && value !== "" ? storedDate(value, "date")! : value;
  }
  if (faults.length > 0) throw invalidValues(faults, portal.details.portalId);
  return properties;
}

function faultIn(portal: Portal, name: string, value: string): Omit<InvalidValue, "name"> | null {
  if (!campaignProperties.has(name))
    return { error: "PROPERTY_DOESNT_EXIST", message: `Property "${name}" does not exist` };
  if (readOnly.has(name))
    return { error: "READ_ONLY_VALUE", message: `"${name}" is a read only property; its value cannot be set.` };
  if (value === "") return null;
  if (dates.has(name) && storedDate(value, "date") === null)
    return { error: "INVALID_DATE", message: `${value} was not a valid date.` };
  if (name === "hs_campaign_status" && !statuses.includes(value))
    return {
      error: "INVALID_OPTION",
      message: `${value} was not one of the allowed options: [${statuses.join(", ")}]`,
    };
  if (name === "hs_owner" && !portal.owners.has(value))
    return { error: "INVALID_OWNER_ID", message: `Owner ${value} does not exist` };
  return null;
}
