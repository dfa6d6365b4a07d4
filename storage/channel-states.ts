import { placeIn, type ChannelId } from "../domain/alerting/channels.ts";
import { sql, type Kysely, type Selectable } from "kysely";
import type { ChannelStateTable, Database, OutboxTable } from "./database.ts";

export type ChannelStateRow = Selectable<ChannelStateTable>;

/** The name of the whole channel among its places. */
export const wholeChannel = "";

/** The address of a row, as the state of a place is kept under it. */
export function placeOf({ address }: Pick<Selectable<OutboxTable>, "address">): string {
  return placeIn(address);
}

export interface Closure {
  readonly clientId: string;
  readonly channel: ChannelId;
  /** `wholeChannel`, or one address. */
  readonly place: string;
  readonly kind: ChannelStateTable["kind"];
  readonly reason: string;
  readonly remedy: string | null;
}

/** How often in a row this place, or its channel, did not take a message. */
export async function triesAt(
  db: Kysely<Database>,
  closure: Pick<Closure, "clientId" | "channel" | "place">,
): Promise<number> {
  const row = await db
    .selectFrom("channel_state")
    .select("tries")
    .where("client_id", "=", closure.clientId)
    .where("channel", "=", closure.channel)
    .where("place", "=", closure.place)
    .executeTakeFirst();
  return row?.tries ?? 0;
}

/**
 * Notes that a channel or a place takes nothing until `notBefore`. What was barred since an hour stays barred since
 * then.
 */
export async function closeChannel(db: Kysely<Database>, closure: Closure, now: Date, notBefore: Date): Promise<void> {
  const { clientId, channel, place, kind, reason, remedy } = closure;
  const row = {
    client_id: clientId,
    channel,
    place,
    kind,
    reason,
    remedy,
    since: now,
    not_before: notBefore,
    tries: 1,
  };
  await db
    .insertInto("channel_state")
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(["client_id", "channel", "place"]).doUpdateSet({
        kind,
        reason,
        remedy,
        not_before: notBefore,
        tries: sql<number>`channel_state.tries + 1`,
        since: sql<Date>`case when channel_state.kind = ${kind} then channel_state.since else excluded.since end`,
      }),
    )
    .execute();
}

/** A message got through to this place: neither it nor its channel is closed. */
export async function openChannel(
  db: Kysely<Database>,
  { clientId, channel, place }: Pick<Closure, "clientId" | "channel" | "place">,
): Promise<void> {
  await db
    .deleteFrom("channel_state")
    .where("client_id", "=", clientId)
    .where("channel", "=", channel)
    .where("place", "in", [wholeChannel, place])
    .execute();
}

/** Lets the next attempt be made at once, for a person who says that it is repaired. */
export async function tryChannelNow(
  db: Kysely<Database>,
  clientId: string,
  channel: ChannelId,
  now: Date,
): Promise<void> {
  await db
    .updateTable("channel_state")
    .set({ not_before: now })
    .where("client_id", "=", clientId)
    .where("channel", "=", channel)
    .where("not_before", ">", now)
    .execute();
}

export async function closuresOf(db: Kysely<Database>, clientId: string): Promise<readonly ChannelStateRow[]> {
  return db.selectFrom("channel_state").selectAll().where("client_id", "=", clientId).orderBy("since").execute();
}

/**
 * The closure that keeps a message of this row from going out; undefined when its way is open. A bar says more than a
 * wait.
 */
export function closureOf(
  closures: readonly ChannelStateRow[],
  row: Pick<Selectable<OutboxTable>, "channel" | "address">,
): ChannelStateRow | undefined {
  const own = closures.filter(
    ({ channel, place }) => channel === row.channel && [wholeChannel, placeOf(row)].includes(place),
  );
  return own.find(({ kind }) => kind === "barred") ?? own[0];
}

/** A channel, or one place in it, that lets nothing in until a person acts. */
export interface BarredChannel {
  readonly channel: ChannelId;
  /** The address; null for the whole channel. */
  readonly place: string | null;
  /** The clients who have met it. */
  readonly clientIds: readonly string[];
  readonly since: Date;
  readonly reason: string;
  readonly remedy: string;
  /** How many messages wait because of it. */
  readonly held: number;
}

/** Everything that is barred, over all clients, the oldest first: the same channel of several clients is one. */
export async function barredChannels(db: Kysely<Database>): Promise<readonly BarredChannel[]> {
  const states = await db
    .selectFrom("channel_state")
    .selectAll()
    .where("kind", "=", "barred")
    .orderBy("since")
    .execute();
  if (states.length === 0) return [];
  const waiting = await db
    .selectFrom("outbox")
    .select(["client_id", "channel", "address", ({ fn }) => fn.countAll<number>().as("count")])
    .where("state", "in", ["pending", "sending"])
    .groupBy(["client_id", "channel", "address"])
    .execute();
  const heldAt = (state: ChannelStateRow) =>
    waiting
      .filter((row) => row.client_id === state.client_id && row.channel === state.channel)
      .filter((row) => state.place === wholeChannel || placeOf(row) === state.place)
      .reduce((sum, { count }) => sum + Number(count), 0);
  return [...Map.groupBy(states, ({ channel, place }) => `${channel} ${place}`).values()].map((same) => {
    const { channel, place, since, reason, remedy } = same[0]!;
    return {
      channel,
      place: place === wholeChannel ? null : place,
      clientIds: same.map(({ client_id }) => client_id),
      since,
      reason,
      remedy: remedy ?? "",
      held: same.reduce((sum, state) => sum + heldAt(state), 0),
    };
  });
}
