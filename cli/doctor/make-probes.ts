import { Client, Connection } from "@temporalio/client";
import type { RevwatchConfig } from "../../config/config.ts";
import { readDatabaseUrl } from "../../config/database-url.ts";
import type { Probes } from "../../operations/doctor/probes.ts";
import { openPostgres } from "../../storage/open-database.ts";
import { openChannels } from "../../workers/open-channels.ts";
import { openPortals } from "../../workers/open-portals.ts";
import { acquireStateDirectory } from "../../workers/state-directory/acquire-state-directory.ts";
import { isStillRunning, readRunRecord } from "../../workers/state-directory/run-record.ts";
import { namedTemporal } from "../../workers/temporal-address.ts";
import { findTemporalCli } from "../../workers/temporal-server/find-temporal-cli.ts";
import { TemporalServerNotFound } from "../../workers/temporal-server/temporal-server-not-found.ts";
import { askOwner } from "../ask-owner.ts";
import type { CliContext } from "../context.ts";
import type { OnClose } from "../in-process/open-in-process.ts";
import { version } from "../version.ts";

/** The doctor's questions, asked of the real world with the shell's own environment. */
export function makeProbes(context: CliContext, config: RevwatchConfig, onClose: OnClose): Probes {
  const channels = openChannels(() => config, context.env);
  return {
    stateDirectory: () => probeStateDirectory(config),
    database: () => probeDatabase(context, config),
    temporal: () => probeTemporal(context, config, onClose),
    async hubspot(clientId) {
      const portal = portalOf(context, config, clientId);
      const { portalId } = await portal.accountDetails();
      return { portalId, scopes: await portal.grantedScopes(), answeredAt: portal.answeredAt() };
    },
    async slack() {
      return channels.slack()?.whoAmI() ?? { team: "", user: "" };
    },
    async smtp() {
      await channels.email()?.verify();
    },
  };
}

function portalOf({ env }: CliContext, config: RevwatchConfig, clientId: string) {
  const client = config.clients.find((one) => one.clientId === clientId)!;
  return openPortals({ config: () => config, client: () => client, env })(clientId);
}

async function livingOwner({ stateDirectory }: RevwatchConfig) {
  const run = await readRunRecord(stateDirectory);
  return run !== null && isStillRunning(run.owner) ? run : null;
}

async function probeStateDirectory(config: RevwatchConfig): ReturnType<Probes["stateDirectory"]> {
  const run = await livingOwner(config);
  const path = config.stateDirectory;
  if (run !== null) return { path, owner: { pid: run.owner.pid, dashboardUrl: run.dashboardUrl } };
  // Taking it is the only proof that it can be taken.
  await (await acquireStateDirectory(path, { version })).release();
  return { path, owner: null };
}

async function probeDatabase({ env }: CliContext, config: RevwatchConfig): Promise<string> {
  const url = readDatabaseUrl(config, env);
  if (url === null) {
    const owner = await askOwner(config.stateDirectory);
    if (owner !== null && !("call" in owner)) return "Its owner is busy: it starts, or another command has it open.";
    if (owner === null) return "The embedded database opens with `revwatch up`.";
    await owner.call("status", {});
    return "The embedded database answers.";
  }
  const database = await openPostgres(url, { connections: 1 });
  try {
    await database.db.selectFrom("client").select("client_id").limit(1).execute();
    return "PostgreSQL answers, and its schema is up to date.";
  } finally {
    await database.close();
  }
}

async function probeTemporal(context: CliContext, config: RevwatchConfig, onClose: OnClose): ReturnType<Probes["temporal"]> {
  const named = namedTemporal(config, context.env);
  const ownersPort = (await livingOwner(config))?.ports["temporal"];
  if (named === null && ownersPort === undefined) return { willStart: await whatWillStart(context.env) };

  const options = named?.connectionOptions ?? { address: `127.0.0.1:${ownersPort}` };
  const connection = await Connection.connect(options);
  onClose(() => connection.close());
  const namespace = named?.namespace ?? config.temporal.namespace;
  return { client: new Client({ connection, namespace }), address: options.address ?? "the address in your Temporal profile" };
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
