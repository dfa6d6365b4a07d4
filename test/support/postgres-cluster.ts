import { execFile } from "node:child_process";
import { chown, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import pg from "pg";
import { freePort } from "../../workers/state-directory/free-port.ts";
import { startSupervisedChild, type SupervisedChild } from "../../workers/temporal-server/supervised-child.ts";
import { postgresAccount } from "./postgres-binaries.ts";

const run = promisify(execFile);

/** A PostgreSQL of a test's own, that keeps nothing over a power cut and waits for no disk. */
export interface PostgresCluster {
  readonly url: string;
  /** At once, as `pg_ctl stop -m immediate`: whatever was under way is cut off. */
  stop(): Promise<void>;
  /** Again, at the same port; answers when it can be asked. */
  start(): Promise<void>;
  remove(): Promise<void>;
}

export interface ClusterOptions {
  /** The folder in which its own is made. */
  readonly parent?: string;
  /** What it has committed outlives an immediate stop, as in any database that Revwatch is run on; slower. */
  readonly keepsCommits?: boolean;
  /** As in `postgresql.conf`, such as "shared_buffers=1GB"; they come before its own. */
  readonly settings?: readonly string[];
}

export async function createCluster(
  binaries: string,
  { parent = tmpdir(), keepsCommits = false, settings: own = [] }: ClusterOptions = {},
): Promise<PostgresCluster> {
  const scratch = await mkdtemp(join(parent, "revwatch-test-postgres-"));
  const account = postgresAccount();
  if ("uid" in account) await chown(scratch, account.uid, account.gid);
  const data = join(scratch, "data");
  const as = { ...account, cwd: scratch };
  await run(
    join(binaries, "initdb"),
    ["-D", data, "-U", "revwatch", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"],
    as,
  );

  const port = await freePort({ purpose: "the test database" });
  const commit = `synchronous_commit=${keepsCommits ? "on" : "off"}`;
  const speed = ["fsync=off", commit, "full_page_writes=off", "shared_buffers=64MB"];
  const settings = [...speed, "listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=200", ...own];
  const logFile = join(scratch, "postgres.log");
  const url = `postgres://revwatch@127.0.0.1:${port}/postgres`;
  let server: SupervisedChild | null = null;

  const cluster: PostgresCluster = {
    url,
    async stop() {
      await server?.stop();
      server = null;
    },
    async start() {
      server = await startSupervisedChild({
        command: join(binaries, "postgres"),
        args: ["-D", data, "-p", String(port), ...settings.flatMap((setting) => ["-c", setting])],
        logFile,
        stopSignal: "SIGQUIT", // at once: nothing of it is kept
        env: process.env,
        ...as,
      });
      const problem = await whyNotReady(url);
      if (problem !== null) {
        const log = await readFile(logFile, "utf8");
        throw new Error(`The test database did not start: ${problem}\n${log.slice(-1_000)}`);
      }
    },
    async remove() {
      await cluster.stop();
      await rm(scratch, { recursive: true, force: true });
    },
  };
  try {
    await cluster.start();
  } catch (error) {
    await cluster.remove();
    throw error;
  }
  return cluster;
}

async function whyNotReady(url: string): Promise<string | null> {
  let last = "";
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const client = new pg.Client({ connectionString: url });
    client.on("error", () => undefined);
    try {
      await client.connect();
      await client.end();
      return null;
    } catch (error) {
      last = String(error);
      await wait(50);
    }
  }
  return last;
}
