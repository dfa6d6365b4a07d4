import type { CheckPrecision } from "../../domain/findings/exclusion.ts";
import type { StoreReader } from "../../storage/database.ts";
import { precisionOfChecks } from "../../storage/reads/check-precision.ts";
import { latestOutcomes, type LatestOutcome } from "../../storage/check-outcomes.ts";

/** What one check last said of a client, and how often people there called its findings wrong. */
export interface CheckStanding {
  /** Null before it has run. */
  readonly outcome: LatestOutcome | null;
  readonly precision: CheckPrecision;
}

export async function readCheckStanding(db: StoreReader, clientId: string, checkId: string): Promise<CheckStanding> {
  const [outcomes, precision] = await Promise.all([latestOutcomes(db, clientId), precisionOfChecks(db, [clientId])]);
  return {
    outcome: outcomes.find((outcome) => outcome.checkId === checkId) ?? null,
    precision: precision.get(checkId) ?? { findings: 0, excluded: 0 },
  };
}
