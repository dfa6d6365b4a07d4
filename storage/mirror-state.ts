import { sql, type Kysely } from "kysely";
import type { CopyProgress, MirrorState } from "../domain/mirror/mirror.ts";
import type { Widening } from "../domain/mirror/widening.ts";
import { inTransaction } from "./change-numbers.ts";
import type { Database, StoreHandle } from "./database.ts";
import { forgetMet } from "./met-pages.ts";
import { holdMirror, MirrorLeaseLost, saveProgress, type MirrorLease } from "./mirror-lease.ts";

export async function readMirrorState(
  db: Kysely<Database>,
  clientId: string,
  recordType: string,
): Promise<MirrorState> {
  const row = await db
    .selectFrom("mirror_state")
    .leftJoin("listing", (join) =>
      join
        .onRef("listing.client_id", "=", "mirror_state.client_id")
        .onRef("listing.record_type", "=", "mirror_state.record_type"),
    )
    .selectAll("mirror_state")
    .select("listing.progress as listing")
    .where("mirror_state.client_id", "=", clientId)
    .where("mirror_state.record_type", "=", recordType)
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
    listing: row?.listing ?? null,
  };
}

/** A copy that an older version had begun calls its attempt a leg. */
function asNamedNow(progress: CopyProgress & { readonly leg?: CopyProgress["attempt"] }): CopyProgress {
  const { leg, ...rest } = progress;
  return leg === undefined ? rest : { ...rest, attempt: leg };
}

/** Makes sure that there is something to keep the state of a mirror in, though it may hold no record. */
export async function ensureMirror(db: StoreHandle, clientId: string, recordType: string): Promise<void> {
  await db
    .insertInto("mirror_state")
    .values({ client_id: clientId, record_type: recordType, properties: "[]" })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/**
 * Keeps which properties every record of the mirror holds, from now on.
 *
 * @throws {MirrorLeaseLost}
 */
export async function saveProperties(db: StoreHandle, lease: MirrorLease, names: readonly string[]): Promise<void> {
  await updateHeld(db, lease, { properties: JSON.stringify(names) });
}

/**
 * Keeps how far a mirror was read with what checks need only lately.
 *
 * @throws {MirrorLeaseLost}
 */
export async function saveWidening(db: StoreHandle, lease: MirrorLease, widening: Widening): Promise<void> {
  await updateHeld(db, lease, { widening: JSON.stringify(widening) });
}

/** What a whole copy says of the mirror, whichever way it went. */
export type Copied = Pick<
  MirrorState,
  "properties" | "watermark" | "copiedAt" | "lacks" | "searchLag" | "still" | "widening"
>;

/**
 * Keeps that a copy of changes is complete. What a list beside it has found out meanwhile stays.
 *
 * @throws {MirrorLeaseLost}
 */
export async function finishChanges(db: StoreHandle, lease: MirrorLease, done: Copied): Promise<void> {
  const dates = { watermark: done.watermark, copied_at: done.copiedAt };
  await updateHeld(db, lease, { ...columnsOf(done), ...dates, progress: null });
  await forgetMet(db, lease.clientId, lease.recordType);
}

/** What a whole list says besides. */
export type Listed = Copied & Pick<MirrorState, "listedAt" | "listedCount">;

/**
 * Keeps that a list is complete, and that nobody has to look at it. Changes that were copied beside it may stand for a
 * later instant; a list that stands before all that was copied takes the mirror back to its own.
 *
 * @throws {MirrorLeaseLost}
 */
export async function finishList(
  db: StoreHandle,
  lease: MirrorLease,
  done: Listed,
  { isBackward }: { readonly isBackward: boolean },
): Promise<void> {
  const latest = (name: "watermark" | "copied_at", at: Date | null) =>
    isBackward ? sql<Date>`${at}::timestamptz` : sql<Date>`greatest(${sql.ref(name)}, ${at}::timestamptz)`;
  await inTransaction(db, async (transaction) => {
    await saveProgress(transaction, lease, null);
    await updateHeld(transaction, lease, {
      ...columnsOf(done),
      watermark: latest("watermark", done.watermark),
      copied_at: latest("copied_at", done.copiedAt),
      listed_at: done.listedAt,
      listed_count: done.listedCount,
      doubt: null,
      vanished_at: null,
    });
    await forgetMet(transaction, lease.clientId, lease.recordType);
  });
}

/**
 * Keeps that a person has to look at a list before it is believed.
 *
 * @throws {MirrorLeaseLost}
 */
export async function doubtList(
  db: StoreHandle,
  lease: MirrorLease,
  { listedAt, doubt }: { readonly listedAt: Date; readonly doubt: string },
): Promise<void> {
  await endList(db, lease, { listed_at: listedAt, doubt });
}

/**
 * Keeps that a list missed many records, and ends that copy: the next one lists anew and decides.
 *
 * @throws {MirrorLeaseLost}
 */
export async function saveVanished(db: StoreHandle, lease: MirrorLease, vanishedAt: Date): Promise<void> {
  await endList(db, lease, { vanished_at: vanishedAt });
}

async function endList(db: StoreHandle, lease: MirrorLease, values: Readonly<Record<string, unknown>>): Promise<void> {
  await inTransaction(db, async (transaction) => {
    await saveProgress(transaction, lease, null);
    await updateHeld(transaction, lease, values);
  });
}

function columnsOf({ properties, lacks, searchLag, still, widening }: Copied): Readonly<Record<string, unknown>> {
  return {
    properties: JSON.stringify(properties),
    lacks: lacks === null ? null : JSON.stringify(lacks),
    search_lag: searchLag === null ? null : JSON.stringify(searchLag),
    still: still === null ? null : JSON.stringify(still),
    widening: widening === null ? null : JSON.stringify(widening),
  };
}

/** Changes what is known of the mirror, as long as the lease holds. */
async function updateHeld(
  db: StoreHandle,
  lease: MirrorLease,
  values: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { clientId, recordType, kind, no } = lease;
  const update = (handle: StoreHandle) =>
    handle
      .updateTable("mirror_state")
      .set(values)
      .where("client_id", "=", clientId)
      .where("record_type", "=", recordType);
  if (kind === "list") {
    await inTransaction(db, async (transaction) => {
      await holdMirror(transaction, lease);
      await update(transaction).execute();
    });
    return;
  }
  const { numUpdatedRows } = await update(db)
    .where("lease_no", "=", no)
    .where("lease_holder", "is not", null)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw new MirrorLeaseLost(lease);
}
