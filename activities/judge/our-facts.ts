import { kindOf } from "../../checks/kinds/index.ts";
import type { OurFacts } from "../../checks/kinds/kind.ts";
import type { ClientConfig } from "../../config/config.ts";
import { clientAge, ageOf } from "../../domain/watch/age.ts";
import { isCompleteReading } from "../../domain/watch/complete-reading.ts";
import { coverageOf } from "../../operations/reads/client-coverage.ts";
import { periodOf, readClientAge, type AuditAge } from "../../operations/reads/client-ages.ts";
import { watchesPortal } from "../../operations/reads/watches-portal.ts";
import type { StoreHandle } from "../../storage/database.ts";
import { assessedSince } from "../../storage/reads/assessed-since.ts";
import type { RunChecksInput } from "../shapes.ts";
import { accessOf, type ObservedCheck } from "./observed-checks.ts";

/** What was assessed within so many days and is not now has been lost. */
const lostWithinMs = 7 * 86_400_000;

/**
 * What the checks of a run want to know of our own audits, by the rules that pages and `/readyz` go by; undefined where
 * none asks. A run that looks back at the past knows nothing of how audits fare now.
 */
export async function ourFacts(
  db: StoreHandle,
  client: ClientConfig,
  input: RunChecksInput,
  checks: readonly ObservedCheck[],
): Promise<OurFacts | undefined> {
  const asked = new Set(checks.flatMap(({ check }) => kindOf(check).plan(check).ours ?? []));
  if (asked.size === 0) return undefined;
  const { mode, asOf } = input.run;
  if (mode === "history" || mode === "baseline") return { age: null, coverage: null };
  const at = new Date(asOf);
  const known = await readClientAge(db, client, at);
  return {
    age: withThisRun(client, input, known, at),
    coverage: asked.has("coverage") ? await coverageFacts(db, client, { age: known, at, checks }) : null,
  };
}

/** A run that has read everything is a good one itself, though it is settled only afterwards. */
function withThisRun(client: ClientConfig, input: RunChecksInput, known: AuditAge, at: Date): AuditAge {
  const { run, receipts } = input;
  if (!isCompleteReading(accessOf(input).state, receipts)) return known;
  return clientAge(
    new Map(
      [...known.cadences].map(([cadence, age]) => {
        if (run.cadence !== "all" && run.cadence !== cadence) return [cadence, age];
        const read = { completeAt: at, dueSince: null, pause: age.pause, copy: null };
        return [cadence, ageOf(read, periodOf(client.cadences[cadence], client.timeZone), at)];
      }),
    ),
  );
}

interface Around {
  readonly age: AuditAge;
  readonly at: Date;
  /** Those of this run, which knows more of them than what is stored. */
  readonly checks: readonly ObservedCheck[];
}

async function coverageFacts(db: StoreHandle, client: ClientConfig, { age, at, checks }: Around) {
  const stored = await coverageOf(db, client, age, at);
  const before = await assessedSince(db, client.clientId, new Date(at.getTime() - lostWithinMs));
  const gaps = new Map(stored.gaps.map((gap) => [gap.checkId, gap]));
  const observed = new Set(stored.observed.map(({ checkId }) => checkId));
  for (const { check, assessment } of checks) {
    if (!watchesPortal({ checkId: check.id }) || observed.has(check.id)) continue;
    const { status, reason, remedy } = assessment;
    if (status !== "assessed") gaps.set(check.id, { checkId: check.id, status, reason: reason ?? "", remedy });
    // How many of its subjects are unknown this run has not counted yet, so a word on that stands.
    else if (gaps.get(check.id)?.status === "not-assessed") gaps.delete(check.id);
  }
  const lost = [...gaps.values()]
    .filter(({ checkId }) => before.has(checkId))
    .map(({ checkId, reason }) => ({ checkId, reason }))
    .toSorted((one, other) => (one.checkId < other.checkId ? -1 : 1));
  return { enabled: stored.enabled, assessed: stored.enabled - gaps.size, lost };
}
