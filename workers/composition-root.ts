import { join } from "node:path";
import { Client } from "@temporalio/client";
import type { Logger } from "pino";
import type { ConfigTrouble } from "../config/config-faults.ts";
import type { RevwatchConfig } from "../config/config.ts";
import { readDatabaseUrl } from "../config/database-url.ts";
import type { Probes } from "../operations/doctor/probes.ts";
import type { World } from "../operations/world.ts";
import { leaseAllowance } from "../storage/allowance.ts";
import { readReadiness } from "../operations/health/readiness.ts";
import { searchLagsOf } from "../storage/reads/search-lags.ts";
import { readDatabaseFacts } from "../storage/database-facts.ts";
import { outsideProbes } from "./doctor-probes.ts";
import type { StoreHandle } from "../storage/database.ts";
import { openEmbeddedDatabase, openPostgres, type OpenDatabase } from "../storage/open-database.ts";
import { closeInOrder } from "./close-in-order.ts";
import { descriptorOf } from "../connectors/hubspot/types/index.ts";
import { composeActivityWorld, type LedgerOf } from "./compose-activities.ts";
import { connectTemporal } from "./connect-temporal.ts";
import { readDisk } from "./disk.ts";
import { readFullest } from "./store-disk.ts";
import { linksOf, type Places } from "./links.ts";
import { openChannels } from "./open-channels.ts";
import { keepWorkers, type KeptWorkers } from "./keep-workers.ts";
import { workflowBundle } from "./workflow-bundle.ts";
import { quietenBeforeStart } from "./quieten-before-start.ts";
import type { StateDirectory } from "./state-directory/acquire-state-directory.ts";
import { startScheduleKeeper } from "./schedule-keeper.ts";
import type { StartSteps } from "./steps.ts";
import { cacheDirectory } from "./temporal-server/cache-directory.ts";
import { findTemporalCli } from "./temporal-server/find-temporal-cli.ts";
import { keepAtLikedPorts } from "./temporal-server/keep-at-liked-ports.ts";
import type { KeptTemporalServer } from "./temporal-server/keep-temporal-server.ts";
import { makeTemporalProbe } from "./watch/probe-temporal.ts";
import { startFactFile } from "./watch/start-fact-file.ts";
import { startRingOne, type RingOne } from "./watch/start-ring-one.ts";
import { readWatchdogFile } from "./watch/watchdog-file.ts";
import { namedTemporal, type TemporalTarget } from "./temporal-address.ts";

/** Ports that an own Temporal server would like, so that links in old messages stay good over a restart. */
const likedPorts = { temporal: 7233, temporalUi: 8233 };

export interface RevwatchOptions {
  readonly state: StateDirectory;
  readonly config: () => RevwatchConfig;
  readonly configTrouble: () => ConfigTrouble | null;
  readonly env: NodeJS.ProcessEnv;
  readonly steps: StartSteps;
  readonly places: Places;
  readonly logger: Logger;
  readonly signal?: AbortSignal | undefined;
  readonly ledgerOf?: LedgerOf | undefined;
}

/** Everything that runs in one process: a Temporal server of its own where none is named, the database, the workers. */
export interface RunningRevwatch {
  readonly world: World;
  readonly db: StoreHandle;
  readonly temporal: Client;
  readonly workers: KeptWorkers;
  /** Ends in order: workers first, so that what is running can finish; the database and the server last. */
  close(): Promise<void>;
}

/** The steps that `openRevwatch` reports on. */
export const revwatchSteps = [
  { id: "temporal", label: "Temporal server" },
  { id: "database", label: "Database" },
  { id: "workers", label: "Workers" },
] as const;

/**
 * @throws {TemporalServerNotFound} When there is no Temporal server and none can be had; the message is complete.
 */
export async function openRevwatch(options: RevwatchOptions): Promise<RunningRevwatch> {
  const { state, config, env, steps, places, logger } = options;
  const links = linksOf(places, config);
  // None of the three needs another one, and each spends most of its time waiting.
  const failed = new AbortController();
  const signal = AbortSignal.any([failed.signal, ...(options.signal === undefined ? [] : [options.signal])]);
  const [server, database, bundle] = await allOrClose(failed, [
    steps.run("temporal", (tell) => openTemporal({ ...options, signal }, tell)),
    steps.run("database", (tell) => openDatabase(options, tell)),
    workflowBundle(env),
  ]);
  const below = [() => database.close(), () => server.kept?.stop()];

  return steps.run("workers", () =>
    openWorkers().catch((error: unknown) => closeInOrder(below).then(() => Promise.reject(error as Error))),
  );

  async function openWorkers(): Promise<RunningRevwatch> {
    const connection = await connectTemporal(server.target);
    const temporal = new Client({ connection, namespace: server.target.namespace });
    const activityWorld = composeActivityWorld({ config, db: database.db, links, env, ledgerOf: options.ledgerOf });
    await quietenBeforeStart(activityWorld, logger);
    const workers = await keepWorkers({ target: server.target, world: activityWorld, bundle, logger });
    const keeper = startScheduleKeeper({ target: server.target, db: database.db, config, logger });
    const watch = await openWatch(temporal);
    const world: World = {
      config,
      configTrouble: options.configTrouble,
      db: database.db,
      links,
      temporal: () => Promise.resolve(temporal),
      now: () => new Date(),
      disk: () => readDisk(state.path),
      countRecords: (clientId, type) => activityWorld.portal(clientId).countInSearch(descriptorOf(type).objectType),
      examiner: { env, probes: (used) => ownProbes(used, temporal) },
    };
    return {
      world,
      db: database.db,
      temporal,
      workers,
      async close() {
        await closeInOrder(
          [() => watch.stop(), () => keeper.stop(), () => workers.stop(), () => connection.close(), ...below],
          (error) => logger.warn({ err: error }, "A part could not be closed."),
        );
        logger.info("Stopped.");
      },
    };
  }

  /** The watch over all this: ring one, and the facts that a watchdog cannot ask an embedded database. */
  async function openWatch(temporal: Client): Promise<{ stop(): Promise<void> }> {
    const livez = places.dashboard === null ? null : new URL("/livez", places.dashboard).href;
    let ringOne: RingOne | null = null;
    const factFile =
      database.kind === "embedded"
        ? startFactFile({
            stateDirectory: state.path,
            db: database.db,
            config,
            logger,
            livez,
            lastLook: () => ringOne?.lastLook() ?? null,
          })
        : null;
    ringOne = await startRingOne({
      db: database.db,
      config,
      channels: openChannels(config, env),
      url: () => links.dashboard("/"),
      env,
      logger,
      probeTemporal: makeTemporalProbe(temporal, () => new Date()),
      disk: () => readFullest(state.path),
      ...(factFile === null ? {} : { watchdog: () => watchdogOf(state.path) }),
    });
    return { stop: () => closeInOrder([() => ringOne?.stop(), () => factFile?.stop()]) };
  }

  /** What `doctor` asks, by the connections and the secrets that everything else here works with. */
  function ownProbes(used: RevwatchConfig, temporal: Client): Probes {
    const { path, run } = options.state;
    return {
      asker: `process ${process.pid}, which runs here, with its own environment`,
      stateDirectory: () => Promise.resolve({ path, owner: { pid: process.pid, dashboardUrl: run.dashboardUrl } }),
      disk: () => readDisk(path),
      database: () => readDatabaseFacts(database.db),
      readiness: () => readReadiness({ config, db: database.db, now: () => new Date() }),
      searchLags: async (clientId) => searchLagsOf(database.db, clientId),
      temporal: () =>
        Promise.resolve({ client: temporal, address: String(server.target.connectionOptions.address ?? "") }),
      ...outsideProbes({
        config: used,
        env,
        ledgerOf: (clientId) => ({ lease: (asked) => leaseAllowance(database.db, clientId, asked) }),
      }),
    };
  }
}

/** The watchdog of an embedded database, from its file: it has no other way to tell us that it lives. */
function watchdogOf(stateDirectory: string) {
  const file = readWatchdogFile(stateDirectory);
  return file === null ? null : { process: file.process, records: file.records };
}

interface OpenTemporal {
  readonly target: TemporalTarget;
  readonly kept: KeptTemporalServer | null;
}

async function openTemporal(
  { state, config, env, places, logger, signal }: RevwatchOptions,
  tell: (detail: string, estimateSeconds?: number) => void,
): Promise<OpenTemporal> {
  const named = namedTemporal(config(), env);
  if (named !== null) {
    places.temporalUi = named.uiAddress;
    places.namespace = named.namespace;
    tell(named.connectionOptions.address ?? "");
    return { target: named, kept: null };
  }
  const cli = await findTemporalCli({
    env,
    onProgress: ({ detail, estimateSeconds }) => tell(detail, estimateSeconds),
    ...(signal === undefined ? {} : { signal }),
  });
  const liked = {
    temporal: state.run.ports["temporal"] ?? likedPorts.temporal,
    temporalUi: state.run.ports["temporalUi"] ?? likedPorts.temporalUi,
  };
  const { kept, ports } = await keepAtLikedPorts(liked, {
    cliPath: cli.path,
    stateDirectory: join(state.path, "temporal"),
    logger,
    onRestart: (server) =>
      void noteServer(state, server).catch((error: unknown) =>
        logger.warn({ err: error }, "run.json could not be written."),
      ),
  });
  await noteServer(state, kept.current());
  await state.record({ ports: { ...state.run.ports, ...ports } });
  places.temporalUi = kept.uiAddress;
  places.namespace = kept.namespace;
  tell(`server ${cli.serverVersion} on ${kept.address}`);
  return {
    target: { connectionOptions: { address: kept.address }, namespace: kept.namespace, uiAddress: kept.uiAddress },
    kept,
  };
}

async function noteServer(
  state: StateDirectory,
  server: { readonly pid: number; readonly supervisorPid: number },
): Promise<void> {
  await state.recordChild("Temporal server", server.pid);
  await state.recordChild("Temporal server's supervisor", server.supervisorPid);
}

/** PostgreSQL where the environment or the config names one, else the embedded database in the state directory. */
export async function openDatabase(
  { state, config, env }: Pick<RevwatchOptions, "state" | "config" | "env">,
  tell?: (sentence: string) => void,
): Promise<OpenDatabase> {
  const url = readDatabaseUrl(config(), env);
  if (url !== null) return openPostgres(url, { tell });
  return openEmbeddedDatabase(join(state.path, "database"), { tell, cache: cacheDirectory(env) });
}

/**
 * Waits for all three. When one fails, the others are broken off, and what they opened is closed before the error goes
 * on.
 */
async function allOrClose<One, Two, Three>(
  failed: AbortController,
  work: [Promise<One>, Promise<Two>, Promise<Three>],
): Promise<[One, Two, Three]> {
  let first: { readonly reason: unknown } | null = null;
  for (const part of work) {
    part.catch((reason: unknown) => {
      first ??= { reason };
      failed.abort();
    });
  }
  const settled = await Promise.allSettled(work);
  if (first === null) return (await Promise.all(work)) as [One, Two, Three];
  const opened = settled.flatMap((result) =>
    result.status === "fulfilled" ? [result.value as Partial<OpenTemporal & OpenDatabase>] : [],
  );
  await closeInOrder(opened.flatMap(({ close, kept }) => [() => close?.(), () => kept?.stop()]));
  throw (first as { readonly reason: unknown }).reason;
}
