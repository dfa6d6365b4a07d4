import type { Kysely } from "kysely";
import type { PortalAccess } from "../../../domain/access.ts";
import type { Database } from "../../../storage/database.ts";
import type { Random } from "../../faults/seeded-random.ts";
import type { MovedTime } from "./moved-time.ts";

export const clients = ["northwind", "harbour", "meridian"] as const;
export const minuteMs = 60_000;

/** What can be broken, and is not yet. */
export const nothingBroken = () => ({
  temporal: false,
  database: false,
  pollers: false,
  disk: false,
  sender: false,
  slack: false,
  email: false,
  look: false,
  aheadMs: 0,
  stuck: new Set<string>(),
  missing: new Set<string>(),
  blocked: null as string | null,
  newcomer: null as PortalAccess | null,
});
export type Broken = ReturnType<typeof nothingBroken>;

/** What every part of a life stands on. */
export interface Ground {
  readonly time: MovedTime;
  readonly db: Kysely<Database>;
  readonly random: Random;
  readonly broken: Broken;
}
