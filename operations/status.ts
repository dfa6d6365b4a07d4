import type { Kysely } from "kysely";
import { z } from "zod";
import type { ClientConfig } from "../config/config.ts";
import type { PortalAccess } from "../domain/access.ts";
import { severities, type Severity } from "../domain/severity.ts";
import type { Database, RunMode, RunStatus } from "../storage/database.ts";
import { refusalsOf, type Refusal } from "../storage/clients.ts";
import { readCoverages, type ClientCoverage } from "./reads/client-coverage.ts";
import { clientsMeant } from "./reads/known-client.ts";
import type { World } from "./world.ts";

const Input = z.strictObject({ clientId: z.string().optional() });

export interface ClientStatus {
  readonly clientId: string;
  readonly clientName: string;
  /** `waiting`: in the config, and no audit has met it yet. */
  readonly state: "waiting" | "onboarding" | "live" | "removed";
  readonly access: PortalAccess | null;
  readonly score: number | null;
  readonly coverage: ClientCoverage;
  readonly open: Readonly<Record<Severity, number>>;
  readonly lastRun: {
    readonly runId: string;
    readonly cadence: string;
    readonly mode: RunMode;
    readonly status: RunStatus;
    readonly reason: string | null;
    readonly asOf: string;
  } | null;
  /** What the portal does not let us read, though checks need it. */
  readonly refusals: readonly Pick<Refusal, "endpoint" | "state" | "detail">[];
  /** Messages that are not delivered yet, why the channel of the oldest of them lets nothing in, and those that were given up. */
  readonly messages: { readonly waiting: number; readonly heldUpBecause: string | null; readonly failed: number };
}

export interface FleetStatus {
  readonly schemaVersion: 1;
  readonly asOf: string;
  readonly clients: readonly ClientStatus[];
}

/** How every client stands, in one look. */
export const status = {
  name: "status",
  input: Input,
  async run(world: Pick<World, "config" | "db" | "now">, { clientId }: z.output<typeof Input>): Promise<FleetStatus> {
    const now = world.now();
    const clients = clientsMeant(world.config(), clientId);
    return {
      schemaVersion: 1,
      asOf: now.toISOString(),
      clients: await readStatuses(world.db, clients, now),
    };
  },
};

async function readStatuses(db: Kysely<Database>, clients: readonly ClientConfig[], now: Date): Promise<readonly ClientStatus[]> {
  const coverages = await readCoverages(db, clients, now);
  return Promise.all(clients.map((client, index) => readStatus(db, client, coverages[index]!)));
}

async function readStatus(db: Kysely<Database>, config: ClientConfig, coverage: ClientCoverage): Promise<ClientStatus> {
  const { clientId } = config;
  const [client, open, run, scored, messages, refusals] = await Promise.all([
    db.selectFrom("client").selectAll().where("client_id", "=", clientId).executeTakeFirst(),
    countOpen(db, clientId),
    latestRun(db, clientId).where("status", "!=", "running").executeTakeFirst(),
    latestRun(db, clientId).where("score", "is not", null).executeTakeFirst(),
    countMessages(db, clientId),
    refusalsOf(db, clientId),
  ]);
  const isBlind = client !== undefined && client.access.state !== "granted";
  return {
    clientId,
    clientName: config.name,
    state: client?.state ?? "waiting",
    access: client?.access ?? null,
    // A score from before access was lost, or from before the audits stopped, would claim what nobody saw.
    score: isBlind || !coverage.checked.isChecked ? null : (scored?.score?.value ?? null),
    coverage,
    open,
    lastRun:
      run === undefined
        ? null
        : {
            runId: run.run_id,
            cadence: run.cadence,
            mode: run.mode,
            status: run.status,
            reason: run.reason,
            asOf: run.as_of.toISOString(),
          },
    refusals: refusals.map(({ endpoint, state, detail }) => ({ endpoint, state, detail })),
    messages,
  };
}

function latestRun(db: Kysely<Database>, clientId: string) {
  return db.selectFrom("run").selectAll().where("client_id", "=", clientId).orderBy("as_of", "desc").limit(1);
}

async function countOpen(db: Kysely<Database>, clientId: string): Promise<Readonly<Record<Severity, number>>> {
  const rows = await db
    .selectFrom("finding")
    .select(({ fn }) => ["severity", fn.countAll<number>().as("count")])
    .where("client_id", "=", clientId)
    .where("status", "=", "open")
    .groupBy("severity")
    .execute();
  const countOf = (severity: Severity) => rows.find((row) => row.severity === severity)?.count ?? 0;
  return Object.fromEntries(severities.map((severity) => [severity, countOf(severity)])) as Record<Severity, number>;
}

async function countMessages(db: Kysely<Database>, clientId: string): Promise<ClientStatus["messages"]> {
  const rows = await db
    .selectFrom("outbox")
    .select(({ fn }) => ["state", fn.countAll<number>().as("count")])
    .where("client_id", "=", clientId)
    .where("state", "in", ["pending", "sending", "failed"])
    .groupBy("state")
    .execute();
  const sum = (states: readonly string[]) =>
    rows.filter(({ state }) => states.includes(state)).reduce((all, { count }) => all + count, 0);
  const heldUp = await db
    .selectFrom("outbox")
    .select("because")
    .where("client_id", "=", clientId)
    // What stood aside was put off without an attempt.
    .where("state", "=", "pending")
    .where("attempt", "=", 0)
    .where("not_before", "is not", null)
    .orderBy("seq")
    .limit(1)
    .executeTakeFirst();
  return { heldUpBecause: heldUp?.because ?? null, waiting: sum(["pending", "sending"]), failed: sum(["failed"]) };
}
