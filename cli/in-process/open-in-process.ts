import { join } from "node:path";
import type { RevwatchConfig } from "../../config/config.ts";
import { readDatabaseUrl } from "../../config/database-url.ts";
import { parseInput } from "../parse-input.ts";
import { operations } from "../../operations/registry.ts";
import { runOperation } from "../../operations/run-operation.ts";
import type { World } from "../../operations/world.ts";
import { openEmbeddedDatabase, openPostgres } from "../../storage/open-database.ts";
import { readDisk } from "../../workers/disk.ts";
import { linksOf } from "../../workers/links.ts";
import { cacheDirectory } from "../../workers/temporal-server/cache-directory.ts";
import { acquireStateDirectory, type StateDirectory } from "../../workers/state-directory/acquire-state-directory.ts";
import { isStillRunning, readRunRecord } from "../../workers/state-directory/run-record.ts";
import type { CliContext } from "../context.ts";
import type { Reach, ReachOptions } from "../reach.ts";
import { version } from "../version.ts";
import { openTemporal, type Around } from "./open-temporal.ts";
import { requireWorkers } from "./require-workers.ts";

/** What was opened is closed newest first. */
export type OnClose = (close: () => Promise<void>) => void;

/** Carries operations out in this process, as the owner of the state directory where the database is embedded. */
export async function openInProcess(
  context: CliContext,
  config: RevwatchConfig,
  { needsWorker = false }: ReachOptions,
): Promise<Reach & { close(): Promise<void>; isPreparing(): boolean }> {
  const closers: (() => Promise<void>)[] = [];
  const onClose: OnClose = (close) => void closers.push(close);
  const close = async () => {
    for (const one of closers.splice(0).reverse()) await one();
  };
  try {
    const state = config.databaseUrl === null ? await own(config, onClose) : null;
    const around = await lookAround(config, state, onClose);
    const temporal = once(() => openTemporal(context, config, around));
    if (needsWorker) await requireWorkers(config, context.env, state !== null, temporal);
    const db = await openDatabase(context, config, state, onClose);
    const world: World = {
      config: () => config,
      configTrouble: () => null,
      db,
      links: linksOf(around.places, () => config),
      temporal,
      now: () => new Date(),
      ...(state === null ? {} : { disk: () => readDisk(state.path) }),
    };
    const call = <Output>(name: string, input: unknown) => run<Output>(world, name, input);
    return { call, close, isPreparing: () => around.isPreparing };
  } catch (error) {
    await close();
    throw error;
  }
}

async function own(config: RevwatchConfig, onClose: OnClose): Promise<StateDirectory> {
  const state = await acquireStateDirectory(config.stateDirectory, { version });
  onClose(() => state.release());
  return state;
}

/** Who lives in the state directory, and which addresses are known. */
async function lookAround(config: RevwatchConfig, state: StateDirectory | null, onClose: OnClose): Promise<Around> {
  const run = await readRunRecord(config.stateDirectory);
  const living = run !== null && isStillRunning(run.owner) ? run : null;
  const places = {
    dashboard: living?.dashboardUrl ?? null,
    temporalUi: config.temporal.uiAddress,
    namespace: config.temporal.namespace,
  };
  return { state, living, places, onClose, isPreparing: false };
}

async function openDatabase(
  context: CliContext,
  config: RevwatchConfig,
  state: StateDirectory | null,
  onClose: OnClose,
): Promise<World["db"]> {
  const tell = (sentence: string) => context.say(sentence);
  const database =
    state === null
      ? await openPostgres(readDatabaseUrl(config, context.env)!, { tell })
      : await openEmbeddedDatabase(join(state.path, "database"), { tell, cache: cacheDirectory(context.env) });
  onClose(() => database.close());
  return database.db;
}

function once<Value>(open: () => Promise<Value>): () => Promise<Value> {
  let opened: Promise<Value> | undefined;
  return () => (opened ??= open());
}

async function run<Output>(world: World, name: string, input: unknown): Promise<Output> {
  const operation = operations.find((one) => one.name === name);
  if (operation === undefined) throw new Error(`There is no operation "${name}".`);
  return (await runOperation(operation, world, parseInput(operation.input, input))) as Output;
}
