import type { Mute } from "../domain/findings/mute.ts";
import type { StoreHandle } from "./database.ts";

const prefix = "muted-check/";

interface Kept {
  readonly byWhom: string;
  /** ISO 8601. */
  readonly at: string;
  readonly reason: string;
}

/** The checks that are muted for all clients: id → who, when and why. */
export async function mutedChecks(db: Pick<StoreHandle, "selectFrom">): Promise<ReadonlyMap<string, Mute>> {
  const rows = await db.selectFrom("setting").selectAll().where("name", "like", `${prefix}%`).execute();
  return new Map(
    rows.map(({ name, value }) => {
      const { byWhom, at, reason } = value as Kept;
      return [name.slice(prefix.length), { byWhom, reason, at: new Date(at) }];
    }),
  );
}

/** A check that is muted already keeps who muted it first. */
export async function muteCheck(db: StoreHandle, checkId: string, { byWhom, at, reason }: Mute): Promise<void> {
  const kept: Kept = { byWhom, at: at.toISOString(), reason };
  await db
    .insertInto("setting")
    .values({ name: prefix + checkId, value: JSON.stringify(kept) })
    .onConflict((conflict) => conflict.column("name").doNothing())
    .execute();
}

/** @returns Whether it was muted. */
export async function unmuteCheck(db: StoreHandle, checkId: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom("setting")
    .where("name", "=", prefix + checkId)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}
