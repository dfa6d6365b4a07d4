import { setTimeout as wait } from "node:timers/promises";
import { Client, Connection } from "@temporalio/client";
import { sql } from "kysely";
import { ensureClient } from "../../storage/clients.ts";
import { settleDatabase, loadMirror } from "../stage/load-mirror.ts";
import { openBenchPortal, type BenchPortal } from "../stage/simulators.ts";
import type { BenchClient } from "../stage/write-config.ts";
import { until } from "../../test/support/until.ts";
import { measureDaily } from "./daily.ts";
import { cpuBy, databaseSize, type Cpu } from "./measures.ts";
import { renderFleet } from "./render.ts";
import { setUpFleet, type FleetStage } from "./stage.ts";
import { readWindow } from "./window.ts";

export interface FleetOptions {
  readonly folder: string;
  readonly clients: number;
  readonly contacts: number;
  readonly minutes: number;
  readonly changedPercent: number;
  readonly hasDaily: boolean;
  readonly tell: (sentence: string) => void;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** Sets a fleet up, lets it work for a while by the clock, and says what that took. Everything is removed again. */
export async function runFleet(options: FleetOptions): Promise<string> {
  const { folder, clients: count, contacts, tell } = options;
  const clients = Array.from({ length: count }, (_, index): BenchClient => {
    return { clientId: `client-${String(index + 1).padStart(3, "0")}`, portalId: 8_001 + index };
  });
  const stage = await setUpFleet(folder, clients);
  try {
    tell(`Loading ${count} mirrors of ${contacts} contacts …`);
    const portals = await load(stage, clients, contacts);
    tell(`The database has ${mb(await databaseSize(stage.database.db))}. Baselines …`);
    const worker = stage.startWorker();
    await stage.revwatch("apply", "--yes");
    await onboarded(stage, count, tell);
    await settleDatabase(stage.database.db);

    const beginsAt = await beginning(options.minutes, tell);
    const processes = { worker: worker.pid!, postgres: stage.postmaster };
    const others = { temporal: stage.temporal.pid, simulators: stage.simulated.pid };
    const [cpuBefore, sizeBefore] = [cpuBy({ ...processes, ...others }), await databaseSize(stage.database.db)];
    const connection = await Connection.connect({ address: stage.temporal.address });
    const temporal = new Client({ connection });
    const window = await readWindow(stage, temporal, beginsAt);
    await live(portals, options, beginsAt);
    const endsAt = new Date();
    const cpu = minus(cpuBy({ ...processes, ...others }), cpuBefore);
    const grown = (await databaseSize(stage.database.db)) - sizeBefore;
    tell("The window is over. Reading what happened in it …");
    const seen = await window.end(clients, endsAt);
    const daily = options.hasDaily ? await measureDaily({ stage, temporal, worker: worker.pid!, clients, tell }) : null;
    await connection.close();
    return renderFleet({
      options,
      hours: (endsAt.getTime() - beginsAt.getTime()) / hourMs,
      cpu,
      grown,
      sizeBefore,
      seen,
      daily,
    });
  } finally {
    await stage.close();
  }
}

async function load(
  { database: { db }, simulated }: FleetStage,
  clients: readonly BenchClient[],
  contacts: number,
): Promise<readonly BenchPortal[]> {
  const portals: BenchPortal[] = [];
  const now = new Date();
  for (const { clientId, portalId } of clients) {
    const portal = await openBenchPortal(simulated, { portalId, contacts, until: now });
    const [owner] = await portal.admin.owners();
    await ensureClient(db, { clientId, name: clientId, portalId: String(portalId) });
    await loadMirror(db, clientId, {
      crowd: portal.crowd,
      ownerId: owner!.id,
      listedAt: new Date(now.getTime() - hourMs),
    });
    portals.push(portal);
  }
  await settleDatabase(db);
  return portals;
}

/** So long at the most for the baseline of each. */
const baselineMs = 2 * minuteMs;

async function onboarded({ database: { db } }: FleetStage, count: number, tell: FleetOptions["tell"]): Promise<void> {
  let told = -1;
  const live = async () => {
    const { rows } = await sql<{ live: number }>`
      select count(*)::integer as live from client where onboarded_at is not null`.execute(db);
    const { live } = rows[0]!;
    if (live - told >= Math.max(1, count / 10)) tell(`${live} of ${count} baselines are done.`);
    if (live - told >= Math.max(1, count / 10)) told = live;
    return live === count;
  };
  await until("every client has its baseline", live, 5 * minuteMs + count * baselineMs);
}

/** A window that is long enough waits until a full hour comes in its middle. */
async function beginning(minutes: number, tell: FleetOptions["tell"]): Promise<Date> {
  const halfMs = (minutes * minuteMs) / 2;
  const now = Date.now();
  const nextHour = Math.ceil((now + Math.min(halfMs, 5 * minuteMs)) / hourMs) * hourMs;
  const startsAt = minutes < 20 ? now : Math.max(now, nextHour - halfMs);
  if (startsAt > now) tell(`The clock starts at ${new Date(startsAt).toISOString()}.`);
  await wait(startsAt - now);
  return new Date();
}

/** People work in the portals: each has its part of an hour's changes every five minutes, all of them by turns. */
async function live(portals: readonly BenchPortal[], { minutes, changedPercent, tell }: FleetOptions, beginsAt: Date) {
  const roundMs = 5 * minuteMs;
  const endsAt = beginsAt.getTime() + minutes * minuteMs;
  for (let turn = 0; ; turn += 1) {
    const dueAt = beginsAt.getTime() + (turn * roundMs) / portals.length;
    if (dueAt >= endsAt) break;
    await wait(Math.max(0, dueAt - Date.now()));
    const { admin, crowd } = portals[turn % portals.length]!;
    const changed = Math.max(1, Math.round((crowd * changedPercent * roundMs) / (100 * hourMs)));
    await admin.changed({ count: changed, at: new Date(Date.now() - minuteMs).toISOString(), spreadMs: minuteMs });
    if (turn > 0 && turn % portals.length === 0)
      tell(`${Math.round((turn / portals.length) * 5)} of ${minutes} minutes.`);
  }
  await wait(Math.max(0, endsAt - Date.now()));
}

function minus(after: Cpu, before: Cpu): Cpu {
  return Object.fromEntries(Object.entries(after).map(([name, seconds]) => [name, seconds - (before[name] ?? 0)]));
}

const mb = (bytes: number): string => `${Math.round(bytes / 2 ** 20)} MB`;
