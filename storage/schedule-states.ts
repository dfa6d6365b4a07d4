import type { Kysely, Selectable } from "kysely";
import type { Database, ScheduleStateName, ScheduleStateTable } from "./database.ts";

const seenSetting = "schedules-seen-at";

export interface ScheduleState {
  readonly clientId: string | null;
  readonly scheduleId: string;
  readonly state: ScheduleStateName;
  /** Of a pause; kept while the schedule is missing. */
  readonly note: string | null;
}

/** What was last seen of the schedules, and when Temporal was last asked. It rests on the database alone. */
export interface SeenSchedules {
  /** Null when nobody has looked yet. A worker looks each minute, so an old instant means that none could. */
  readonly seenAt: Date | null;
  readonly schedules: readonly (ScheduleState & { readonly since: Date })[];
}

export async function seenSchedules(db: Kysely<Database>): Promise<SeenSchedules> {
  const [rows, seen] = await Promise.all([
    db.selectFrom("schedule_state").selectAll().orderBy("schedule_id").execute(),
    db.selectFrom("setting").select("value").where("name", "=", seenSetting).executeTakeFirst(),
  ]);
  return { seenAt: seen === undefined ? null : new Date(String(seen.value)), schedules: rows.map(stateOf) };
}

/** Keeps what was seen. A row is written only when its state has changed; what is no longer asked for is dropped. */
export async function saveSchedules(db: Kysely<Database>, seen: readonly ScheduleState[], at: Date): Promise<void> {
  const before = new Map((await seenSchedules(db)).schedules.map((one) => [one.scheduleId, one]));
  const ids = new Set(seen.map(({ scheduleId }) => scheduleId));
  for (const one of seen) {
    const was = before.get(one.scheduleId);
    if (was !== undefined && was.state === one.state && was.note === one.note) continue;
    const columns = { state: one.state, note: one.note, since: at };
    await db
      .insertInto("schedule_state")
      .values({ client_id: one.clientId ?? "", schedule_id: one.scheduleId, ...columns })
      .onConflict((conflict) => conflict.columns(["client_id", "schedule_id"]).doUpdateSet(columns))
      .execute();
  }
  const gone = [...before.keys()].filter((id) => !ids.has(id));
  if (gone.length > 0) await db.deleteFrom("schedule_state").where("schedule_id", "in", gone).execute();
  const value = JSON.stringify(at.toISOString());
  await db
    .insertInto("setting")
    .values({ name: seenSetting, value })
    .onConflict((conflict) => conflict.column("name").doUpdateSet({ value }))
    .execute();
}

function stateOf(row: Selectable<ScheduleStateTable>): ScheduleState & { readonly since: Date } {
  return {
    clientId: row.client_id === "" ? null : row.client_id,
    scheduleId: row.schedule_id,
    state: row.state,
    note: row.note,
    since: row.since,
  };
}
