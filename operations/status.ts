import type { Kysely } from "kysely";
import { z } from "zod";
import type { ClientConfig } from "../config/config.ts";
import type { DiskReading } from "../domain/watch/disk.ts";
import type { PortalAccess } from "../domain/access.ts";
import type { AlarmKind } from "../domain/watch/alarm.ts";
import { openAlarms } from "../storage/watch-alarms.ts";
import { severities, type Severity } from "../domain/findings/severity.ts";
import type { Database, RunMode, RunStatus } from "../storage/database.ts";
import { refusalsOf, type Refusal } from "../storage/clients.ts";
import { readCoverages, type ClientCoverage } from "./reads/client-coverage.ts";
import { unsettledDeliveries } from "../storage/unsettled-deliveries.ts";
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
  /**
   * Messages that are not delivered yet, why the channel of the oldest of them lets nothing in, and those that were
   * given up.
   */
  readonly messages: { readonly waiting: number; readonly heldUpBecause: string | null; readonly failed: number };
}

export interface FleetStatus {
  readonly schemaVersion: 1;
  readonly asOf: string;
  /** Since when the config's files have faults, and which; null when they are in use as they are. */
  readonly configTrouble: { readonly since: string; readonly message: string } | null;
  /** What is wrong with the disk of the state directory; null while it has room, or where there is none. */
  readonly disk: Pick<DiskReading, "state" | "sentence"> | null;
  /** What the watch over Revwatch itself found and has told, or is telling, and what is not over. */
  readonly alarms: readonly AlarmStatus[];
  readonly clients: readonly ClientStatus[];
}

export interface AlarmStatus {
  readonly kind: AlarmKind;
  /** Null when it is about the whole installation. */
  readonly clientId: string | null;
  readonly since: string;
  /** False while nobody could be told. */
  readonly isTold: boolean;
  readonly what: string;
  readonly why: string | null;
  readonly wayOut: string;
}

/** How every client stands, in one look. */
export const status = {
  name: "status",
  input: Input,
  async run(
    world: Pick<World, "config" | "configTrouble" | "db" | "now" | "disk">,
    { clientId }: z.output<typeof Input>,
  ): Promise<FleetStatus> {
    const now = world.now();
    const clients = clientsMeant(world.config(), clientId);
    const trouble = world.configTrouble();
    return {
      schemaVersion: 1,
      asOf: now.toISOString(),
      configTrouble: trouble === null ? null : { since: trouble.since.toISOString(), message: trouble.message },
      disk: await diskTrouble(world),
      alarms: await readAlarms(world.db, clientId),
      clients: await readStatuses(world.db, clients, now),
    };
  },
};

/** Asked of the disk itself: a full one has no room for an alarm. */
async function diskTrouble({ disk }: Pick<World, "disk">): Promise<FleetStatus["disk"]> {
  const reading = (await disk?.()) ?? null;
  return reading === null || (reading.state !== "full" && reading.state !== "low")
    ? null
    : { state: reading.state, sentence: reading.sentence };
}

async function readAlarms(db: Kysely<Database>, client: string | undefined): Promise<readonly AlarmStatus[]> {
  const open = await openAlarms(db);
  return open
    .filter(({ clientId }) => client === undefined || clientId === "" || clientId === client)
    .map(({ kind, clientId, since, toldAt, what, why, wayOut }) => ({
      kind,
      clientId: clientId || null,
      since: since.toISOString(),
      isTold: toldAt !== null,
      what,
      why,
      wayOut,
    }));
}

async function readStatuses(
  db: Kysely<Database>,
  clients: readonly ClientConfig[],
  now: Date,
): Promise<readonly ClientStatus[]> {
  const coverages = await readCoverages(db, clients, now);
  return Promise.all(clients.map((client, index) => readStatus(db, client, coverages[index]!, now)));
}

async function readStatus(
  db: Kysely<Database>,
  config: ClientConfig,
  coverage: ClientCoverage,
  now: Date,
): Promise<ClientStatus> {
  const { clientId } = config;
  const [client, open, run, scored, messages, refusals] = await Promise.all([
    db.selectFrom("client").selectAll().where("client_id", "=", clientId).executeTakeFirst(),
    countOpen(db, clientId),
    latestRun(db, clientId).where("status", "!=", "running").executeTakeFirst(),
    latestRun(db, clientId).where("score", "is not", null).executeTakeFirst(),
    countMessages(db, clientId, now),
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

/** A failed message about what is over by now is history, and keeps nobody busy. */
async function countMessages(db: Kysely<Database>, clientId: string, now: Date): Promise<ClientStatus["messages"]> {
  const unsettled = await unsettledDeliveries(db, clientId, now);
  const waiting = unsettled.filter(({ row }) => row.state !== "failed");
  const bar = waiting.find(({ closure }) => closure?.kind === "barred")?.closure;
  return {
    waiting: waiting.length,
    heldUpBecause: bar === undefined || bar === null ? null : `${bar.reason}: ${bar.remedy ?? ""}`,
    failed: unsettled.filter(({ row, matters }) => row.state === "failed" && matters).length,
  };
}
