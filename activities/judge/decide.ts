import type { Judgement } from "../../checks/judge.ts";
import { kindOf } from "../../checks/kinds/index.ts";
import { decideFinding, type FindingDecision, type Observation } from "../../domain/findings/decide-finding.ts";
import type { Ending } from "../../domain/findings/ending.ts";
import { heeding, type Exclusion } from "../../domain/findings/exclusion.ts";
import { isBaseline, type FirstLook } from "../../domain/findings/first-look.ts";
import { fingerprint } from "../../domain/findings/fingerprint.ts";
import type { Evidence } from "../../domain/findings/verdict.ts";
import type { FindingVerdict, RunMode } from "../../storage/database.ts";
import type { FindingEventInsert, FindingInsert, FindingRow } from "../../storage/findings.ts";
import type { Observations, ObservedCheck } from "./observe.ts";
import { ruleKeysOf, type RuleCalendar } from "./rule-key.ts";
import { settingsOf } from "./scope-of.ts";

export interface DecideContext {
  readonly clientId: string;
  readonly runId: string;
  readonly mode: RunMode;
  readonly asOf: Date;
  /** What people have excluded by now, which may be more than when the run read the mirror. */
  readonly exclusions: ReadonlyMap<string, Exclusion>;
  /** When each check first looked at this client, as it was before this run. */
  readonly firstLooks: ReadonlyMap<string, FirstLook>;
  readonly calendar: RuleCalendar;
  /** When each check was last assessed as a whole, before this run. */
  readonly judgedAt: ReadonlyMap<string, Date>;
  readonly urlOf: (type: string, id: string) => string | null;
}

/** What a run changes: rows to write, and the events among them. */
export interface FindingChanges {
  readonly rows: readonly FindingInsert[];
  readonly events: readonly FindingEventInsert[];
  readonly unknown: number;
}

type Change = Exclude<FindingDecision["change"], "none">;

/** Turns what was observed into findings as they are now, and the events that led there. */
export function decideFindings(
  observations: Observations,
  known: ReadonlyMap<string, FindingRow>,
  context: DecideContext,
): FindingChanges {
  const rows: FindingInsert[] = [];
  const events: FindingEventInsert[] = [];
  let unknown = 0;

  for (const observed of observations.checks) {
    const [ruleKey, ...olderRuleKeys] = ruleKeysOf(observed.check, settingsOf(observed.monitor), context.calendar);
    const ids = findingIdsOf(observed, observations, known);
    for (const findingId of ids) {
      const row = known.get(findingId) ?? null;
      const judgement = observations.judgements.get(findingId) ?? null;
      const observation = observationOf(observed, judgement, context.exclusions.get(findingId));
      // Who was not read is still whom we knew.
      const ownerId = judgement?.subject.ownerId === undefined ? (row?.owner_id ?? null) : judgement.subject.ownerId;
      const decision = decideFinding(row === null ? null : knownOf(row), observation, {
        asOf: context.asOf,
        severity: observed.monitor.severity,
        ownerId,
        ruleKey,
        olderRuleKeys,
        judgedAt: context.judgedAt.get(observed.check.id) ?? null,
        mayResolve: observed.assessment.mayResolve,
      });
      if (decision.change === "none") continue;
      // What stands alone is counted with its check once judged; all else counts where something is open.
      const isCounted = judgement !== null && kindOf(observed.check).subjectsStandAlone;
      if (observation.status === "unknown" && !isCounted) unknown += 1;
      const next = nextRow(row, judgement, observed, observation, decision, ownerId, observations, context);
      if (next === null || (row !== null && isUnchanged(row, next, observed))) continue;
      rows.push(next);
      if (next.event_no !== row?.event_no) events.push(eventOf(next, decision.change, context));
    }
  }
  return { rows, events, unknown };
}

/** Ends the findings of checks that the client no longer has: nobody judges them any more, so nothing else would. */
export function retireFindings(
  open: readonly FindingRow[],
  context: DecideContext,
): Pick<FindingChanges, "rows" | "events"> {
  const rows = open
    .filter((row) => row.last_judged_at <= context.asOf)
    .map((row) =>
      resolved(row, "not-applicable", "unwatched", "its check was switched off for this client", context.asOf),
    );
  return { rows, events: rows.map((row) => eventOf(row, "resolved", context)) };
}

/** The findings that this check has something to say about: what it judged now, and what is open from before. */
function findingIdsOf(
  { check }: ObservedCheck,
  observations: Observations,
  known: ReadonlyMap<string, FindingRow>,
): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const [id, judgement] of observations.judgements) if (judgement.checkId === check.id) ids.add(id);
  for (const [id, row] of known) if (row.check_id === check.id && row.status === "open") ids.add(id);
  return ids;
}

function observationOf(
  { assessment, check }: ObservedCheck,
  judgement: Judgement | null,
  exclusion: Exclusion | undefined,
): Observation {
  if (judgement !== null) return heeding(exclusion, judgement.verdict);
  if (!assessment.evaluates) return { status: "unknown", reason: assessment.reason ?? "it could not be assessed" };
  return { status: "gone", ...kindOf(check).unnamed };
}

/** What a whole look at a check says of every finding that it does not write: it was seen, and judged as before. */
const derived: ReadonlySet<string> = new Set(["last_seen_at", "last_judged_at"]);

/**
 * Nothing is written while a person waits. Half a look says nothing of what it did not reach, so there the row says it.
 */
function isUnchanged(row: FindingRow, next: FindingInsert, { assessment }: ObservedCheck): boolean {
  const isWhole = assessment.status === "assessed";
  const before: Readonly<Record<string, unknown>> = { ...asInsert(row), evidence: canonical(row.evidence) };
  const after = { ...next, evidence: canonical(JSON.parse(next.evidence) as Evidence) };
  return Object.entries(after).every(
    ([name, value]) => (isWhole && derived.has(name)) || isSameValue(before[name], value),
  );
}

/** The database keeps the names of evidence in an order of its own. */
function canonical(evidence: Evidence): string {
  return JSON.stringify(Object.entries(evidence).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function isSameValue(before: unknown, after: unknown): boolean {
  return before instanceof Date && after instanceof Date ? before.getTime() === after.getTime() : before === after;
}

function knownOf(row: FindingRow) {
  const { status, severity, owner_id: ownerId, last_judged_at: lastJudgedAt, rule_key: ruleKey } = row;
  return { status, severity, ownerId, lastJudgedAt, ruleKey };
}

function nextRow(
  row: FindingRow | null,
  judgement: Judgement | null,
  observed: ObservedCheck,
  observation: Observation,
  decision: FindingDecision,
  ownerId: string | null,
  { ownerNames }: Observations,
  context: DecideContext,
): FindingInsert | null {
  const { clientId, asOf, urlOf } = context;
  const { check } = observed;
  const verdict: FindingVerdict = observation.status;
  if (decision.change === "kept" || decision.change === "none") {
    if (row === null || row.last_judged_at > asOf) return null;
    const reason = decision.change === "kept" ? decision.because : null;
    return { ...asInsert(row), verdict: verdict === "unknown" ? "unknown" : row.verdict, verdict_reason: reason };
  }
  if (decision.change === "resolved") return resolved(row!, verdict, decision.ending, decision.because, asOf);

  const isNewEpisode = decision.change === "opened" || decision.change === "reopened";
  const subject = judgement!.subject;
  return {
    client_id: clientId,
    finding_id: fingerprint(check.id, subject.type, subject.id),
    check_id: check.id,
    topic: check.topic,
    subject_type: subject.type,
    subject_id: subject.id,
    subject_label: subject.label,
    subject_url: urlOf(subject.type, subject.id),
    owner_id: ownerId,
    owner_name: ownerId === null ? null : (ownerNames.get(ownerId) ?? `Owner ${ownerId}`),
    severity: decision.severity,
    status: "open",
    verdict: "fail",
    verdict_reason: null,
    summary: null,
    evidence: JSON.stringify(decision.evidence),
    // A check that cannot tell since when is taken at the first sight of this episode.
    since: decision.since ?? (isNewEpisode || row === null ? asOf : row.since),
    opened_at: isNewEpisode || row === null ? asOf : row.opened_at,
    first_seen_at: row?.first_seen_at ?? asOf,
    last_seen_at: asOf,
    last_judged_at: asOf,
    resolved_at: null,
    resolved_because: null,
    ending: null,
    rule_key: ruleKeysOf(check, settingsOf(observed.monitor), context.calendar)[0],
    episode: (row?.episode ?? 0) + (isNewEpisode ? 1 : 0),
    event_no: (row?.event_no ?? 0) + (decision.change === "still-failing" ? 0 : 1),
    baseline: isNewEpisode || row === null ? isOfBaseline(row, observed, decision.since, context) : row.baseline,
  };
}

/** Whether an episode that begins now is counted and shown without being told to anybody. */
function isOfBaseline(
  row: FindingRow | null,
  { check }: ObservedCheck,
  since: Date | null,
  { mode, firstLooks }: DecideContext,
): boolean {
  if (row === null && mode === "baseline") return true;
  if (!kindOf(check).hasBaseline) return false;
  // Nobody was told of it before it vanished from the portal's lists, so its return is no news either.
  if (row?.ending === "deleted")
    return row.baseline && since !== null && row.resolved_at !== null && since <= row.resolved_at;
  // A later episode is told, unless its check was switched off in between and begins anew.
  if (row !== null && row.ending !== "unwatched") return false;
  return isBaseline(firstLooks.get(check.id) ?? null, since);
}

function resolved(
  row: FindingRow,
  verdict: FindingVerdict,
  ending: Ending,
  because: string,
  asOf: Date,
): FindingInsert {
  return {
    ...asInsert(row),
    status: "resolved",
    verdict,
    verdict_reason: null,
    last_judged_at: asOf,
    resolved_at: asOf,
    resolved_because: because,
    ending,
    event_no: row.event_no + 1,
  };
}

function asInsert(row: FindingRow): FindingInsert {
  return { ...row, evidence: JSON.stringify(row.evidence) };
}

function eventOf(
  row: FindingInsert,
  change: Change,
  { clientId, runId, mode, asOf }: DecideContext,
): FindingEventInsert {
  return {
    client_id: clientId,
    finding_id: row.finding_id,
    event_no: row.event_no,
    kind: change as FindingEventInsert["kind"],
    at: asOf,
    run_id: runId,
    mode,
    severity: row.severity,
    since: row.since,
    summary: change === "resolved" ? `${row.resolved_because ?? "it has ended"}` : (row.summary ?? null),
    evidence: row.evidence,
    episode: row.episode,
    alert_id: null,
    decision: null,
    because: null,
    ending: change === "resolved" ? (row.ending ?? null) : null,
    baseline: (change === "opened" || change === "reopened") && row.baseline,
  };
}
