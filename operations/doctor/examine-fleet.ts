import { wordOf } from "../../connectors/slack/errors.ts";
import type { RevwatchConfig } from "../../config/config.ts";
import { examine, fail, ok, unlessSecret, type DoctorLine } from "./doctor-line.ts";
import { examineAudits } from "./examine-audits.ts";
import { examineEmailWith, examineSlackWith } from "./examine-channels.ts";
import { examineAddresses, examineDatabase, examineDisk, examineSecrets, examineState } from "./examine-place.ts";
import { examinePortal, neededReads } from "./examine-portal.ts";
import { examineNamespace, examineSchedules, examineWorkers } from "./examine-temporal.ts";
import { examineSearch } from "./examine-search.ts";
import { examineTargets } from "./examine-targets.ts";
import { portalRemedy } from "./portal-remedy.ts";
import type { Probes } from "./probes.ts";

export interface FleetExamination {
  readonly config: RevwatchConfig;
  /** Only this client's portal and people; all when left out. */
  readonly clientId: string | undefined;
  readonly probes: Probes;
  /** Where secrets are looked up by whoever answers. */
  readonly env: NodeJS.ProcessEnv;
  readonly now: () => Date;
}

/** Everything that a good config makes it possible to ask. Each part is asked on its own; none stops another. */
export async function examineFleet(asked: FleetExamination): Promise<readonly DoctorLine[]> {
  const { config, clientId, env, now } = asked;
  // Asking takes the directory for a moment, so a second question beside it would find it in use.
  const state = asked.probes.stateDirectory();
  const probes: Probes = { ...asked.probes, stateDirectory: () => state };
  const clients = config.clients.filter((client) => clientId === undefined || client.clientId === clientId);
  const emailFix = "Correct the email: section of revwatch.yaml, or look whether the server is up.";
  const parts = await Promise.all([
    examine("State directory", "Choose another place with stateDirectory: in revwatch.yaml.", () =>
      examineState(probes),
    ),
    examine("Disk", "Look at the disk of stateDirectory.", async () => {
      // Where the folder is made by that question, its disk can be read after it.
      await state.catch(() => null);
      return examineDisk(probes);
    }),
    examine(
      "Database",
      (error) => unlessSecret(error, "Start it, or correct DATABASE_URL."),
      () => examineDatabase(probes, now),
    ),
    examine("Temporal", "Start it, or correct TEMPORAL_ADDRESS.", () => examineTemporal(config, probes, now())),
    examine("Audits", "Look at the database first.", () => examineAudits(probes, clients)),
    ...clients.map((client) =>
      examine(
        `HubSpot ${client.clientId}`,
        (error) => unlessSecret(error, portalRemedy(error, client.clientId)),
        async () => examinePortal(client, await probes.hubspot(client.clientId, neededReads(client)), now()),
      ),
    ),
    ...clients.map(({ clientId }) =>
      examine(`HubSpot's search ${clientId}`, "Look at the database first.", () => examineSearch(probes, clientId)),
    ),
    examine(
      "Slack",
      (error) => unlessSecret(error, slackRemedy(error)),
      () => examineSlackWith(config, clientId, probes),
    ),
    examine(
      "E-mail",
      (error) => unlessSecret(error, emailFix),
      () => examineEmailWith(config, probes),
    ),
    examine("Teams and webhooks", "Correct teams: and webhook: in revwatch.yaml.", () =>
      examineTargets(config, probes),
    ),
    examine("Addresses", "Correct dashboard: in revwatch.yaml.", async () =>
      // A state directory that cannot be read has a line of its own; here it only means that nobody knows the address.
      examineAddresses(config, (await probes.stateDirectory().catch(() => null))?.owner?.dashboardUrl ?? null),
    ),
  ]);
  return withoutRepeats([...parts.flat(), ...examineSecrets(config, env)]);
}

/** HubSpot's clock is one, however many clients ask it. */
function withoutRepeats(lines: readonly DoctorLine[]): readonly DoctorLine[] {
  return [...new Map(lines.map((line) => [JSON.stringify(line), line])).values()];
}

async function examineTemporal(config: RevwatchConfig, probes: Probes, now: Date): Promise<readonly DoctorLine[]> {
  const found = await probes.temporal();
  if ("willStart" in found) return [ok("Temporal", found.willStart)];
  return [
    ...(await examineNamespace(found.client, found.address)),
    ...(await examineWorkers(found.client)),
    ...(await examineSchedules(found.client, config, now)),
  ];
}

/** Slack's own word means that it answered; without one nobody did. */
function slackRemedy(error: unknown): string {
  if (error === null || wordOf(error) === null)
    return "Look at https://status.slack.com and at the network; if slack.address is set, correct it.";
  return "Put a valid bot token where slack.token says.";
}

/** Whether there is anybody to watch. */
export function examineClients({ clients }: RevwatchConfig, clientId: string | undefined): readonly DoctorLine[] {
  if (clients.length === 0) return [fail("Clients", "There are none yet.", "Add one: revwatch client add <id>")];
  if (clientId !== undefined && !clients.some((client) => client.clientId === clientId))
    return [
      fail(
        "Clients",
        `There is no client "${clientId}".`,
        `Known: ${clients.map((client) => client.clientId).join(", ")}.`,
      ),
    ];
  return [];
}
