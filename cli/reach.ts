import type { CliContext } from "./context.ts";

/** Calls operations, wherever the data lives. */
export interface Reach {
  call<Output>(name: string, input: unknown): Promise<Output>;
}

export interface ReachOptions {
  /** The operation waits for a workflow, so somebody has to be there to carry it out. */
  readonly needsWorker?: boolean;
  /** The client that it is about, looked up before anything is opened. */
  readonly clientId?: string | undefined;
}

/**
 * The one door to the data. With PostgreSQL the operations run in this process; else the owner of the state directory
 * carries them out, asked over its control socket; and where nobody owns it, this process does for as long as `work`
 * takes.
 *
 * @throws {ConfigFaults} With every fault of the config.
 * @throws {Refused} When there is no such client.
 * @throws {Unavailable} When a worker is needed and none listens.
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
  if (config.databaseUrl === null) {
    const { askOwner } = await import("./ask-owner.ts");
    const owner = await askOwner(config.stateDirectory);
    if (owner !== null) return work(owner);
  }
  const { openInProcess } = await import("./in-process/open-in-process.ts");
  const opened = await openInProcess(context, config, options);
  try {
    return await work(opened);
  } finally {
    await opened.close();
  }
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
