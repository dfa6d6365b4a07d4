import type { Cadence } from "../checks/define-check.ts";
import type { PortalAccess } from "../domain/access.ts";
import type { ItemType } from "../domain/inventory/inventory.ts";
import type { AssociationPair } from "../domain/mirror/associations.ts";
import type { RecordType } from "../domain/mirror/records.ts";
import type { KnownRefusals } from "../domain/mirror/probe-due.ts";
import type { ScanReceipt } from "../domain/mirror/scan.ts";
import type { RunCounts } from "../domain/reporting/score.ts";
import type { RunMode } from "../storage/database.ts";

/** What workflows and activities hand each other: names, counts and instants, never records. Instants are ISO 8601. */

/** Names one run. */
export interface RunName {
  readonly clientId: string;
  /** `{cadence}-{period}`: the schedule's nominal time names the run. */
  readonly runId: string;
  readonly cadence: Cadence | "all";
  readonly mode: RunMode;
  readonly period: string;
  readonly asOf: string;
  /** A person has confirmed that a portal with far fewer records than before is right. */
  readonly acceptShrink?: boolean;
}

export interface RecordPlan {
  readonly type: RecordType;
  readonly properties: readonly string[];
  /** What can hang on these records and some check rests on, whichever cadence judges it; left out for nothing. */
  readonly linkedTo?: readonly RecordType[];
  /** Properties whose past some check asks for, of suspects; left out for none. */
  readonly historyOf?: readonly string[];
}

/** What a run is going to read and judge. */
export interface AuditPlan {
  readonly access: PortalAccess;
  /** The host of HubSpot's own screens for this portal. */
  readonly uiDomain: string;
  readonly records: readonly RecordPlan[];
  readonly items: readonly ItemType[];
  /** Associations that its checks rest on; left out for none. */
  readonly associations?: readonly AssociationPair[];
  /** Days for which raised hands need their touches; 0 for none. */
  readonly touchLookBackDays: number;
  /** So far back hands are noticed; absent: as far as touches are asked for. */
  readonly handLookBackDays?: number;
  readonly checkIds: readonly string[];
  /**
   * Record types that must not be read, because nobody may know which properties they have: unknown to plans of older
   * runs.
   */
  readonly unreadable?: readonly ScanReceipt[];
  /** Properties that checks ask for and the portal does not have: reads would ignore them without a word. */
  readonly missingProperties: readonly string[];
  /** What this portal refused when it was last asked: unknown to plans of older runs. */
  readonly refusals?: KnownRefusals;
}

/** What is judged: the mirror, as far as these receipts vouch for it. */
export interface RunChecksInput {
  readonly run: RunName;
  readonly plan: AuditPlan;
  readonly receipts: readonly ScanReceipt[];
}

export interface RunResult {
  readonly status: "complete" | "partial" | "failed";
  readonly counts: RunCounts;
  readonly score: number | null;
  /** True when an alert changed, so that its workflow and the sender have to hear of it. */
  readonly hasNews: boolean;
  /** ISO 8601: HubSpot has said that this portal cannot be read before. */
  readonly resumeAt?: string;
}

/** What a short run came to: its end, or the place at which longer activities take it over. */
export type ShortRun =
  | {
      readonly result: RunResult;
      /** It is time to ask what the portal lets us read; left out where it is not. */
      readonly isProbeDue?: true;
    }
  | {
      /** Left out where not even that was come to. */
      readonly plan?: AuditPlan;
      /** Of what was copied. */
      readonly receipts: readonly ScanReceipt[];
    };

export type { PortalAccess, RunCounts, ScanReceipt };
