import { choice, fixed, readOnly, writable } from "./define.ts";
import type { PropertyDefinition } from "./define.ts";
import { activity, analyticsSources, common, dateEnteredEach, lifecycleOrder, lifecycleStages } from "./shared.ts";

const lifecycle = lifecycleOrder.map((id, index) => ({ id, label: lifecycleStages[index]!.split("=")[1]! }));

export const companyProperties: readonly PropertyDefinition[] = [
  writable("string", "name", "Company name"),
  writable("string", "domain", "Company domain name"),
  writable("string", "website", "Website URL"),
  writable("phone_number", "phone", "Phone number"),
  writable("string", "industry", "Industry"),
  writable("string", "city", "City"),
  writable("string", "state", "State/Region"),
  writable("string", "country", "Country/Region"),
  writable("string", "description", "Description"),
  writable("number", "numberofemployees", "Number of employees"),
  writable("number", "annualrevenue", "Annual revenue"),
  choice("type", "Type", ["PROSPECT", "PARTNER", "RESELLER", "VENDOR", "OTHER"]),
  choice("lifecyclestage", "Lifecycle stage", lifecycleStages),
  choice("hs_lead_status", "Lead status", [
    "NEW",
    "OPEN",
    "IN_PROGRESS",
    "OPEN_DEAL",
    "UNQUALIFIED",
    "ATTEMPTED_TO_CONTACT",
    "CONNECTED",
    "BAD_TIMING",
  ]),
  fixed(choice("hs_analytics_source", "Original traffic source", analyticsSources)),
  readOnly("datetime", "createdate", "Create date"),
  readOnly("datetime", "hs_lastmodifieddate", "Last modified date"),
  readOnly("number", "num_associated_contacts", "Number of associated contacts"),
  readOnly("number", "num_associated_deals", "Number of associated deals"),
  ...common,
  ...activity,
  ...dateEnteredEach(lifecycle),
];
