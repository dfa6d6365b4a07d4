import type { Kysely, Selectable } from "kysely";
import type { AlarmDelivery, AlarmRecord } from "../domain/watch/alarm.ts";
import type { AlarmBook } from "../domain/watch/alarm-book.ts";
import type { Database, WatchAlarmTable } from "./database.ts";

/** So long an ended alarm is still asked for: it tells what keeps coming back, and what needs its time afterwards. */
const rememberMs = 26 * 3_600_000;

/** The alarms of all rings that rest on the database. */
export function alarmBook(db: Kysely<Database>): AlarmBook {
  return {
    async latest(now) {
      const rows = await db
        .selectFrom("watch_alarm")
        .selectAll()
        .where((eb) => eb.or([eb("state", "!=", "ended"), eb("ended_at", ">", new Date(now.getTime() - rememberMs))]))
        .orderBy("episode")
        .execute();
      return [...new Map(rows.map((row) => [`${row.client_id}/${row.kind}/${row.subject}`, toRecord(row)])).values()];
    },
    put: (record) => (record.version === 0 ? insert(db, record) : update(db, record)),
    async forget({ clientId, kind, subject, episode, version }) {
      await db
        .deleteFrom("watch_alarm")
        .where("client_id", "=", clientId)
        .where("kind", "=", kind)
        .where("subject", "=", subject)
        .where("episode", "=", episode)
        .where("version", "=", version)
        .execute();
    },
  };
}

async function insert(db: Kysely<Database>, record: AlarmRecord): Promise<AlarmRecord | null> {
  const next = { ...record, version: 1, episode: await nextEpisode(db, record) };
  const { numInsertedOrUpdatedRows } = await db
    .insertInto("watch_alarm")
    .values({
      client_id: next.clientId,
      kind: next.kind,
      subject: next.subject,
      episode: next.episode,
      seen_at: next.seenAt,
      ...columnsOf(next),
    })
    .onConflict((conflict) => conflict.columns(["client_id", "kind", "subject", "episode"]).doNothing())
    .executeTakeFirst();
  return Number(numInsertedOrUpdatedRows ?? 0) === 1 ? next : null;
}

/** Its own number even where the one before is so old that nobody remembers it. */
async function nextEpisode(db: Kysely<Database>, { clientId, kind, subject, episode }: AlarmRecord): Promise<number> {
  if (episode > 1) return episode;
  const last = await db
    .selectFrom("watch_alarm")
    .select(({ fn }) => fn.max("episode").as("episode"))
    .where("client_id", "=", clientId)
    .where("kind", "=", kind)
    .where("subject", "=", subject)
    .where("state", "=", "ended")
    .executeTakeFirst();
  return (last?.episode ?? 0) + 1;
}

async function update(db: Kysely<Database>, record: AlarmRecord): Promise<AlarmRecord | null> {
  const next = { ...record, version: record.version + 1 };
  const { numUpdatedRows } = await db
    .updateTable("watch_alarm")
    .set(columnsOf(next))
    .where("client_id", "=", record.clientId)
    .where("kind", "=", record.kind)
    .where("subject", "=", record.subject)
    .where("episode", "=", record.episode)
    .where("version", "=", record.version)
    .executeTakeFirst();
  return Number(numUpdatedRows) === 1 ? next : null;
}

function columnsOf(record: AlarmRecord) {
  return {
    state: record.state,
    since: record.since,
    gone_at: record.goneAt,
    told_at: record.toldAt,
    ended_at: record.endedAt,
    holder: record.holder,
    lease_until: record.leaseUntil,
    attempts: record.attempts,
    flaps: record.flaps,
    what: record.what,
    why: record.why,
    way_out: record.wayOut,
    over: record.over,
    deliveries: JSON.stringify(record.deliveries),
    version: record.version,
  };
}

type StoredDelivery = Omit<AlarmDelivery, "at"> & { readonly at: string };

export function toRecord(row: Selectable<WatchAlarmTable>): AlarmRecord {
  return {
    clientId: row.client_id,
    kind: row.kind,
    subject: row.subject,
    episode: row.episode,
    state: row.state,
    since: row.since,
    seenAt: row.seen_at,
    goneAt: row.gone_at,
    toldAt: row.told_at,
    endedAt: row.ended_at,
    holder: row.holder,
    leaseUntil: row.lease_until,
    attempts: row.attempts,
    flaps: row.flaps,
    what: row.what,
    why: row.why,
    wayOut: row.way_out,
    over: row.over,
    deliveries: (row.deliveries as readonly StoredDelivery[]).map((delivery) => ({
      ...delivery,
      at: new Date(delivery.at),
    })),
    version: row.version,
  };
}
