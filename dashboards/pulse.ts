import type { DashboardDatabase } from "./options.ts";

/** Watches the store for changes, once per second and only while somebody listens. */
export interface Pulse {
  /** The store's version now. Two equal versions mean that no page would read differently. */
  read(): Promise<string>;
  /** Calls back with the version now and after each change. Returns the way to stop it. */
  subscribe(listener: (version: string) => void): () => void;
}

const everyMs = 1000;

export function createPulse(db: DashboardDatabase): Pulse {
  const listeners = new Set<(version: string) => void>();
  let timer: NodeJS.Timeout | null = null;
  const read = () => readVersion(db);

  async function beat(): Promise<void> {
    // A database that is away is told by every page that reads it; here it only means that nothing new is known.
    const version = await read().catch(() => null);
    if (version !== null) for (const listener of listeners) listener(version);
    timer = listeners.size === 0 ? null : setTimeout(() => void beat(), everyMs).unref();
  }

  return {
    read,
    subscribe(listener) {
      listeners.add(listener);
      timer ??= setTimeout(() => void beat(), 0).unref();
      return () => void listeners.delete(listener);
    },
  };
}

const recentDeliveries = 200;

/** Only keys, and tables that stay small: this runs each second. */
async function readVersion(db: DashboardDatabase): Promise<string> {
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
