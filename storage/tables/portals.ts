import type { ColumnType, Generated } from "kysely";
import type { PortalAccess } from "../../domain/access.ts";
import type { Json } from "./json.ts";

export interface ClientTable {
  client_id: string;
  name: string;
  portal_id: string;
  /** The host of HubSpot's own screens for this portal. */
  ui_domain: Generated<string>;
  state: "onboarding" | "live" | "removed";
  onboarded_at: Date | null;
  access: Json<PortalAccess>;
  access_checked_at: Date | null;
  /** The portal's own zone, in which its day of API calls ends; null until it was read. */
  portal_time_zone: string | null;
  /** When taking it on began; null before that was asked for. */
  onboarding_since: Generated<Date | null>;
  /** A hash of what its alerts went by when they were last reconciled. */
  alert_policy: Generated<string | null>;
  /** What the clock of its leads waits for; null: there is no clock, or nothing to wait for. */
  clock_until: Generated<Date | null>;
}

export type CapabilityState = "ok" | "missing-scope" | "tier" | "absent" | "unreachable";

export interface CapabilityTable {
  client_id: string;
  endpoint: string;
  state: CapabilityState;
  detail: string | null;
  checked_at: Date;
}

export interface AllowanceTable {
  client_id: string;
  bucket: string;
  paused_until: Date | null;
  day_limit: number | null;
  day_remaining: number | null;
  day_told_at: Date | null;
}

export interface AllowanceSliceTable {
  client_id: string;
  bucket: string;
  slice_id: string;
  until: Date;
  requests: number;
}

/** Requests of one day that read what checks need only lately. */
export interface BackgroundRequestTable {
  client_id: string;
  /** In UTC, such as "2026-11-25". */
  day: ColumnType<string, string, never>;
  requests: number;
}
