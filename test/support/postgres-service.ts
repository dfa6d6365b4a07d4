import { execFile } from "node:child_process";
import { chown, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import pg from "pg";
import type { ProvidedContext } from "vitest";
import { freePort } from "../../workers/state-directory/free-port.ts";
import { startSupervisedChild } from "../../workers/temporal-server/supervised-child.ts";
import { postgresAccount, postgresBinaries } from "./postgres-binaries.ts";
import type { ServiceOutcome } from "./service-outcome.ts";

const run = promisify(execFile);

/** The server that `DATABASE_URL_TEST` names, or one of our own that keeps nothing and waits for no disk. */
export async function postgresService(): Promise<ServiceOutcome<NonNullable<ProvidedContext["postgres"]>>> {
  const named = process.env["DATABASE_URL_TEST"];
  if (named) return { value: { url: named } };

  const binaries = postgresBinaries();
  if (binaries === undefined) {
    const remedy = "apt-get install postgresql; or set DATABASE_URL_TEST to a server on which databases may be created";
    return { missing: { reason: "no PostgreSQL on this machine", remedy } };
  }
  // A free port is only a guess: somebody else may take it before the server does.
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startCluster(binaries);
    } catch (error) {
      if (attempt === mostAttempts || !String(error).includes("Address already in use")) throw error;
    }
  }
}

const mostAttempts = 3;

async function startCluster(binaries: string): Promise<ServiceOutcome<NonNullable<ProvidedContext["postgres"]>>> {
  const scratch = await mkdtemp(join(tmpdir(), "revwatch-test-postgres-"));
  const account = postgresAccount();
  if ("uid" in account) await chown(scratch, account.uid, account.gid);
  const data = join(scratch, "data");
  const as = { ...account, cwd: scratch };
  await run(join(binaries, "initdb"), ["-D", data, "-U", "revwatch", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"], as);

  const port = await freePort({ purpose: "the test database" });
  const speed = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=64MB"];
  const settings = [...speed, "listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=200"];
  const logFile = join(scratch, "postgres.log");
  const server = await startSupervisedChild({
    command: join(binaries, "postgres"),
    args: ["-D", data, "-p", String(port), ...settings.flatMap((setting) => ["-c", setting])],
    logFile,
    stopSignal: "SIGQUIT", // at once: nothing of it is kept
    env: process.env,
    ...as,
  });
  const stop = async () => {
    await server.stop();
    await rm(scratch, { recursive: true, force: true });
  };

  const url = `postgres://revwatch@127.0.0.1:${port}/postgres`;
  const problem = await whyNotReady(url);
  if (problem !== null) {
    const log = await readFile(logFile, "utf8");
    await stop();
    throw new Error(`The test database did not start: ${problem}\n${log.slice(-1_000)}`);
  }
  return { value: { url }, stop };
}

async function whyNotReady(url: string): Promise<string | null> {
  let last = "";
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const client = new pg.Client({ connectionString: url });
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
