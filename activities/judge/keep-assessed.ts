import { checkById } from "../../checks/index.ts";
import { scansOf } from "../../checks/needs.ts";
import { cadencesInUse } from "../../config/cadences-in-use.ts";
import type { ClientConfig } from "../../config/config.ts";
import { endpointsOf } from "../../connectors/hubspot/probe-capabilities.ts";
import type { FirstLook } from "../../domain/findings/first-look.ts";
import type { ScanReceipt, ScanSubject } from "../../domain/mirror/scan.ts";
import type { CheckOutcome } from "../../domain/reporting/score.ts";
import { forgetFirstLooks, saveFirstLooks } from "../../storage/check-baselines.ts";
import { countObserved } from "../../storage/check-tellings.ts";
import { forgetRefusals } from "../../storage/clients.ts";
import type { StoreHandle } from "../../storage/database.ts";
import { saveReading } from "../../storage/readings.ts";
import { saveOutcomes } from "../../storage/check-outcomes.ts";
import type { RunChecksInput, RunName } from "../shapes.ts";
import { withoutMuted } from "./decide-run.ts";
import { keepTellings } from "./keep-tellings.ts";
import type { DecisionBasis } from "./decision-basis.ts";
import type { Observations, ObservedCheck } from "./observe.ts";

export interface Assessed {
  readonly client: ClientConfig;
  readonly input: RunChecksInput;
  readonly observations: Observations;
  readonly basis: DecisionBasis;
}

/** Keeps how each check fared, when it first looked, and what is no longer refused. */
export async function keepAssessed(transaction: StoreHandle, assessed: Assessed): Promise<void> {
  const { client, input, observations, basis } = assessed;
  const { run, receipts } = input;
  const asOf = new Date(run.asOf);
  const enabled = client.monitors.map(({ checkId }) => checkId).filter((checkId) => !basis.muted.has(checkId));
  const forgotten = [...basis.firstLooks.keys()].filter((checkId) => !enabled.includes(checkId));
  if (forgotten.length > 0) {
    await forgetFirstLooks(transaction, run.clientId, enabled);
    await countObserved(transaction, run.clientId, forgotten, null);
  }
  const { checks } = withoutMuted(observations, basis);
  const looks = looksAfter(checks, basis.firstLooks, asOf);
  await saveFirstLooks(transaction, run.clientId, looks);
  await keepTellings(transaction, assessed, checks, looks);
  await forgetRefusals(transaction, run.clientId, {
    answered: endpointsOf(receipts.filter(hasAnswered).map(({ subject }) => subject)),
    needed: endpointsOf([...enabled.flatMap((checkId) => scansOfCheck(checkId)), "owner"]),
  });
  await saveOutcomes(transaction, run.clientId, run.runId, asOf, observations.checks.map(outcomeOf));
}

/** A run that could not open the portal says nothing about readings, not even that they are due. */
export async function keepReading(
  transaction: StoreHandle,
  client: ClientConfig,
  { clientId, runId, cadence, mode, asOf }: RunName,
  isReading: boolean,
  { settledAt, now }: { readonly settledAt: Date; readonly now: Date },
): Promise<void> {
  const inUse = cadencesInUse(client);
  const read = isReading ? inUse.filter((used) => cadence === "all" || cadence === used) : [];
  const looksBack = mode === "history" || mode === "baseline";
  const readAt = new Date(asOf);
  const reading = { clientId, runId, inUse, read, asOf: readAt, settledAt, dueSince: looksBack ? now : readAt };
  await saveReading(transaction, reading);
}

/** Touches of nobody are complete without a question to the portal. */
function hasAnswered({ subject, status, records }: ScanReceipt): boolean {
  return status === "complete" && (subject !== "touch" || records > 0);
}

function scansOfCheck(checkId: string): readonly ScanSubject[] {
  const check = checkById(checkId);
  return check === undefined ? [] : scansOf(check);
}

/** The first looks that this run begins or completes. */
function looksAfter(checks: readonly ObservedCheck[], before: ReadonlyMap<string, FirstLook>, asOf: Date) {
  return checks.flatMap(({ check, assessment, isWholeLook }) => {
    const look = before.get(check.id);
    if (!assessment.evaluates || (look !== undefined && (look.completeAt !== null || !isWholeLook))) return [];
    return [{ checkId: check.id, beganAt: look?.beganAt ?? asOf, completeAt: isWholeLook ? asOf : null }];
  });
}

function outcomeOf({ check, assessment, counts }: ObservedCheck): CheckOutcome {
  return {
    checkId: check.id,
    status: assessment.status,
    reason: assessment.reason,
    remedy: assessment.remedy,
    passed: counts.pass,
    failed: counts.fail,
    unknown: counts.unknown,
    notApplicable: counts["not-applicable"],
  };
}
