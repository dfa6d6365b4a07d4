import type { DocumentKind } from "../model/document.ts";
import { ok } from "./answer.ts";
import type { Answer } from "./answer.ts";
import type { Call } from "./call.ts";
import { offsetPage } from "./offset-page.ts";

/** Who logged in, newest first. */
export function listLogins(call: Call): Answer {
  const userId = call.query.get("userId");
  const logins = entriesOf(call, "login").filter((login) => userId === null || String(login["userId"]) === userId);
  return page(
    call,
    logins.map(({ at, ...login }) => ({ loginSucceeded: true, ...login, loginAt: at })),
    "login",
  );
}

/** What touched the portal's security, newest first, from and until the instants asked for. */
export function listSecurityActivity(call: Call): Answer {
  const userId = call.query.get("userId");
  const from = instantIn(call, "fromTimestamp", -Infinity);
  const to = instantIn(call, "toTimestamp", Infinity);
  const activity = entriesOf(call, "security-activity").filter(
    (entry) => isWithin(entry.at, from, to) && (userId === null || String(entry["userId"]) === userId),
  );
  return page(
    call,
    activity.map(({ at, ...entry }) => ({ ...entry, createdAt: at })),
    "security",
  );
}

/** What people changed in the settings, newest first. */
export function listAuditLogs(call: Call): Answer {
  const wanted = call.query.getAll("actingUserId");
  const from = instantIn(call, "occurredAfter", -Infinity);
  const to = instantIn(call, "occurredBefore", Infinity);
  const entries = entriesOf(call, "audit-log").filter(
    (entry) => isWithin(entry.at, from, to) && (wanted.length === 0 || wanted.includes(String(entry["userId"]))),
  );
  return page(
    call,
    entries.map(({ at, userId, ...entry }) => ({ ...entry, actingUser: { userId }, occurredAt: at })),
    "audit-logs",
  );
}

type LogEntry = Readonly<Record<string, unknown>> & { readonly id: string; readonly at: string };

function entriesOf({ portal, at }: Call, kind: DocumentKind): readonly LogEntry[] {
  const entries = portal
    .documents(kind, at)
    .map((entry) => ({ ...entry.contentAt(at), id: entry.id, at: new Date(entry.createdAt).toISOString() }));
  return entries.toSorted((one, other) => (one.at < other.at ? 1 : one.at > other.at ? -1 : 0));
}

const page = (call: Call, entries: readonly unknown[], name: string): Answer =>
  ok(offsetPage(call, entries, { standard: 100, max: 100 }, `/account-info/v3/activity/${name}`));

function instantIn({ query }: Call, name: string, otherwise: number): number {
  const given = query.get(name);
  if (given === null) return otherwise;
  return /^\d+$/.test(given) ? Number(given) : Date.parse(given);
}

const isWithin = (at: string, from: number, to: number): boolean => Date.parse(at) >= from && Date.parse(at) <= to;
