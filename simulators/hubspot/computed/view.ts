import type { Portal } from "../model/portal.ts";
import type { StoredRecord } from "../model/stored-record.ts";

/** A record as it stood at one instant. */
export interface View {
  readonly portal: Portal;
  readonly record: StoredRecord;
  readonly at: number;
}

/** A property that HubSpot derives from others: from the same record, from its associations, or from the hour. */
export type Computed = (view: View) => string | null;

export const asDatetime = (instant: number | null | undefined): string | null =>
  instant === null || instant === undefined ? null : new Date(instant).toISOString();

export const asFlag = (value: boolean): string => String(value);
