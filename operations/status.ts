import { z } from "zod";
import type { ClientConfig } from "../config/config.ts";
import type { DiskReading } from "../domain/watch/disk.ts";
import type { PortalAccess } from "../domain/access.ts";
import type { AlarmKind } from "../domain/watch/alarm.ts";
import { readOpenAlarms } from "../storage/reads/open-alarms.ts";
import type { Severity } from "../domain/findings/severity.ts";
import type { RunMode, RunStatus, StoreHandle } from "../storage/database.ts";
import { refusalsOf, type Refusal } from "../storage/clients.ts";
import { readOpenCounts } from "../storage/reads/open-counts.ts";
import { readClientAges, type AuditAge } from "./reads/client-ages.ts";
import type { ClientCoverage } from "./reads/client-coverage.ts";
import { readStanding } from "./reads/standing.ts";
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

async function readAlarms(db: StoreHandle, client: string | undefined): Promise<readonly AlarmStatus[]> {
  const open = await readOpenAlarms(db);
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
  db: StoreHandle,
  clients: readonly ClientConfig[],
  now: Date,
): Promise<readonly ClientStatus[]> {
  const ages = await readClientAges(db, clients, now);
  return Promise.all(clients.map((client) => readStatus(db, client, ages.get(client.clientId)!, now)));
}

async function readStatus(db: StoreHandle, client: ClientConfig, age: AuditAge, now: Date): Promise<ClientStatus> {
  const { clientId } = client;
  const [{ state, access, score, coverage, lastRun }, open, messages, refusals] = await Promise.all([
    readStanding(db, client, age, now),
    readOpenCounts(db, clientId),
    countMessages(db, clientId, now),
    refusalsOf(db, clientId),
  ]);
  return {
    clientId,
    clientName: client.name,
    state,
    access,
    score: score?.value ?? null,
    coverage,
    open: open.bySeverity,
    lastRun:
      lastRun === null
        ? null
        : {
            runId: lastRun.run_id,
            cadence: lastRun.cadence,
            mode: lastRun.mode,
            status: lastRun.status,
            reason: lastRun.reason,
            asOf: lastRun.as_of.toISOString(),
          },
    refusals: refusals.map(({ endpoint, state, detail }) => ({ endpoint, state, detail })),
    messages,
  };
}

/** A failed message about what is over by now is history, and keeps nobody busy. */
async function countMessages(db: StoreHandle, clientId: string, now: Date): Promise<ClientStatus["messages"]> {
  const unsettled = await unsettledDeliveries(db, clientId, now);
  const waiting = unsettled.filter(({ row }) => row.state !== "failed");
  const bar = waiting.find(({ closure }) => closure?.kind === "barred")?.closure;
  return {
    waiting: waiting.length,
    heldUpBecause: bar === undefined || bar === null ? null : `${bar.reason}: ${bar.remedy ?? ""}`,
    failed: unsettled.filter(({ row, matters }) => row.state === "failed" && matters).length,
  };
}
