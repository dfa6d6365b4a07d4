import type { Client } from "@temporalio/client";
import type { Kysely } from "kysely";
import type { RevwatchConfig } from "../config/config.ts";
import type { Links } from "../domain/links.ts";
import type { Database } from "../storage/database.ts";

/** Everything that an operation may touch. The composition roots in `workers/` and `cli/` put it together. */
export interface World {
  readonly config: RevwatchConfig;
  readonly db: Kysely<Database>;
  /** Connects on first use, because most reads need no Temporal server. */
  temporal(): Promise<Client>;
  readonly links: Links;
  /** The current instant; tests move it. */
  now(): Date;
}
