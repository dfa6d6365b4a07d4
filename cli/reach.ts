import { setTimeout as wait } from "node:timers/promises";
import type { RevwatchConfig } from "../config/config.ts";
import type { CliContext } from "./context.ts";
import { withoutControls } from "./without-controls.ts";

/** Calls operations, wherever the data lives. */
export interface Reach {
  call<Output>(name: string, input: unknown): Promise<Output>;
}

interface OpenReach extends Reach {
  close(): Promise<void>;
}

export interface ReachOptions {
  /** The operation waits for a workflow, so somebody has to be there to carry it out. */
  readonly needsWorker?: boolean;
  /** The client that it is about, looked up before anything is opened. */
  readonly clientId?: string | undefined;
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
 * carries them out, asked over its control socket; and where nobody owns it, this process does for as long as `work`
 * takes.
 *
 * @throws {ConfigFaults} With every fault of the config.
 * @throws {Refused} When there is no such client.
 * @throws {Unavailable} When a worker is needed and none listens.
 * @throws {StateDirectoryInUse} When somebody owns the data and cannot be asked, even after a while.
 */
export async function withReach<Result>(
  context: CliContext,
  options: ReachOptions,
  work: (reach: Reach) => Promise<Result>,
): Promise<Result> {
  const config = await context.loadConfig();
  if (options.clientId !== undefined) {
    const { knownClient } = await import("../operations/reads/known-client.ts");
    knownClient(config, options.clientId);
  }
  await options.require?.(config);
  const reach = await openReach(context, config, options);
  try {
    return await work({
      call: async <Output>(name: string, input: unknown) => withoutControls(await reach.call<Output>(name, input)),
    });
  } finally {
    await reach.close();
  }
}

const patienceMs = 45_000;
const tellAfterMs = 3_000;
const lookEveryMs = 200;

/** Two commands at the same moment take turns, and a Revwatch that just starts is waited for. */
async function openReach(context: CliContext, config: RevwatchConfig, options: ReachOptions): Promise<OpenReach> {
  const { askOwner } = await import("./ask-owner.ts");
  const startedAt = Date.now();
  let hasTold = false;
  for (; ; await wait(lookEveryMs)) {
    const waitedMs = Date.now() - startedAt;
    const isLast = waitedMs > patienceMs;
    if (waitedMs > tellAfterMs && !hasTold) {
      hasTold = true;
      context.say("Somebody else works with the data. Waiting …");
    }
    const owner = config.databaseUrl === null ? await askOwner(config.stateDirectory) : null;
    if (owner !== null && owner !== "busy") return { ...owner, close: () => Promise.resolve() };
    if (owner === "busy" && !isLast) continue;
    try {
      const { openInProcess } = await import("./in-process/open-in-process.ts");
      return await openInProcess(context, config, options);
    } catch (error) {
      if (isLast || (error as Error).name !== "StateDirectoryInUse") throw error;
    }
  }
}
