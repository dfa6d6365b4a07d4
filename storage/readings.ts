import { sql, type Kysely } from "kysely";
import { copyMovesWithinMs, type ReadingFacts } from "../domain/watch/age.ts";
import { isDecision } from "../domain/schedule-note.ts";
import { auditScheduleId } from "../domain/ids.ts";
import type { Database, ReadingCadence, StoreReader } from "./database.ts";

/** The id of a reading's own schedule, made by the database from how such an id is spelled. */
const ownSchedule = sql<string>`replace(
  replace(${auditScheduleId("{client}", "{cadence}")}::text, '{client}', reading.client_id), '{cadence}', reading.cadence)`;

export interface SettledReading {
  readonly clientId: string;
  readonly runId: string;
  /** The cadences that the client's config uses. */
  readonly inUse: readonly ReadingCadence[];
  /** Those of them that this run has read completely. */
  readonly read: readonly ReadingCadence[];
  readonly asOf: Date;
  readonly settledAt: Date;
  /** From when on the next reading is due: of a run that looks back at the past, now and not then; else `asOf`. */
  readonly dueSince?: Date;
}

/**
 * Keeps what a run has read completely, in the transaction that settles it, and which readings are due from now on.
 * An older run never takes a newer reading back; a reading from the future, which a wrong clock left, gives way.
 */
export async function saveReading(
  db: Kysely<Database>,
  { clientId, runId, inUse, read, asOf, settledAt, dueSince = asOf }: SettledReading,
): Promise<void> {
  let unused = db.deleteFrom("reading").where("client_id", "=", clientId);
  if (inUse.length > 0) unused = unused.where("cadence", "not in", inUse);
  await unused.execute();
  if (inUse.length === 0) return;

  const rows = inUse.map((cadence) => {
    const isRead = read.includes(cadence);
    return {
      client_id: clientId,
      cadence,
      complete_at: isRead ? asOf : null,
      due_since: dueSince,
      read_at: isRead ? settledAt : null,
      run_id: isRead ? runId : null,
    };
  });
  await db
    .insertInto("reading")
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(["client_id", "cadence"])
        .doUpdateSet((eb) => ({
          complete_at: eb.ref("excluded.complete_at"),
          read_at: eb.ref("excluded.read_at"),
          run_id: eb.ref("excluded.run_id"),
          due_since: sql<Date>`case when excluded.due_since > excluded.complete_at
            then excluded.due_since else reading.due_since end`,
        }))
        .where("excluded.complete_at", "is not", null)
        .where((eb) =>
          eb.or([
            eb("reading.complete_at", "is", null),
            eb("reading.complete_at", "<", eb.ref("excluded.complete_at")),
            eb("reading.complete_at", ">", eb.ref("excluded.read_at")),
          ]),
        ),
    )
    .execute();
}

export interface ReadingRow extends ReadingFacts {
  readonly clientId: string;
  readonly cadence: ReadingCadence;
  readonly runId: string | null;
}

/** What is known of every cadence of these clients, in one query. A cadence that no run has met has no row. */
export async function readReadings(
  db: StoreReader,
  clientIds: readonly string[],
  now: Date,
): Promise<readonly ReadingRow[]> {
  if (clientIds.length === 0) return [];
  const rows = await db
    .selectFrom("reading")
    // A copy in one cadence can keep the others waiting for the same mirror, so it is any of the client's.
    .leftJoinLateral(
      (from) =>
        from
          .selectFrom((copies) =>
            copies
              .selectFrom("mirror_state")
              .select(["client_id", "lease_holder", "moved_at"])
              .unionAll(copies.selectFrom("listing").select(["client_id", "lease_holder", "moved_at"]))
              .as("held"),
          )
          .innerJoin("run", (join) =>
            join.onRef("run.client_id", "=", "held.client_id").onRef("run.run_id", "=", "held.lease_holder"),
          )
          .select(({ fn }) => [fn.min("run.as_of").as("began_at"), fn.max("held.moved_at").as("moved_at")])
          .whereRef("held.client_id", "=", "reading.client_id")
          .where("run.status", "=", "running")
          .where("held.moved_at", ">=", new Date(now.getTime() - copyMovesWithinMs))
          .as("copy"),
      (join) => join.on(sql.lit(true)),
    )
    .leftJoin("schedule_state", (join) =>
      join
        .onRef("schedule_state.client_id", "=", "reading.client_id")
        .on("schedule_state.schedule_id", "=", ownSchedule),
    )
    .selectAll("reading")
    .select(["copy.began_at", "copy.moved_at", "schedule_state.state", "schedule_state.note", "schedule_state.since"])
    .where("reading.client_id", "in", clientIds)
    .execute();
  return rows.map((row) => ({
    clientId: row.client_id,
    cadence: row.cadence,
    runId: row.run_id,
    completeAt: row.complete_at,
    // What was paused or missing until then could not be read before.
    dueSince: row.state === "running" && row.since !== null && row.since > row.due_since ? row.since : row.due_since,
    pause: row.state === "paused" && isDecision(row.note) ? { since: row.since!, note: row.note } : null,
    copy: row.began_at === null || row.moved_at === null ? null : { beganAt: row.began_at, movedAt: row.moved_at },
  }));
}

/** The last complete reading of each cadence before an instant, as far as the runs that are kept tell. */
export async function readingsBefore(
  db: StoreReader,
  clientId: string,
  before: Date,
): Promise<ReadonlyMap<ReadingCadence | "all", Date>> {
  const rows = await db
    .selectFrom("run")
    .select(({ fn }) => ["cadence", fn.max("as_of").as("at")])
    .where("client_id", "=", clientId)
    .where("is_reading", "=", true)
    .where("as_of", "<", before)
    .groupBy("cadence")
    .execute();
  return new Map(rows.map(({ cadence, at }) => [cadence as ReadingCadence | "all", at]));
}
