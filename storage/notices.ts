import { sql, type ExpressionBuilder, type Insertable, type Kysely, type Selectable } from "kysely";
import type { Cover, Notice, Said } from "../domain/alerting/notice.ts";
import type { Database, NoticeTable, StoreReader } from "./database.ts";

type NoticeRow = Selectable<NoticeTable>;

/** Every notice of a client that is not over. The caller holds the client's lock. */
export async function livingNotices(db: StoreReader, clientId: string): Promise<readonly Notice[]> {
  const rows = await db
    .selectFrom("notice")
    .selectAll()
    .where("client_id", "=", clientId)
    .where("state", "!=", "over")
    .execute();
  return rows.map(noticeOf);
}

const chunk = 1_000;

/** Writes notices as they are now. What was heard stays with them. */
export async function saveNotices(
  transaction: Kysely<Database>,
  clientId: string,
  notices: readonly Notice[],
  now: Date,
): Promise<void> {
  for (let start = 0; start < notices.length; start += chunk) {
    const rows = notices.slice(start, start + chunk).map((notice) => rowOf(clientId, notice, now));
    await transaction
      .insertInto("notice")
      .values(rows)
      .onConflict((conflict) =>
        conflict.columns(["client_id", "finding_id", "episode", "receiver"]).doUpdateSet((eb) => ({
          topic: eb.ref("excluded.topic"),
          state: eb.ref("excluded.state"),
          stage: eb.ref("excluded.stage"),
          because: eb.ref("excluded.because"),
          until_at: eb.ref("excluded.until_at"),
          quiet_severity: eb.ref("excluded.quiet_severity"),
          said_severity: eb.ref("excluded.said_severity"),
          said_owner: eb.ref("excluded.said_owner"),
          said_revision: eb.ref("excluded.said_revision"),
          said_at: eb.ref("excluded.said_at"),
          ladder_from: eb.ref("excluded.ladder_from"),
          climbed: eb.ref("excluded.climbed"),
          covered_by: eb.ref("excluded.covered_by"),
          covered_receiver: eb.ref("excluded.covered_receiver"),
          covered_at: eb.ref("excluded.covered_at"),
          covered_until: eb.ref("excluded.covered_until"),
          superseded_by: eb.ref("excluded.superseded_by"),
          changed_at: eb.ref("excluded.changed_at"),
        })),
      )
      .execute();
  }
}

/** True when time alone has ended a reason to hold something, or an acknowledgement, or when a step is due. */
export async function hasDueNotices(db: StoreReader, clientId: string, now: Date): Promise<boolean> {
  const due = (eb: ExpressionBuilder<Database, "notice">) =>
    eb.or([
      eb.and([eb("state", "=", "held"), eb("until_at", "is not", null), eb("until_at", "<=", now)]),
      eb.and([eb("state", "!=", "over"), eb("covered_until", "is not", null), eb("covered_until", "<=", now)]),
    ]);
  const notices = db.selectFrom("notice").select("client_id").where("client_id", "=", clientId).where(due).limit(1);
  if ((await notices.executeTakeFirst()) !== undefined) return true;
  const steps = db
    .selectFrom("alert")
    .select("client_id")
    .where("client_id", "=", clientId)
    .where("status", "=", "open")
    .where(sql<boolean>`(steps -> next_step ->> 'dueAt')::timestamptz <= ${now}`)
    .limit(1);
  return (await steps.executeTakeFirst()) !== undefined;
}

/** Lets every ladder of a client count from an instant; who was reached before stays so. */
export async function restartLadders(transaction: Kysely<Database>, clientId: string, from: Date): Promise<void> {
  await transaction
    .updateTable("notice")
    .set({ ladder_from: from })
    .where("client_id", "=", clientId)
    .where("state", "!=", "over")
    .where("ladder_from", "is not", null)
    .execute();
}

export function noticeOf(row: NoticeRow): Notice {
  return {
    findingId: row.finding_id,
    episode: row.episode,
    receiver: row.receiver,
    topic: row.topic,
    state: row.state,
    stage: row.stage,
    because: row.because,
    until: row.until_at,
    quietSeverity: row.quiet_severity,
    said: saidOf(row),
    ladderFrom: row.ladder_from,
    climbed: row.climbed,
    cover: coverOf(row),
    supersededBy: row.superseded_by,
  };
}

function saidOf({ said_severity, said_owner, said_revision, said_at }: NoticeRow): Said | null {
  if (said_severity === null || said_revision === null || said_at === null) return null;
  return { severity: said_severity, ownerId: said_owner, revision: said_revision, at: said_at };
}

function coverOf({ covered_by, covered_receiver, covered_at, covered_until }: NoticeRow): Cover | null {
  if (covered_by === null || covered_at === null) return null;
  return { by: covered_by, receiver: covered_receiver, at: covered_at, until: covered_until };
}

function rowOf(clientId: string, notice: Notice, now: Date): Insertable<NoticeTable> {
  return {
    client_id: clientId,
    finding_id: notice.findingId,
    episode: notice.episode,
    receiver: notice.receiver,
    topic: notice.topic,
    state: notice.state,
    stage: notice.stage,
    because: notice.because,
    until_at: notice.until,
    quiet_severity: notice.quietSeverity,
    said_severity: notice.said?.severity ?? null,
    said_owner: notice.said?.ownerId ?? null,
    said_revision: notice.said?.revision ?? null,
    said_at: notice.said?.at ?? null,
    ladder_from: notice.ladderFrom,
    climbed: JSON.stringify(notice.climbed),
    covered_by: notice.cover?.by ?? null,
    covered_receiver: notice.cover?.receiver ?? null,
    covered_at: notice.cover?.at ?? null,
    covered_until: notice.cover?.until ?? null,
    superseded_by: notice.supersededBy,
    changed_at: now,
  };
}

/** Findings that somebody is not told of because a person accepted them. */
export async function heldByAcceptance(db: StoreReader, clientId: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom("notice")
    .select("finding_id")
    .distinct()
    .where("client_id", "=", clientId)
    .where("state", "=", "held")
    .where("stage", "=", "accept")
    .execute();
  return rows.map(({ finding_id }) => finding_id);
}
