import { firstLooksOf } from "../../storage/check-baselines.ts";
import type { StoreHandle } from "../../storage/database.ts";
import { exclusionsOf } from "../../storage/exclusions.ts";
import { mutedChecks } from "../../storage/muted-checks.ts";
import { lastAssessedAt } from "../../storage/check-outcomes.ts";

/** What decisions rest on beside what was observed. People and other runs change it while a run judges. */
export type DecisionBasis = Awaited<ReturnType<typeof readBasis>>;

export async function readBasis(db: StoreHandle, clientId: string) {
  const exclusions = await exclusionsOf(db, clientId);
  const firstLooks = await firstLooksOf(db, clientId);
  const judgedAt = await lastAssessedAt(db, clientId);
  return { exclusions, firstLooks, judgedAt, muted: await mutedChecks(db) };
}

/** True when nothing has changed that a decision about one of these checks may rest on. */
export function isSameBasis(one: DecisionBasis, other: DecisionBasis, checkIds: ReadonlySet<string>): boolean {
  const aboutChecks = ({ firstLooks, judgedAt, muted }: DecisionBasis) =>
    [firstLooks, judgedAt, muted].map((known) => sorted([...known].filter(([checkId]) => checkIds.has(checkId))));
  const said = (basis: DecisionBasis) => JSON.stringify([sorted([...basis.exclusions]), ...aboutChecks(basis)]);
  return said(one) === said(other);
}

function sorted(entries: readonly (readonly [string, unknown])[]) {
  return entries.toSorted(([a], [b]) => (a < b ? -1 : 1));
}
