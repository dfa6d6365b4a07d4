import type { RevwatchConfig } from "../config/config.ts";
import { createFrontDoor } from "../dashboards/front-door.ts";
import type { Extension } from "../dashboards/options.ts";
import { serve } from "../dashboards/serve.ts";
import { closeInOrder } from "./close-in-order.ts";
import type { ConfigHolder } from "./config-holder.ts";
import type { LedgerOf } from "./compose-activities.ts";
import { createControlApp } from "./control-app.ts";
import { readDisk } from "./disk.ts";
import { revwatchSteps, openRevwatch, type RunningRevwatch } from "./composition-root.ts";
import type { Places } from "./links.ts";
import { createLogger, installTemporalRuntime } from "./logger.ts";
import { logToFile } from "./log-stream.ts";
import { openDashboard } from "./open-dashboard.ts";
import { acquireStateDirectory, type StateDirectory } from "./state-directory/acquire-state-directory.ts";
import { serveControlSocket } from "./state-directory/serve-control-socket.ts";
import { StateDirectoryInUse, StateDirectoryUnusable } from "./state-directory/state-directory-errors.ts";
import { livesOn } from "./stray-faults.ts";
import { StartSteps } from "./steps.ts";
import { version } from "./version.ts";
import { keepWatchdog } from "./watch/keep-watchdog.ts";
import { isDoneWithin } from "./within.ts";
import { join } from "node:path";

/** What a composition root adds around the revwatch. */
export interface UpPlan {
  readonly stateDirectory: string;
  readonly env: NodeJS.ProcessEnv;
  readonly dashboard: RevwatchConfig["dashboard"];
  /** Steps of its own before and after those of the revwatch. */
  readonly stepsBefore: readonly { readonly id: string; readonly label: string }[];
  readonly stepsAfter: readonly { readonly id: string; readonly label: string }[];
  /**
   * Runs once the state directory is ours and people can watch; answers with the config to use and to stop at the end.
   */
  prepare(
    state: StateDirectory,
    steps: StartSteps,
  ): Promise<{ config: ConfigHolder; extensions: (revwatch: RunningRevwatch) => readonly Extension[] }>;
  /** Called when the start has to wait for somebody, with a sentence that says for whom. */
  onWait(sentence: string): void;
  /** Called as soon as people can watch the start. */
  onListening(address: string, steps: StartSteps): void;
  /** Ends a start that is under way, a build of the Temporal server included. */
  readonly signal?: AbortSignal;
  readonly ledgerOf?: LedgerOf;
}

export interface RunningUp {
  readonly revwatch: RunningRevwatch;
  readonly steps: StartSteps;
  readonly state: StateDirectory;
  readonly address: string;
  close(): Promise<void>;
}

/**
 * Starts everything in one process: first a page that shows how the start goes, then the revwatch, then the dashboard in
 * its place. Whatever was opened is closed again when a later part fails.
 *
 * @throws {StateDirectoryInUse} When another process owns the state directory.
 */
export async function startUp(plan: UpPlan): Promise<RunningUp> {
  const closers: (() => Promise<void>)[] = [];
  const close = () => closeInOrder(closers.splice(0).reverse());
  try {
    return await start(plan, closers, close);
  } catch (error) {
    // Whoever asks for the end of a start waits no longer than for the end of what runs.
    await isDoneWithin(closeWithinMs, close());
    throw await explainStart(plan.stateDirectory, error);
  }
}

const closeWithinMs = 10_000;

/** A full disk fails in as many ways as there are writers; there is one way out. */
async function explainStart(stateDirectory: string, error: unknown): Promise<unknown> {
  if (error instanceof StateDirectoryInUse || error instanceof StateDirectoryUnusable) return error;
  const { state, sentence } = await readDisk(stateDirectory);
  return state === "full" && sentence !== null ? new StateDirectoryUnusable(sentence, { cause: error }) : error;
}

/** As long as a command that was given in the same second may take. */
const commandPatienceMs = 30_000;

async function start(plan: UpPlan, closers: (() => Promise<void>)[], close: () => Promise<void>): Promise<RunningUp> {
  const state = await acquireStateDirectory(plan.stateDirectory, {
    version,
    patienceMs: commandPatienceMs,
    onWait: () => plan.onWait("Another command works with the data. Waiting until it has ended …"),
    signal: plan.signal,
  });
  closers.push(() => state.release());
  const logger = createLogger(logToFile(join(state.path, "revwatch.log")));
  livesOn((error, kind) => logger.error({ err: error, kind }, "A fault that nobody caught. The process goes on."));
  installTemporalRuntime(logger);

  const steps = new StartSteps([...plan.stepsBefore, ...revwatchSteps, ...plan.stepsAfter]);
  const frontDoor = createFrontDoor({ steps, place: plan.dashboard });
  const { host, port, publicAddress } = plan.dashboard;
  const server = await serve({ fetch: (request, ...rest) => frontDoor.fetch(request, ...rest), host, port });
  closers.push(() => server.close());
  const address = publicAddress ?? server.address;
  await state.record({ dashboardUrl: address, ports: { dashboard: server.port } });
  plan.onListening(address, steps);

  const prepared = await plan.prepare(state, steps);
  closers.push(async () => prepared.config.stop());
  plan.signal?.throwIfAborted();
  const places: Places = { dashboard: server.address, temporalUi: null, namespace: "default" };
  const revwatch = await openRevwatch({
    state,
    config: prepared.config.current,
    configTrouble: prepared.config.trouble,
    env: plan.env,
    steps,
    places,
    logger,
    signal: plan.signal,
    ledgerOf: plan.ledgerOf,
  });
  closers.push(() => revwatch.close());
  plan.signal?.throwIfAborted();
  const control = createControlApp(revwatch.world, () => prepared.config.refresh());
  const socket = await serveControlSocket(state, (request) => control.fetch(request));
  closers.push(() => socket.close());
  const dashboard = await openDashboard(revwatch.world, plan.env, logger, "up", prepared.extensions(revwatch));
  closers.push(() => dashboard.close());
  frontDoor.open(dashboard.app);
  const watchdog = keepWatchdog({
    stateDirectory: state.path,
    directory: prepared.config.current().directory,
    env: plan.env,
    logger,
    onStart: (pid) => state.recordChild("watchdog", pid),
  });
  closers.push(() => watchdog.stop());
  return { revwatch, steps, state, address, close };
}
