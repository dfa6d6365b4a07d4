import { readOnly, writable } from "./define.ts";
import type { PropertyDefinition } from "./define.ts";
import { common } from "./shared.ts";

export const userProperties: readonly PropertyDefinition[] = [
  readOnly("string", "hs_given_name", "First name"),
  readOnly("string", "hs_family_name", "Last name"),
  readOnly("string", "hs_email", "Email"),
  readOnly("number", "hs_internal_user_id", "User ID"),
  readOnly("bool", "hs_deactivated", "Deactivated"),
  writable("string", "hs_job_title", "Job title"),
  writable("string", "hs_standard_time_zone", "Time zone"),
  writable("string", "hs_working_hours", "Working hours"),
  writable("string", "hs_out_of_office_hours", "Out of office hours"),
  readOnly("datetime", "hs_createdate", "Create date"),
  readOnly("datetime", "hs_lastmodifieddate", "Last modified date"),
  ...common,
];
