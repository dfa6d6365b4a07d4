import { setTimeout as wait } from "node:timers/promises";
import type { RevwatchConfig } from "../config/config.ts";
import { isDoneWithin } from "../workers/within.ts";
import { limitOf } from "./call-limits.ts";
import type { CliContext } from "./context.ts";
import { Unavailable } from "./unavailable.ts";
import { withoutControls } from "./without-controls.ts";

/** Calls operations, wherever the data lives. */
export interface Reach {
  call<Output>(name: string, input: unknown): Promise<Output>;
}

interface OpenReach extends Reach {
  close(): Promise<void>;
  /** Something that every machine needs once, such as the build of a Temporal server, takes its time and says so. */
  isPreparing?(): boolean;
}

export interface ReachOptions {
  /** The operation waits for a workflow, so a worker has to run that carries it out. */
  readonly needsWorker?: boolean;
  /** The client that it is about, looked up before anything is opened. */
  readonly clientId?: string | undefined;
  /** It only reads: while the files have faults, a running Revwatch answers by the last good config. */
  readonly readsOnly?: boolean;
  /** Refuses, by the config alone, what can never be answered; asked before anything is opened. */
  readonly require?: (config: RevwatchConfig) => Promise<void>;
}

/** One operation, wherever the data lives. */
export async function callOperation<Output>(
  context: CliContext,
  name: string,
  input: unknown,
  options: ReachOptions = {},
): Promise<Output> {
  return withReach(context, options, (reach) => reach.call<Output>(name, input));
}

/**
 * The one door to the data. With PostgreSQL the operations run in this process; else the owner of the state directory
 * carries them out, asked over its control socket; and where no process owns it, this one does for as long as `work`
 * takes.
 *
 * @throws {ConfigFaults} With every fault of the config.
 * @throws {Refused} When there is no such client.
 * @throws {Unavailable} When a worker is needed and none listens.
 * @throws {OwnerNotAnswering} When its owner gives no answer within ten seconds.
 * @throws {StateDirectoryInUse} When its owner cannot be asked, even after a while.
 */
export async function withReach<Result>(
  context: CliContext,
  options: ReachOptions,
  work: (reach: Reach) => Promise<Result>,
): Promise<Result> {
  const reach = await reachFor(context, options);
  try {
    return await work({
      call: async <Output>(name: string, input: unknown) =>
        withoutControls(await inTime(name, reach.call<Output>(name, input), reach)),
    });
  } finally {
    // The process ends after this, whatever still hangs.
    await isDoneWithin(closeWithinMs, reach.close());
  }
}

async function reachFor(context: CliContext, options: ReachOptions): Promise<OpenReach> {
  let config: RevwatchConfig;
  try {
    config = await context.loadConfig();
  } catch (error) {
    if (options.readsOnly !== true) throw error;
    const { askWithLastGood } = await import("./last-good.ts");
    return { ...(await askWithLastGood(context, error)), close: () => Promise.resolve() };
  }
  if (options.clientId !== undefined) {
    const { knownClient } = await import("../operations/reads/known-client.ts");
    knownClient(config, options.clientId);
  }
  await options.require?.(config);
  return openReach(context, config, options);
}

const closeWithinMs = 5_000;
/** The owner's own limit speaks first; this one is for what is asked in this process. */
const marginMs = 500;

/**
 * A database or a Temporal server that hangs is as good as one that is away; one that is being prepared is waited for.
 */
export async function inTime<Output>(name: string, asked: Promise<Output>, reach: OpenReach): Promise<Output> {
  let { ms } = limitOf(name);
  if (await isDoneWithin(ms + marginMs, asked)) return asked;
  while (reach.isPreparing?.() === true) {
    while (reach.isPreparing()) if (await isDoneWithin(lookEveryMs, asked)) return asked;
    ({ ms } = limitOf(name));
    if (await isDoneWithin(ms + marginMs, asked)) return asked;
  }
  throw new Unavailable("The database or Temporal does not answer. Look at both, and try again.");
}

/** For an owner that gives signs of life, and for one that gives none. */
const patienceMs = 45_000;
const patienceWithSilenceMs = 7_000;
const tellAfterMs = 3_000;
const lookEveryMs = 200;

/** Two commands at the same moment take turns, and a Revwatch that just starts is waited for. */
async function openReach(context: CliContext, config: RevwatchConfig, options: ReachOptions): Promise<OpenReach> {
  const { askOwner } = await import("./ask-owner.ts");
  const startedAt = Date.now();
  let lastSignAt = startedAt;
  let hasTold = false;
  for (; ; await wait(lookEveryMs)) {
    const now = Date.now();
    const isLast = now - startedAt > patienceMs || now - lastSignAt > patienceWithSilenceMs;
    if (now - startedAt > tellAfterMs && !hasTold) {
      hasTold = true;
      context.say("Another command is working with the data. Waiting …");
    }
    const owner = config.databaseUrl === null ? await askOwner(config.stateDirectory) : null;
    if (owner !== null && "call" in owner) return { ...owner, close: () => Promise.resolve() };
    if (owner !== null && !isLast) {
      if (await owner.isAlive()) lastSignAt = Date.now();
      continue;
    }
    if (owner !== null) {
      const { notAnswering } = await import("../workers/state-directory/control-request.ts");
      throw notAnswering(owner.run.owner.pid, config.stateDirectory, undefined);
    }
    try {
      const { openInProcess } = await import("./in-process/open-in-process.ts");
      return await openInProcess(context, config, options);
    } catch (error) {
      if (isLast || (error as Error).name !== "StateDirectoryInUse") throw error;
    }
  }
}
