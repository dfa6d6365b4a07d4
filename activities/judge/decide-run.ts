import type { RunMode, StoreHandle } from "../../storage/database.ts";
import { lockFindings, type FindingVersion } from "../../storage/finding-versions.ts";
import { findFindings, openFindingsOutside, type FindingRow } from "../../storage/findings.ts";
import { decideFindings, retireFindings, type DecideContext, type FindingChanges } from "./decide.ts";
import { isSameBasis, readBasis, type DecisionBasis } from "./decision-basis.ts";
import type { Observations } from "./observe.ts";
import { withoutMerged } from "./without-merged.ts";

/** What a run decides about, and what nobody changes while it does. */
export interface RunDecisions {
  readonly observations: Observations;
  /** Of all checks that the client has, muted ones among them. */
  readonly checkIds: readonly string[];
  readonly context: Omit<DecideContext, keyof DecisionBasis> & { readonly mode: RunMode };
}

/** Decisions, and what they rest on. */
export interface Decided extends FindingChanges {
  readonly basis: DecisionBasis;
  /** The findings as they were: finding id → row. */
  readonly known: ReadonlyMap<string, FindingRow>;
}

/** Decides, by the findings as they are now, what becomes of each of them. */
export async function decideRun(db: StoreHandle, run: RunDecisions): Promise<Decided> {
  const { observations, checkIds, context } = run;
  const { clientId } = context;
  const basis = await readBasis(db, clientId);
  const concerned = new Set([...observations.known.keys(), ...observations.judgements.keys()]);
  const rows = await findFindings(db, clientId, [...concerned]);
  const enabled = checkIds.filter((checkId) => !basis.muted.has(checkId));
  const outside = await openFindingsOutside(db, clientId, enabled);
  const known = new Map([...rows, ...outside].map((row) => [row.finding_id, row]));
  const about = new Map(rows.map((row) => [row.finding_id, row]));
  const decided = decideFindings(withoutMuted(observations, basis), about, { ...context, ...basis });
  const retired = retireFindings(outside, { ...context, ...basis });
  return {
    basis,
    known,
    rows: [...decided.rows, ...retired.rows],
    events: [...decided.events, ...retired.events],
    unknown: decided.unknown,
  };
}

/**
 * What was decided, as it may be written now. Where somebody has changed meanwhile what a decision rests on, it is made
 * again; mostly nobody has. The findings that are to be written stay as they are until the transaction ends.
 */
export async function standing(transaction: StoreHandle, run: RunDecisions, decided: Decided): Promise<FindingChanges> {
  const { clientId } = run.context;
  // What nobody is to write has been overtaken by nobody, and the next run sees what changed.
  if (decided.rows.length === 0) return decided;
  const locked = await lockFindings(
    transaction,
    clientId,
    decided.rows.map(({ finding_id }) => finding_id),
  );
  const losers = new Set(
    decided.rows.map(({ finding_id }) => finding_id).filter((id) => !isSame(decided.known.get(id), locked.get(id))),
  );
  const checkIds = new Set(decided.rows.map(({ check_id }) => check_id));
  if (!isSameBasis(decided.basis, await readBasis(transaction, clientId), checkIds))
    return withoutMerged(transaction, clientId, await decideRun(transaction, run));
  const changes = losers.size === 0 ? decided : await decidedAgain(transaction, run, decided, losers);
  return withoutMerged(transaction, clientId, changes);
}

/** Decisions of which some had been overtaken, these made again. */
async function decidedAgain(
  transaction: StoreHandle,
  run: RunDecisions,
  decided: Decided,
  losers: ReadonlySet<string>,
): Promise<FindingChanges> {
  const only = <Value>(map: ReadonlyMap<string, Value>) => new Map([...map].filter(([id]) => losers.has(id)));
  const { known, judgements } = run.observations;
  const observations = { ...run.observations, known: only(known), judgements: only(judgements) };
  const again = await decideRun(transaction, { ...run, observations });
  const isLoser = ({ finding_id }: { readonly finding_id: string }) => losers.has(finding_id);
  return {
    rows: [...decided.rows.filter((row) => !isLoser(row)), ...again.rows.filter(isLoser)],
    events: [...decided.events.filter((event) => !isLoser(event)), ...again.events.filter(isLoser)],
    unknown: decided.unknown,
  };
}

function isSame(before: FindingVersion | undefined, now: FindingVersion | undefined): boolean {
  if (before === undefined || now === undefined) return before === now;
  return before.event_no === now.event_no && before.last_judged_at.getTime() === now.last_judged_at.getTime();
}

/** What was muted after it was judged opens nothing. */
export function withoutMuted(observations: Observations, { muted }: Pick<DecisionBasis, "muted">): Observations {
  return { ...observations, checks: observations.checks.filter(({ check }) => !muted.has(check.id)) };
}
