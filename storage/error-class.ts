import type { ErrorClass } from "../domain/error-class.ts";

/**
 * By the SQLSTATE's class, or the whole code where it differs from its class.
 *
 * Source: PostgreSQL's appendix "Error Codes".
 */
const classOfState: Readonly<Record<string, ErrorClass>> = {
  "08": "outage", // connection
  "40": "outage", // rolled back: deadlock, serialization
  "53": "outage", // no disk, memory or connections left
  "55": "outage", // a lock is held
  "57": "outage", // shut down, cancelled, starting up
  "58": "outage", // the system beneath
  XX: "outage", // internal: a damaged page reads again after a restore
  "25006": "outage", // read-only: a failover is under way
  "28": "refused", // user or password
  "3D": "refused", // no such database
  "42501": "refused", // no right to it
};

/** What the drivers say without a SQLSTATE when the server went away. */
const lostConnection =
  /connection terminated|connection ended|not queryable|timeout exceeded when trying to connect|pglite is closed|driver has already been destroyed|client was closed|server closed the connection/i;

/** The SQLSTATE of an error that PostgreSQL or PGlite raised; null for any other error. */
export function sqlStateOf(error: unknown): string | null {
  const { code, severity } = (error ?? {}) as { code?: unknown; severity?: unknown };
  if (typeof code !== "string" || !/^[0-9A-Z]{5}$/.test(code)) return null;
  // "EPIPE" has the same shape; the system's codes never begin with a digit.
  return severity !== undefined || /^\d/.test(code) ? code : null;
}

/** PostgreSQL's, and the embedded database's own. */
const diskFull = "53100";

/** Whether the database answers and has no room for what it was given. */
export function isForWantOfRoom(error: unknown): boolean {
  return sqlStateOf(error) === diskFull;
}

/** What an error of the database means for the next attempt; null for an error from elsewhere. */
export function classOfDatabaseError(error: unknown): ErrorClass | null {
  const state = sqlStateOf(error);
  if (state !== null) return classOfState[state] ?? classOfState[state.slice(0, 2)] ?? "programming";
  if (!(error instanceof Error)) return null;
  return error.name === "DatabaseUnavailable" || lostConnection.test(error.message) ? "outage" : null;
}

/** A sentence without values: PostgreSQL quotes what it was given, and that may be a client's data. */
export function sayDatabaseError(error: unknown): string {
  const { table, constraint, column } = (error ?? {}) as Readonly<Record<string, string | undefined>>;
  const place = [table, constraint, column].filter((name) => name !== undefined && name !== "").join(", ");
  const what = classOfDatabaseError(error) === "outage" ? "cannot work now" : "refuses a statement";
  return `The database ${what} (SQLSTATE ${sqlStateOf(error) ?? "unknown"}${place === "" ? "" : `: ${place}`}).`;
}
