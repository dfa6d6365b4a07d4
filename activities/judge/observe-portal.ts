import { judgePortal, type Judgement } from "../../checks/judge.ts";
import type { Added } from "../../checks/aggregate.ts";
import type { PortalStock } from "../../checks/kinds/kind.ts";
import type { StoreHandle } from "../../storage/database.ts";
import { addedUp } from "./added-up.ts";
import type { JudgedRunGroup } from "./observe-group.ts";
import type { ObservedCheck } from "./observed-checks.ts";

/** What one check says of the portal as a whole, by what its records add up to. */
export async function observePortal(
  db: StoreHandle,
  { check, monitor }: ObservedCheck,
  groups: readonly JudgedRunGroup[],
  around: Pick<PortalStock, "access" | "comparison" | "inventory" | "drift" | "openSubjects"> &
    Parameters<typeof judgePortal>[1],
): Promise<{ readonly judgements: readonly Judgement[]; readonly doubt: string | null }> {
  const { asOf, businessTime, ...stock } = around;
  const added: Added[] = [];
  const counting = groups.flatMap(({ group, slots }) =>
    slots
      .filter((slot) => slot.check === check)
      .flatMap((slot) => slot.tallies.map((tally) => ({ group, slot, tally }))),
  );
  for (const { group, slot, tally } of counting.toSorted((a, b) => a.tally.index - b.tally.index))
    added.push(await addedUp(db, group, slot, tally));
  return judgePortal({ check, params: monitor.params }, { asOf, businessTime }, { ...stock, added });
}
