import { judgePortal, type Judgement } from "../../checks/judge.ts";
import { isTooPartial, type Added } from "../../checks/aggregate.ts";
import { kindOf } from "../../checks/kinds/index.ts";
import type { PortalStock } from "../../checks/kinds/kind.ts";
import { plusDays } from "../../domain/time/civil-day.ts";
import { measuredBetween, type Measured } from "../../storage/measurements.ts";
import type { StoreHandle } from "../../storage/database.ts";
import { addedUp } from "./added-up.ts";
import type { JudgedRunGroup } from "./observe-group.ts";
import type { ObservedCheck } from "./observed-checks.ts";

interface PortalObservation {
  readonly judgements: readonly Judgement[];
  readonly doubt: string | null;
  /** What is kept of this run for later ones; null where the check keeps nothing, or could not count everything. */
  readonly measured: Measured | null;
}

/** What one check says of the portal as a whole, by what its records add up to. */
export async function observePortal(
  db: StoreHandle,
  clientId: string,
  { check, monitor, assessment }: ObservedCheck,
  groups: readonly JudgedRunGroup[],
  around: Omit<PortalStock, "added" | "past"> & Parameters<typeof judgePortal>[1],
): Promise<PortalObservation> {
  const { asOf, businessTime, ...stock } = around;
  const added: Added[] = [];
  const counting = groups.flatMap(({ group, slots }) =>
    slots
      .filter((slot) => slot.check === check)
      .flatMap((slot) => slot.tallies.map((tally) => ({ group, slot, tally }))),
  );
  for (const { group, slot, tally } of counting.toSorted((a, b) => a.tally.index - b.tally.index))
    added.push(await addedUp(db, group, slot, tally));
  const { measures } = kindOf(check).plan(check);
  if (measures === undefined)
    return {
      ...judgePortal({ check, params: monitor.params }, { asOf, businessTime }, { ...stock, added }),
      measured: null,
    };

  const params = monitor.params as never;
  const [name, day] = [measures.name(params), businessTime.localDay(asOf)];
  // What is usual is not held against the window itself.
  const to = plusDays(day, -measures.windowDays(params) - 1);
  const from = plusDays(to, -measures.pastDays(params));
  const past = await measuredBetween(db, clientId, { measure: name, from, to });
  const said = judgePortal({ check, params }, { asOf, businessTime }, { ...stock, added, past });
  const [first] = added;
  const isWhole = assessment.mayResolve && said.doubt === null && first !== undefined && !isTooPartial(first);
  const figures = [...(first?.cohorts ?? [])].map(([cohort, of]) => ({ cohort, n: of.n, value: measures.figure(of) }));
  return { ...said, measured: isWhole ? { measure: name, day, asOf, figures } : null };
}
