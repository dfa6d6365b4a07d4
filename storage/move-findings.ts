import type { Kysely } from "kysely";
import { fingerprint } from "../domain/findings/fingerprint.ts";
import type { Database, RunMode } from "./database.ts";
import { findingsOfSubject, type FindingEventInsert, type FindingRow } from "./findings.ts";

/** One record that became part of another, as its findings see it. */
export interface SubjectMove {
  readonly clientId: string;
  readonly subjectType: string;
  readonly formerId: string;
  readonly survivorId: string;
  /** HubSpot's page of the survivor. */
  readonly survivorUrl: string | null;
  /** The run that moves, for the findings' histories. */
  readonly runId: string;
  readonly mode: RunMode;
  readonly asOf: Date;
}

/** What became of findings, by the ids that something may still name. */
export interface MovedFindings {
  /** The id before → the id under which it goes on. */
  readonly renamed: ReadonlyMap<string, string>;
  /** Ids before of those that ended because an older one goes on. */
  readonly ended: ReadonlySet<string>;
}

/**
 * Moves what is known of a record that was merged to the record that is left: each finding keeps its episode, its age
 * and its history. Where both have an open one of the same check, the older goes on and the other ends without a word.
 */
export async function moveFindings(transaction: Kysely<Database>, move: SubjectMove): Promise<MovedFindings> {
  const renamed = new Map<string, string>();
  const ended = new Set<string>();
  const formers = await findingsOfSubject(transaction, move.clientId, move.subjectType, move.formerId);
  const ofSurvivor = await findingsOfSubject(transaction, move.clientId, move.subjectType, move.survivorId);
  const lefts = new Map(ofSurvivor.map((row) => [row.check_id, row]));
  for (const former of formers) {
    const left = lefts.get(former.check_id);
    const id = fingerprint(former.check_id, move.subjectType, move.survivorId);
    if (left === undefined) {
      await rename(transaction, former, id, move);
      await noteMove(transaction, { ...former, finding_id: id }, move);
      renamed.set(former.finding_id, id);
    } else if (former.status === "open" && (left.status === "resolved" || isOlder(former, left))) {
      await exchange(transaction, former, left, move);
      await noteMove(transaction, { ...former, finding_id: id }, move);
      if (left.status === "open") {
        await end(transaction, { ...left, finding_id: former.finding_id }, move);
        ended.add(left.finding_id);
      } else renamed.set(left.finding_id, former.finding_id);
      renamed.set(former.finding_id, id);
    } else if (former.status === "open") {
      await end(transaction, former, move);
      ended.add(former.finding_id);
      renamed.set(former.finding_id, id);
    }
  }
  return { renamed, ended };
}

const isOlder = (one: FindingRow, other: FindingRow): boolean =>
  one.opened_at < other.opened_at || (one.opened_at.getTime() === other.opened_at.getTime() && one.since < other.since);

/** The two change places, each with its history: the survivor's id names the one that goes on. */
async function exchange(
  transaction: Kysely<Database>,
  former: FindingRow,
  left: FindingRow,
  move: SubjectMove,
): Promise<void> {
  const aside = `${former.finding_id}~`;
  await rename(transaction, left, aside, { ...move, survivorId: move.formerId, survivorUrl: former.subject_url });
  await rename(transaction, former, left.finding_id, move);
  const put = { ...move, survivorId: move.formerId, survivorUrl: former.subject_url };
  await rename(transaction, { ...left, finding_id: aside }, former.finding_id, put);
}

async function rename(
  transaction: Kysely<Database>,
  row: FindingRow,
  findingId: string,
  { clientId, survivorId, survivorUrl }: Pick<SubjectMove, "clientId" | "survivorId" | "survivorUrl">,
): Promise<void> {
  await transaction
    .updateTable("finding")
    .set({ finding_id: findingId, subject_id: survivorId, subject_url: survivorUrl })
    .where("client_id", "=", clientId)
    .where("finding_id", "=", row.finding_id)
    .execute();
  await transaction
    .updateTable("finding_event")
    .set({ finding_id: findingId })
    .where("client_id", "=", clientId)
    .where("finding_id", "=", row.finding_id)
    .execute();
}

/** Ends the younger of two: what it told goes on under the older one. */
async function end(transaction: Kysely<Database>, row: FindingRow, move: SubjectMove): Promise<void> {
  const summary = `it was merged into ${move.subjectType} ${move.survivorId} in HubSpot, whose finding goes on`;
  await transaction
    .updateTable("finding")
    .set({
      status: "resolved",
      verdict: "not-applicable",
      verdict_reason: null,
      resolved_at: move.asOf,
      resolved_because: summary,
      ending: "no-longer-applies",
      event_no: row.event_no + 1,
    })
    .where("client_id", "=", move.clientId)
    .where("finding_id", "=", row.finding_id)
    .execute();
  const because = "the older finding of the record that is left goes on";
  await insertEvent(transaction, row, move, { kind: "resolved", summary, ending: "no-longer-applies", because });
}

/** Notes the move in the finding's history, where it is open: what is over has nothing more to tell. */
async function noteMove(transaction: Kysely<Database>, row: FindingRow, move: SubjectMove): Promise<void> {
  if (row.status !== "open") return;
  await transaction
    .updateTable("finding")
    .set({ event_no: row.event_no + 1 })
    .where("client_id", "=", move.clientId)
    .where("finding_id", "=", row.finding_id)
    .execute();
  const { subjectType, formerId, survivorId } = move;
  const because = `${subjectType} ${formerId} was merged into ${subjectType} ${survivorId} in HubSpot, and nothing else changed`;
  await insertEvent(transaction, row, move, { kind: "moved", summary: row.summary, ending: null, because });
}

async function insertEvent(
  transaction: Kysely<Database>,
  row: FindingRow,
  { clientId, asOf, runId, mode }: SubjectMove,
  event: Pick<FindingEventInsert, "kind" | "summary" | "ending" | "because">,
): Promise<void> {
  await transaction
    .insertInto("finding_event")
    .values({
      client_id: clientId,
      finding_id: row.finding_id,
      event_no: row.event_no + 1,
      at: asOf,
      run_id: runId,
      mode,
      severity: row.severity,
      since: row.since,
      evidence: JSON.stringify(row.evidence),
      episode: row.episode,
      alert_id: null,
      decision: "not-told",
      ...event,
    })
    .execute();
}
