import { sql, type RawBuilder } from "kysely";
import type { CopyProgress } from "../domain/mirror/mirror.ts";
import { pluralOf } from "../domain/plural.ts";
import type { StoreHandle } from "./database.ts";

/** What of a mirror is held: its lists, which take long, or the changes, which are copied beside them. */
export type CopyKind = CopyProgress["how"];

/** The right to copy one record type in one way. Whoever takes it anew, be it for the same run, ends the one before. */
export interface MirrorLease {
  readonly clientId: string;
  readonly recordType: string;
  readonly kind: CopyKind;
  readonly no: number;
}

/** A mirror that another run holds, or a later attempt of this one. It ends by itself. */
export class MirrorLeaseLost extends Error {
  override readonly name = "MirrorLeaseLost";
  constructor({ clientId, recordType }: Pick<MirrorLease, "clientId" | "recordType">) {
    super(
      `Another run copies the ${pluralOf(recordType)} of ${clientId} now, because this one was silent for too long. It will be tried again.`,
    );
  }
}

const leaseSeconds = 60;

/**
 * Takes the mirror of one record type for one run. An attempt that begins after another one of the same run was thought
 * dead takes it at once, and that one gets it no more.
 *
 * @param attempt - At the run that holds it, where that is known.
 * @returns Null while another run has it.
 */
export async function leaseMirror(
  db: StoreHandle,
  asked: Omit<MirrorLease, "no">,
  holder: string,
  attempt: number | null = null,
): Promise<MirrorLease | null> {
  const { clientId, recordType, kind } = asked;
  const table = tableOf(kind);
  const first = kind === "list" ? sql`` : sql`, properties`;
  const { rows } = await sql<{ no: number }>`
    insert into ${table} as held (client_id, record_type, lease_holder, lease_until, lease_no ${first})
    values (${clientId}, ${recordType}, ${holder}, ${inSeconds()}, 1 ${kind === "list" ? sql`` : sql`, '[]'`})
    on conflict (client_id, record_type) do update
      set lease_holder = excluded.lease_holder, lease_until = excluded.lease_until, lease_no = held.lease_no + 1
      where (held.lease_holder is null or held.lease_holder = excluded.lease_holder
        or held.lease_until < clock_timestamp()
        or held.lease_until > ${inSeconds()}) -- longer than any lease: the clock was set back
        and not exists (
          select from run where run.client_id = ${clientId} and run.run_id = ${holder}
            and run.attempt > ${attempt}::integer
        )
    returning lease_no as no
  `.execute(db);
  return rows.length === 0 ? null : { ...asked, no: Number(rows[0]!.no) };
}

/** Holds a mirror for longer. Nothing happens when it is no longer this one's, such as after a purge, which wins. */
export async function renewLease(db: StoreHandle, lease: MirrorLease): Promise<void> {
  await sql`update ${tableOf(lease.kind)} set lease_until = ${inSeconds()} where ${isHeld(lease)}`.execute(db);
}

/** Gives the mirror back; nothing happens when another one has it. */
export async function releaseMirror(db: StoreHandle, lease: MirrorLease): Promise<void> {
  await sql`
    update ${tableOf(lease.kind)} set lease_holder = null, lease_until = null where ${isHeld(lease)}
  `.execute(db);
}

/**
 * Keeps where a copy has got to, and holds the lease for longer; null: it is over, whole or not. `movedAt` says that
 * records were stored with it: the lease alone does not, because a copy that waits holds it too.
 *
 * @throws {MirrorLeaseLost}
 */
export async function saveProgress(
  db: StoreHandle,
  lease: MirrorLease,
  progress: CopyProgress | null,
  movedAt: Date | null = null,
): Promise<void> {
  const kept = progress === null ? null : JSON.stringify(progress);
  const { numAffectedRows } = await sql`
    update ${tableOf(lease.kind)} set progress = ${kept}::jsonb, lease_until = ${inSeconds()},
      moved_at = coalesce(${movedAt}::timestamptz, moved_at)
    where ${isHeld(lease)}
  `.execute(db);
  if (numAffectedRows !== 1n) throw new MirrorLeaseLost(lease);
}

/** Makes sure that nobody takes the mirror until the transaction ends. @throws {MirrorLeaseLost} */
export async function holdMirror(transaction: StoreHandle, lease: MirrorLease): Promise<void> {
  const { numAffectedRows } = await sql`
    update ${tableOf(lease.kind)} set lease_until = ${inSeconds()} where ${isHeld(lease)}
  `.execute(transaction);
  if (numAffectedRows !== 1n) throw new MirrorLeaseLost(lease);
}

function tableOf(kind: CopyKind): RawBuilder<unknown> {
  return kind === "list" ? sql`listing` : sql`mirror_state`;
}

function isHeld({ clientId, recordType, no }: MirrorLease): RawBuilder<unknown> {
  return sql`client_id = ${clientId} and record_type = ${recordType} and lease_no = ${no}::bigint
    and lease_holder is not null`;
}

/** By the database's own clock, so that the workers' clocks do not matter. */
function inSeconds() {
  return sql<Date>`clock_timestamp() + make_interval(secs => ${leaseSeconds})`;
}
