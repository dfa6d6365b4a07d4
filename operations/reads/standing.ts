import type { ClientConfig } from "../../config/config.ts";
import type { PortalAccess } from "../../domain/access.ts";
import type { Score } from "../../domain/reporting/score.ts";
import type { StoreReader } from "../../storage/database.ts";
import { readClient } from "../../storage/reads/client.ts";
import { readLastRun, readLastScore, type RunRow } from "../../storage/reads/last-run.ts";
import type { AuditAge } from "./client-ages.ts";
import { coverageOf, type ClientCoverage } from "./client-coverage.ts";

/** How one client stands: its access, its last audit and its score. Pages and the command line read the same. */
export interface Standing {
  /** `waiting`: in the config, and no audit has met it yet. */
  readonly state: "waiting" | "onboarding" | "live" | "removed";
  readonly access: PortalAccess | null;
  readonly accessCheckedAt: Date | null;
  /** Null before the first audit has ended. */
  readonly lastRun: RunRow | null;
  /** What could be assessed of all that is switched on. */
  readonly coverage: ClientCoverage;
  /** How old the last complete readings are, by the one rule. */
  readonly age: AuditAge;
  /** Null when the portal cannot be read or was not read in time: a score from before would claim what nobody saw. */
  readonly score: Score | null;
}

export async function readStanding(db: StoreReader, client: ClientConfig, age: AuditAge, now: Date): Promise<Standing> {
  const { clientId } = client;
  const [row, coverage, lastRun, score] = await Promise.all([
    readClient(db, clientId),
    coverageOf(db, client, age, now),
    readLastRun(db, clientId),
    readLastScore(db, clientId),
  ]);
  const access = row?.access ?? null;
  const isSeen = access?.state === "granted" && age.isChecked;
  return {
    state: row?.state ?? "waiting",
    access,
    accessCheckedAt: row?.access_checked_at ?? null,
    lastRun: lastRun ?? null,
    coverage,
    age,
    score: isSeen ? score : null,
  };
}

export function isBlind({ access }: Pick<Standing, "access">): boolean {
  return access !== null && access.state !== "granted";
}

/** No complete reading came when it was due, and no operator decided so: the operator is due to hear of it. */
export function hasStopped({ age }: Pick<Standing, "age">): boolean {
  return age.state === "not-checked" || age.state === "told";
}

/** True when what is said of the client is known: its portal can be read, and was read in time. */
export function isKnown(standing: Pick<Standing, "access" | "age">): boolean {
  return !isBlind(standing) && standing.age.isChecked;
}
