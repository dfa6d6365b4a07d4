import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, openSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openPostgres, type OpenDatabase } from "../../storage/open-database.ts";
import { postgresBinaries } from "../../test/support/postgres-binaries.ts";
import { createCluster } from "../../test/support/postgres-cluster.ts";
import { postmasterOf } from "../judge/counters.ts";
import { startSimulatedWorld, type SimulatedWorld } from "../stage/simulators.ts";
import { startBenchTemporal, type BenchTemporal } from "../stage/temporal.ts";
import { benchEnvironment, writeBenchConfig, type BenchClient } from "../stage/write-config.ts";

const cli = fileURLToPath(new URL("../../cli/revwatch.js", import.meta.url));

/** A production installation in small: everything that it consists of is a process of its own. */
export interface FleetStage {
  readonly database: OpenDatabase;
  readonly postmaster: number;
  readonly simulated: SimulatedWorld;
  readonly temporal: BenchTemporal;
  /** Starts the one `revwatch worker`. */
  startWorker(): ChildProcess;
  /** Runs a command of `revwatch` to its end. @throws {Error} With what it said, where it fails. */
  revwatch(...args: readonly string[]): Promise<string>;
  close(): Promise<void>;
}

/** As a small server of one's own would be set up; commits are kept, so that each of them is written. */
const settings = ["shared_buffers=1GB", "max_wal_size=4GB"];

export async function setUpFleet(folder: string, clients: readonly BenchClient[]): Promise<FleetStage> {
  const closers: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    const binaries = postgresBinaries();
    if (binaries === undefined) throw new Error("There is no PostgreSQL on this machine: apt-get install postgresql");
    const cluster = await createCluster(binaries, { keepsCommits: true, settings });
    closers.push(() => cluster.remove());
    const database = await openPostgres(cluster.url);
    closers.push(() => database.close());
    const temporal = await startBenchTemporal(join(folder, "temporal"));
    closers.push(() => temporal.close());
    const simulated = await startSimulatedWorld(folder);
    closers.push(() => simulated.close());
    const directory = join(folder, "installation");
    mkdirSync(directory);
    writeBenchConfig(directory, simulated, clients);
    const env = {
      ...process.env,
      ...benchEnvironment(clients),
      NO_COLOR: "1",
      DATABASE_URL: cluster.url,
      TEMPORAL_ADDRESS: temporal.address,
    };
    return {
      database,
      postmaster: await postmasterOf(database.db),
      simulated,
      temporal,
      startWorker() {
        const log = openSync(join(folder, "worker.log"), "w");
        const worker = spawn(process.execPath, [cli, "worker"], { cwd: directory, env, stdio: ["ignore", log, log] });
        closers.push(() => ended(worker));
        process.once("exit", () => worker.kill("SIGKILL"));
        return worker;
      },
      async revwatch(...args) {
        const child = spawn(process.execPath, [cli, ...args], { cwd: directory, env });
        let said = "";
        child.stdout.on("data", (text: Buffer) => (said += text.toString()));
        child.stderr.on("data", (text: Buffer) => (said += text.toString()));
        const [code] = (await once(child, "close")) as [number | null];
        if (code !== 0) throw new Error(`revwatch ${args.join(" ")} ended with ${code}: ${said.slice(-1_000)}`);
        return said;
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGTERM");
  await once(child, "exit");
}
