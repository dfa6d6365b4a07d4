import { join } from "node:path";
import { Client, Connection } from "@temporalio/client";
import type { RevwatchConfig } from "../../config/config.ts";
import type { Places } from "../../workers/links.ts";
import { acquireStateDirectory, type StateDirectory } from "../../workers/state-directory/acquire-state-directory.ts";
import type { RunRecord } from "../../workers/state-directory/run-record.ts";
import { namedTemporal } from "../../workers/temporal-address.ts";
import { findTemporalCli } from "../../workers/temporal-server/find-temporal-cli.ts";
import { startTemporalServer } from "../../workers/temporal-server/start-temporal-server.ts";
import type { CliContext } from "../context.ts";
import { Unavailable } from "../unavailable.ts";
import { version } from "../version.ts";
import type { OnClose } from "./open-in-process.ts";

/** What is known before anything is opened. */
export interface Around {
  readonly state: StateDirectory | null;
  /** What the living owner of the state directory has written, if there is one. */
  readonly living: RunRecord | null;
  readonly places: Places;
  readonly onClose: OnClose;
  /** True while the Temporal server is fetched or built, which takes minutes. */
  isPreparing: boolean;
}

/**
 * Temporal for one command: the server that is named, the one that the living owner runs, or a development server of
 * our own for as long as the command takes. Its state is kept in a file, so what is written there stays.
 */
export async function openTemporal(context: CliContext, config: RevwatchConfig, around: Around): Promise<Client> {
  const named = namedTemporal(config, context.env);
  const ownersPort = around.living?.ports["temporal"];
  if (named !== null) {
    const address = named.connectionOptions.address ?? "the address in your Temporal profile";
    around.places.temporalUi ??= named.uiAddress;
    return connect(named.connectionOptions, named.namespace, address, around.onClose);
  }
  if (ownersPort !== undefined && around.state === null) {
    const address = `127.0.0.1:${ownersPort}`;
    return connect({ address }, config.temporal.namespace, address, around.onClose);
  }
  const address = await startOwn(context, config, around);
  return connect({ address }, "default", address, around.onClose);
}

async function startOwn(context: CliContext, config: RevwatchConfig, around: Around): Promise<string> {
  const { state, onClose } = around;
  const owned = state ?? (await acquireStateDirectory(config.stateDirectory, { version }));
  if (state === null) onClose(() => owned.release());
  around.isPreparing = true;
  const cli = await findTemporalCli({
    env: context.env,
    onProgress: ({ detail, elapsedSeconds }) => {
      if (elapsedSeconds % 10 === 0) context.say(`Preparing the Temporal server, ${elapsedSeconds} s: ${detail}`);
    },
  }).finally(() => (around.isPreparing = false));
  context.say("No Revwatch is running and no Temporal server is named, so one is started for this command alone.");
  const server = await startTemporalServer({ cliPath: cli.path, stateDirectory: join(owned.path, "temporal") });
  onClose(() => server.stop());
  await owned.recordChild("Temporal server", server.pid);
  await owned.recordChild("Temporal server's supervisor", server.supervisorPid);
  return server.address;
}

const patience = "5 seconds";

async function connect(
  options: NonNullable<Parameters<typeof Connection.connect>[0]>,
  namespace: string,
  address: string,
  onClose: OnClose,
): Promise<Client> {
  try {
    const connection = await Connection.connect({ connectTimeout: patience, ...options });
    onClose(() => connection.close());
    return new Client({ connection, namespace });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Unavailable(`Temporal does not answer at ${address} (${why}). Start it, or correct TEMPORAL_ADDRESS.`, {
      cause: error,
    });
  }
}
