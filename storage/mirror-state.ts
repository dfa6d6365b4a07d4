import { sql, type Kysely } from "kysely";
import type { CopyProgress, MirrorState } from "../domain/mirror/mirror.ts";
import type { Widening } from "../domain/mirror/widening.ts";
import { pluralOf } from "../domain/plural.ts";
import type { Database } from "./database.ts";

/** A mirror that another run holds. It ends by itself: that run finishes, or its lease runs out. */
export class MirrorLeaseLost extends Error {
  override readonly name = "MirrorLeaseLost";
  constructor(clientId: string, recordType: string) {
    super(
      `Another run copies the ${pluralOf(recordType)} of ${clientId} now, because this one was silent for too long. It will be tried again.`,
    );
  }
}

const leaseSeconds = 60;

/**
 * Takes the mirror of one record type for one run. Whoever holds it already holds it for longer.
 *
 * @returns False while another run has it.
 */
export async function leaseMirror(
  db: Kysely<Database>,
  clientId: string,
  recordType: string,
  holder: string,
): Promise<boolean> {
  await db
    .insertInto("mirror_state")
    .values({ client_id: clientId, record_type: recordType, properties: "[]" })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const taken = await db
    .updateTable("mirror_state")
    .set({ lease_holder: holder, lease_until: inSeconds(leaseSeconds) })
    .where("client_id", "=", clientId)
    .where("record_type", "=", recordType)
    .where((eb) =>
      eb.or([
        eb("lease_holder", "is", null),
        eb("lease_holder", "=", holder),
        eb("lease_until", "<", sql<Date>`clock_timestamp()`),
        // Longer than any lease: the clock was set back.
        eb("lease_until", ">", inSeconds(leaseSeconds)),
      ]),
    )
    .executeTakeFirst();
  return taken.numUpdatedRows > 0n;
}

/** Holds a mirror for longer. Nothing happens when it is no longer this run's, such as after a purge, which wins. */
export async function renewLease(
  db: Kysely<Database>,
  clientId: string,
  recordType: string,
  holder: string,
): Promise<void> {
  await db
    .updateTable("mirror_state")
    .set({ lease_until: inSeconds(leaseSeconds) })
    .where("client_id", "=", clientId)
    .where("record_type", "=", recordType)
    .where("lease_holder", "=", holder)
    .execute();
}

/** Gives the mirror back; nothing happens when another run has it. */
export async function releaseMirror(
  db: Kysely<Database>,
  clientId: string,
  recordType: string,
  holder: string,
): Promise<void> {
  await db
    .updateTable("mirror_state")
    .set({ lease_holder: null, lease_until: null })
    .where("client_id", "=", clientId)
    .where("record_type", "=", recordType)
    .where("lease_holder", "=", holder)
    .execute();
}

export async function readMirrorState(
  db: Kysely<Database>,
  clientId: string,
  recordType: string,
): Promise<MirrorState> {
  const row = await db
    .selectFrom("mirror_state")
    .selectAll()
    .where("client_id", "=", clientId)
    .where("record_type", "=", recordType)
    .executeTakeFirst();
  return {
    properties: row?.properties ?? [],
    watermark: row?.watermark ?? null,
    listedAt: row?.listed_at ?? null,
    listedCount: row?.listed_count ?? null,
    copiedAt: row?.copied_at ?? null,
    doubt: row?.doubt ?? null,
    vanishedAt: row?.vanished_at ?? null,
    lacks: row?.lacks ?? null,
    searchLag: row?.search_lag ?? null,
    still: row?.still ?? null,
    widening: row?.widening ?? null,
    progress: row?.progress ? asNamedNow(row.progress) : null,
  };
}

/** A copy that an older version had begun calls its attempt a leg. */
function asNamedNow(progress: CopyProgress & { readonly leg?: CopyProgress["attempt"] }): CopyProgress {
  const { leg, ...rest } = progress;
  return leg === undefined ? rest : { ...rest, attempt: leg };
}

/**
 * Keeps where a copy has got to, and holds the lease for longer. `movedAt` says that records were stored with it: the
 * lease alone does not, because a copy that waits holds it too.
 *
 * @throws {MirrorLeaseLost}
 */
export async function saveProgress(
  db: Kysely<Database>,
  clientId: string,
  recordType: string,
  holder: string,
  progress: CopyProgress | null,
  movedAt?: Date,
): Promise<void> {
  await updateHeld(db, clientId, recordType, holder, {
    progress: progress === null ? null : JSON.stringify(progress),
    ...(movedAt === undefined ? {} : { moved_at: movedAt }),
  });
}

/**
 * Keeps which properties every record of the mirror holds, from now on.
 *
 * @throws {MirrorLeaseLost}
 */
export async function saveProperties(
  db: Kysely<Database>,
  clientId: string,
  recordType: string,
  holder: string,
  properties: readonly string[],
): Promise<void> {
  await updateHeld(db, clientId, recordType, holder, { properties: JSON.stringify(properties) });
}

/**
 * Keeps how far a mirror was read with what checks need only lately.
 *
 * @throws {MirrorLeaseLost}
 */
export async function saveWidening(
  db: Kysely<Database>,
  clientId: string,
  recordType: string,
  holder: string,
  widening: Widening,
): Promise<void> {
  await updateHeld(db, clientId, recordType, holder, { widening: JSON.stringify(widening) });
}

/**
 * Keeps that a copy is complete.
 *
 * @throws {MirrorLeaseLost}
 */
export async function finishCopy(
  db: Kysely<Database>,
  clientId: string,
  recordType: string,
  holder: string,
  done: Omit<MirrorState, "progress">,
): Promise<void> {
  await updateHeld(db, clientId, recordType, holder, {
    properties: JSON.stringify(done.properties),
    watermark: done.watermark,
    listed_at: done.listedAt,
    listed_count: done.listedCount,
    copied_at: done.copiedAt,
    doubt: done.doubt,
    vanished_at: done.vanishedAt,
    lacks: done.lacks === null ? null : JSON.stringify(done.lacks),
    search_lag: done.searchLag === null ? null : JSON.stringify(done.searchLag),
    still: done.still === null ? null : JSON.stringify(done.still),
    widening: done.widening === null ? null : JSON.stringify(done.widening),
    progress: null,
  });
}

/**
 * Keeps that a list missed many records, and ends that copy: the next one lists anew and decides.
 *
 * @throws {MirrorLeaseLost}
 */
export async function saveVanished(
  db: Kysely<Database>,
  clientId: string,
  recordType: string,
  holder: string,
  vanishedAt: Date,
): Promise<void> {
  await updateHeld(db, clientId, recordType, holder, { vanished_at: vanishedAt, progress: null });
}

async function updateHeld(
  db: Kysely<Database>,
  clientId: string,
  recordType: string,
  holder: string,
  values: Readonly<Record<string, unknown>>,
): Promise<void> {
  const updated = await db
    .updateTable("mirror_state")
    .set({ ...values, lease_until: inSeconds(leaseSeconds) })
    .where("client_id", "=", clientId)
    .where("record_type", "=", recordType)
    .where("lease_holder", "=", holder)
    .executeTakeFirst();
  if (updated.numUpdatedRows === 0n) throw new MirrorLeaseLost(clientId, recordType);
}

/** By the database's own clock, so that the workers' clocks do not matter. */
function inSeconds(seconds: number) {
  return sql<Date>`clock_timestamp() + make_interval(secs => ${seconds})`;
}
