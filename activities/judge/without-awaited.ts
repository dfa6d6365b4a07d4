import { asksOf } from "../../checks/needs.ts";
import { basisOf } from "../../checks/sources/source.ts";
import { historiesDue } from "../../storage/histories.ts";
import type { StoreHandle } from "../../storage/database.ts";
import type { JudgedRunGroup } from "./observe-group.ts";
import type { ObservedCheck } from "./observed-checks.ts";

/**
 * The checks as they are, and no whole look for those that judge by a past that is yet to be read: what that shows was
 * there at their first look, and is no news.
 */
export async function withoutAwaited(
  db: StoreHandle,
  clientId: string,
  checks: readonly ObservedCheck[],
  judged: readonly JudgedRunGroup[],
): Promise<readonly ObservedCheck[]> {
  const types = new Set(checks.flatMap(pastTypesOf));
  const awaited = new Set<string>();
  for (const type of types) {
    const isWanted = judged.some(({ group, judging }) => group.type === type && judging.wanting.size > 0);
    if (isWanted || (await historiesDue(db, clientId, type, 1)).length > 0) awaited.add(type);
  }
  return checks.map((observed) =>
    pastTypesOf(observed).some((type) => awaited.has(type)) ? { ...observed, isWholeLook: false } : observed,
  );
}

/** The record types by whose past a check judges. */
function pastTypesOf({ check }: ObservedCheck): readonly string[] {
  return asksOf(check).flatMap((one) => (basisOf(one).past ?? []).map(({ of }) => of));
}
