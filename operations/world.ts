import type { Client } from "@temporalio/client";
import type { ConfigTrouble } from "../config/config-faults.ts";
import type { RevwatchConfig } from "../config/config.ts";
import type { DiskReading } from "../domain/watch/disk.ts";
import type { RecordType } from "../domain/mirror/records.ts";
import type { Links } from "../domain/links.ts";
import type { Examiner } from "./doctor.ts";
import type { StoreHandle } from "../storage/database.ts";

/** Everything that an operation may touch. The composition roots in `workers/` and `cli/` put it together. */
export interface World {
  /** The config as it is now. Ask when it is used and keep none: a changed file holds from the next asking on. */
  readonly config: () => RevwatchConfig;
  /** Why the config's files are not in use as they are now; null when they are. */
  readonly configTrouble: () => ConfigTrouble | null;
  readonly db: StoreHandle;
  /** Connects on first use, because most reads need no Temporal server. */
  temporal(): Promise<Client>;
  readonly links: Links;
  /** The current instant; tests move it. */
  now(): Date;
  /** How this process examines the installation for `doctor`; absent where it cannot. */
  readonly examiner?: Examiner;
  /** How many records of a type HubSpot counts in a client's portal; absent where this process opens no portals. */
  countRecords?(clientId: string, type: RecordType): Promise<number>;
  /** The disk of the state directory; absent where this process has none. */
  disk?(): Promise<DiskReading>;
}
