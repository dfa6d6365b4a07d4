import { beginObserved, countObserved, tellingsOf } from "../../storage/check-tellings.ts";
import type { StoreHandle } from "../../storage/database.ts";
import type { Assessed } from "./keep-assessed.ts";
import type { ObservedCheck } from "./observe.ts";

/**
 * Begins to observe checks that this client has not met, before anything that they found is kept. Their days count from
 * the first live run that looks with a complete look behind it: a past that is replayed is no time in which somebody
 * could have seen what they find.
 */
export async function keepTellings(
  transaction: StoreHandle,
  { input: { run }, basis }: Assessed,
  checks: readonly ObservedCheck[],
  looks: readonly { readonly checkId: string; readonly completeAt: Date | null }[],
): Promise<void> {
  const newcomers = checks.filter(({ check }) => check.startsIn !== "alert");
  if (newcomers.length === 0) return;
  const known = await tellingsOf(transaction, run.clientId);
  const met = newcomers.map(({ check }) => check.id).filter((checkId) => !known.has(checkId));
  await beginObserved(transaction, run.clientId, met);
  if (run.mode !== "live" && run.mode !== "late") return;

  const complete = new Set(looks.filter(({ completeAt }) => completeAt !== null).map(({ checkId }) => checkId));
  const isToBegin = (checkId: string) => {
    const one = known.get(checkId);
    return one === undefined || (one.telling === "observe" && one.since === null);
  };
  const counting = newcomers
    .filter(({ assessment }) => assessment.evaluates)
    .map(({ check }) => check.id)
    .filter((id) => isToBegin(id) && (complete.has(id) || (basis.firstLooks.get(id)?.completeAt ?? null) !== null));
  await countObserved(transaction, run.clientId, counting, new Date(run.asOf));
}
