import type { StoreReader } from "../database.ts";

const recentDeliveries = 200;

/**
 * The store's version now. Two equal versions mean that no page would read differently. It reads only keys, and tables
 * that stay small, because it is asked each second.
 */
export async function readStoreVersion(db: StoreReader): Promise<string> {
  const row = await db
    .selectNoFrom((eb) => [
      eb
        .selectFrom("finding_event")
        .select(({ fn }) => fn.max("event_id").as("n"))
        .as("finding"),
      eb
        .selectFrom("alert_event")
        .select(({ fn }) => fn.max("event_id").as("n"))
        .as("alert"),
      eb
        .selectFrom("outbox")
        .select(({ fn }) => fn.max("seq").as("n"))
        .as("delivery"),
      eb
        .selectFrom("outbox")
        .select(({ fn }) => fn.countAll<number>().as("n"))
        .where("state", "in", ["pending", "sending"])
        .where("seq", ">", (outer) =>
          outer.selectFrom("outbox").select((inner) => inner(inner.fn.max("seq"), "-", recentDeliveries).as("n")),
        )
        .as("unsent"),
      eb
        .selectFrom("latest_outcome")
        .select(({ fn }) => fn.max("as_of").as("at"))
        .as("judged"),
      eb
        .selectFrom("client")
        .select(({ fn }) => fn.max("access_checked_at").as("at"))
        .as("probed"),
      eb
        .selectFrom("report")
        .select(({ fn }) => fn.max("as_of").as("at"))
        .as("reported"),
    ])
    .executeTakeFirstOrThrow();
  return Object.values(row)
    .map((value) => (value instanceof Date ? value.getTime().toString(36) : Number(value ?? 0).toString(36)))
    .join(".");
}
