import { Client, Connection } from "@temporalio/client";
import type { RevwatchConfig } from "../../config/config.ts";
import { readDatabaseUrl } from "../../config/database-url.ts";
import type { Probes } from "../../operations/doctor/probes.ts";
import { readReadiness } from "../../operations/health/readiness.ts";
import type { StoreHandle } from "../../storage/database.ts";
import { readDatabaseFacts } from "../../storage/database-facts.ts";
import { searchLagsOf } from "../../storage/reads/search-lags.ts";
import { openPostgres } from "../../storage/open-database.ts";
import { readDisk } from "../../workers/disk.ts";
import { outsideProbes } from "../../workers/doctor-probes.ts";
import { acquireStateDirectory } from "../../workers/state-directory/acquire-state-directory.ts";
import { namedTemporal } from "../../workers/temporal-address.ts";
import { findTemporalCli } from "../../workers/temporal-server/find-temporal-cli.ts";
import { TemporalServerNotFound } from "../../workers/temporal-server/temporal-server-not-found.ts";
import type { OnClose } from "../in-process/open-in-process.ts";
import { version } from "../version.ts";

/** The doctor's questions where no Revwatch runs that could be asked: with the environment of this shell. */
export function makeProbes(config: RevwatchConfig, env: NodeJS.ProcessEnv, onClose: OnClose): Probes {
  return {
    asker: "this command, with the environment of this shell",
    stateDirectory: () => probeStateDirectory(config),
    disk: () => readDisk(config.stateDirectory),
    database: () => probeDatabase(config, env),
    readiness: () => probeReadiness(config, env),
    searchLags: (clientId) => askPostgres(config, env, (db) => searchLagsOf(db, clientId)),
    temporal: () => probeTemporal(config, env, onClose),
    ...outsideProbes({ config, env }),
  };
}

async function probeStateDirectory({ stateDirectory: path }: RevwatchConfig): ReturnType<Probes["stateDirectory"]> {
  // Taking it is the only proof that it can be taken.
  await (await acquireStateDirectory(path, { version })).release();
  return { path, owner: null };
}

async function probeDatabase(config: RevwatchConfig, env: NodeJS.ProcessEnv): ReturnType<Probes["database"]> {
  const facts = await askPostgres(config, env, readDatabaseFacts);
  return facts ?? { willOpen: "The embedded database opens with `revwatch up`." };
}

async function probeReadiness(config: RevwatchConfig, env: NodeJS.ProcessEnv): ReturnType<Probes["readiness"]> {
  return askPostgres(config, env, (db) => readReadiness({ config: () => config, db, now: () => new Date() }));
}

/** Null where the database is the embedded one, which only its owner can ask. */
async function askPostgres<Answer>(
  config: RevwatchConfig,
  env: NodeJS.ProcessEnv,
  ask: (db: StoreHandle) => Promise<Answer>,
): Promise<Answer | null> {
  const url = readDatabaseUrl(config, env);
  if (url === null) return null;
  const database = await openPostgres(url, { connections: 1 });
  try {
    return await ask(database.db);
  } finally {
    await database.close();
  }
}

async function probeTemporal(
  config: RevwatchConfig,
  env: NodeJS.ProcessEnv,
  onClose: OnClose,
): ReturnType<Probes["temporal"]> {
  const named = namedTemporal(config, env);
  if (named === null) return { willStart: await whatWillStart(env) };
  const { connectionOptions, namespace } = named;
  const connection = await Connection.connect({ connectTimeout: "5 seconds", ...connectionOptions });
  onClose(() => connection.close());
  const address = connectionOptions.address ?? "the address in your Temporal profile";
  return { client: new Client({ connection, namespace }), address };
}

async function whatWillStart(env: NodeJS.ProcessEnv): Promise<string> {
  try {
    const { serverVersion } = await findTemporalCli({ env, mayPrepare: false });
    return `\`revwatch up\` starts a development server of its own (${serverVersion}).`;
  } catch (error) {
    if (!(error instanceof TemporalServerNotFound)) throw error;
    return "`revwatch up` fetches or builds a development server once, which takes some minutes, and starts it.";
  }
}
