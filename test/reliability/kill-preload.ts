// Loaded into a Revwatch process by `node --import`: kills a process at a chosen call to the outside world. The place
// is written down first, then comes a real SIGKILL; what the process held is as lost as by any other.
import { appendFileSync, readFileSync } from "node:fs";
import http from "node:http";
import { asyncLocalStorage } from "@temporalio/activity";
import pg from "pg";
import { runSteps, type RunStep } from "../../activities/run-steps.ts";
import { Statements } from "../../storage/embedded/statements.ts";
import type { Death, Hop } from "./kill-point.ts";

/**
 * Where a process without activities can die: at what it asks of its store, inside a transaction, at a call to a
 * service.
 */
export const places = ["ask", "settle", "call"] as const;
export type Place = (typeof places)[number];

export interface Order extends Omit<Death, "hop"> {
  readonly hop: Hop | Place;
  /** Told back with the landing; another id is another order. */
  readonly id: string;
  /** Who dies: a process by its pid, or the one that carries the order out. */
  readonly victim: number | "self";
}

/** Whole runs in one activity say themselves at which step they are. */
const stepOf = new Map<string, RunStep>();
const activityNow = () => asyncLocalStorage.getStore()?.info;
runSteps.subscribe((message) => {
  const activity = activityNow();
  if (activity?.activityType === "runShort") stepOf.set(activity.base64TaskToken, (message as { step: RunStep }).step);
});

const hopOf: Readonly<Record<string, Hop>> = {
  planAudit: "plan",
  syncRecords: "copy",
  syncConfiguration: "copy",
  syncTouches: "copy",
  syncAssociations: "copy",
  runChecks: "judge",
  announceAlerts: "tell",
  sendNext: "deliver",
};

const file = process.env["REVWATCH_TEST_KILLS"];
const isOurs = process.argv.some((word) => word === process.env["REVWATCH_TEST_KILL_IN"]);
if (file !== undefined && isOurs) install(file);

function install(orders: string): void {
  let current: Order | null = null;
  let count = 0;
  const inTransaction = new WeakSet<object>();

  const hasActivities = ["worker", "up"].some((command) => process.argv.includes(command));
  const hopNow = (connection?: object): Hop | Place => {
    if (!hasActivities) return connection === undefined ? "call" : inTransaction.has(connection) ? "settle" : "ask";
    const activity = activityNow();
    const step = stepOf.get(activity?.base64TaskToken ?? "");
    const hop = step ?? hopOf[activity?.activityType ?? ""] ?? "idle";
    return (hop === "judge" || hop === "settle") && connection !== undefined && inTransaction.has(connection)
      ? "settle"
      : hop === "settle"
        ? "judge"
        : hop;
  };
  const order = (): Order | null => {
    const text = readOr(orders, "");
    if (text === "") return null;
    const next = JSON.parse(text) as Order;
    if (next.id !== current?.id) [current, count] = [next, 0];
    return current;
  };
  const die = ({ id, hop, victim }: Order) => {
    appendFileSync(
      `${orders}.landed`,
      `${JSON.stringify({ id, hop, activity: asyncLocalStorage.getStore()?.info.activityType })}\n`,
    );
    process.kill(victim === "self" ? process.pid : victim, "SIGKILL");
    current = { ...current!, hop: "idle" };
  };
  /** Answers with what has to be done after the call, where the order wants that. */
  const reached = (connection?: object): (() => void) => {
    const asked = order();
    if (asked === null || asked.hop === "idle" || hopNow(connection) !== asked.hop) return () => undefined;
    count += 1;
    if (count !== asked.call) return () => undefined;
    if (asked.side === "after") return () => die(asked);
    die(asked);
    return () => undefined;
  };

  type Asking = (this: object, ...args: unknown[]) => unknown;
  const watched = (ask: Asking): Asking =>
    function (...args) {
      const text = typeof args[0] === "string" ? args[0] : ((args[0] as { text?: string } | null)?.text ?? "");
      if (/^begin|^start transaction/i.test(text)) inTransaction.add(this);
      const after = reached(this);
      const answer = ask.apply(this, args);
      if (/^(commit|rollback)\b/i.test(text)) inTransaction.delete(this);
      return answer instanceof Promise ? answer.then((value: unknown) => (after(), value)) : answer;
    };
  const server = pg.Client.prototype as unknown as { query: Asking };
  server.query = watched(server.query);
  const embedded = Statements.prototype as unknown as { run: Asking; command: Asking };
  embedded.run = watched(embedded.run);
  embedded.command = watched(embedded.command);
  // oxlint-disable-next-line typescript/unbound-method -- it is called with its own `this` below
  const { end } = http.ClientRequest.prototype;
  http.ClientRequest.prototype.end = function (this: http.ClientRequest, ...args: unknown[]) {
    const after = reached();
    this.once("response", (response: http.IncomingMessage) => response.once("end", after));
    return Reflect.apply(end, this, args) as http.ClientRequest;
  } as typeof end;
  const { fetch } = globalThis;
  globalThis.fetch = async (...args) => {
    const after = reached();
    const answer = await fetch(...args);
    after();
    return answer;
  };
}

function readOr(path: string, otherwise: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return otherwise;
  }
}
