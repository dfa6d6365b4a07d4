import pg from "pg";

const int8 = 20;
const patienceMs = 10_000;
/** Longer than any transaction of ours; a process that was stopped inside one holds its locks no longer than this. */
const idleInTransactionMs = 5 * 60_000;
/** After a failover the name leads to another server, while old connections stay with the one that only reads. */
const renewedAfterSeconds = 15 * 60;

/** PostgreSQL does not answer, or refuses us. The message says where and what to do, and holds no password. */
export class DatabaseUnavailable extends Error {
  override readonly name = "DatabaseUnavailable";
}

/**
 * Opens no connection yet. A connection that breaks costs the query or transaction that is under way, and nothing else.
 */
export function createPostgresPool(url: string, connections: number): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: patienceMs,
    idle_in_transaction_session_timeout: idleInTransactionMs,
    maxLifetimeSeconds: renewedAfterSeconds,
    keepAlive: true,
    keepAliveInitialDelayMillis: patienceMs,
    types: {
      getTypeParser: (oid: number, format?: "text" | "binary") =>
        oid === int8 ? Number : pg.types.getTypeParser(oid, format as "text"),
    },
  });
  pool.on("error", noteBroken);
  // The pool listens to a connection only while it is idle. One that breaks while it is checked out raises on its own,
  // beside the query that it fails, and would end the process (brianc/node-postgres#2386).
  pool.on("connect", (client) => client.on("error", noteBroken));
  return pool;
}

/** Whoever asks next gets the error or a new connection, so there is nobody to tell. */
function noteBroken(): void {}

/** Says which server it was and what helps, for what a first connection can fail with. */
export function explainUnavailable(url: string, error: unknown): unknown {
  const { code, errors } = (error ?? {}) as { code?: string; errors?: readonly { code?: string }[] };
  // A name that leads to several addresses fails with several errors and no message of its own.
  const reason = reasons[code ?? errors?.[0]?.code ?? ""] ?? reasonOf(error);
  return reason === undefined
    ? error
    : new DatabaseUnavailable(`PostgreSQL at ${placeOf(url)} cannot be used: ${reason}`, { cause: error });
}

const start = "Start it, or correct DATABASE_URL.";
const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: `no one listens there. ${start}`,
  ECONNRESET: `it ended the connection. ${start}`,
  EHOSTUNREACH: `there is no way to that host. ${start}`,
  ENETUNREACH: `there is no way to that host. ${start}`,
  ENOTFOUND: "there is no such host. Correct DATABASE_URL.",
  EAI_AGAIN: "the name of the host cannot be looked up. Check the network, or correct DATABASE_URL.",
  ENOENT: `there is no such socket. ${start}`,
  ETIMEDOUT: `it does not answer. ${start}`,
  "28P01": "it refuses the password. Correct DATABASE_URL.",
  "28000": "it does not let this user in. Correct DATABASE_URL, or allow the user in pg_hba.conf.",
  "3D000": "it has no such database. Create it with createdb, or correct DATABASE_URL.",
  "25006": "it only reads (a standby, or default_transaction_read_only). Name the primary in DATABASE_URL.",
  "42501": "the user may not create tables there. Grant it CREATE on the schema.",
  "53100": "its disk is full. Free some space there.",
  "53300": "it has no connection left. Raise max_connections there, or stop what holds them.",
  "57P01": "it is being shut down. Try again when it is back.",
  "57P02": "it has crashed and comes back by itself. Try again.",
  "57P03": "it is starting up. Try again in a moment.",
};

function reasonOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if (/timeout exceeded when trying to connect|Connection terminated due to connection timeout/.test(error.message))
    return reasons["ETIMEDOUT"];
  if (/Connection terminated|not queryable/.test(error.message)) return reasons["ECONNRESET"];
  return /does not support SSL/.test(error.message)
    ? "it offers no TLS. Take sslmode out of DATABASE_URL, or turn TLS on there."
    : undefined;
}

function placeOf(url: string): string {
  if (!URL.canParse(url)) return "the address in DATABASE_URL";
  const { hostname, port, pathname } = new URL(url);
  return `${hostname || "localhost"}:${port || 5432}${pathname === "/" ? "" : pathname}`;
}
