import type { RevwatchConfig } from "../../config/config.ts";
import { examine, fail, ok, warn, type DoctorLine } from "./doctor-line.ts";
import { examinePortal } from "./examine-portal.ts";
import { examineSchedules, examineWorkers } from "./examine-temporal.ts";
import { portalRemedy } from "./portal-remedy.ts";
import type { Probes } from "./probes.ts";

/** Everything that a good config makes it possible to ask. Each part is asked on its own; none stops another. */
export async function examineFleet(
  config: RevwatchConfig,
  clientId: string | undefined,
  probes: Probes,
  now: Date,
): Promise<readonly DoctorLine[]> {
  const clients = config.clients.filter((client) => clientId === undefined || client.clientId === clientId);
  const parts = await Promise.all([
    examine("State directory", "Choose another place with stateDirectory: in revwatch.yaml.", () => examineState(probes)),
    examine("Database", "Start it, or correct DATABASE_URL.", async () => [ok("Database", await probes.database())]),
    examine("Temporal", "Start it, or correct TEMPORAL_ADDRESS.", () => examineTemporal(config, probes, now)),
    ...clients.map((client) =>
      examine(
        `HubSpot ${client.clientId}`,
        (error) => portalRemedy(error, client.clientId),
        async () => examinePortal(client, await probes.hubspot(client.clientId), now),
      ),
    ),
    examine("Slack", "Put a good bot token where revwatch.yaml says.", () => examineSlack(config, probes)),
    examine("E-mail", "Correct the email: section of revwatch.yaml.", () => examineEmail(config, probes)),
  ]);
  return parts.flat();
}

async function examineState(probes: Probes): Promise<readonly DoctorLine[]> {
  const { path, owner } = await probes.stateDirectory();
  if (owner === null) return [ok("State directory", `${path} can be written, and nobody uses it now.`)];
  const where = owner.dashboardUrl === null ? "" : `, dashboard at ${owner.dashboardUrl}`;
  return [ok("State directory", `${path} belongs to process ${owner.pid}${where}.`)];
}

async function examineTemporal(config: RevwatchConfig, probes: Probes, now: Date): Promise<readonly DoctorLine[]> {
  const found = await probes.temporal();
  if ("willStart" in found) return [ok("Temporal", found.willStart)];
  return [
    ok("Temporal", `It answers at ${found.address}.`),
    ...(await examineWorkers(found.client)),
    ...(await examineSchedules(found.client, config, now)),
  ];
}

async function examineSlack({ slack }: RevwatchConfig, probes: Probes): Promise<readonly DoctorLine[]> {
  if (slack === null)
    return [
      warn(
        "Slack",
        "It is not set up, so nobody is told there.",
        "Add slack: to revwatch.yaml, or leave it if e-mail is enough.",
      ),
    ];
  const { team, user } = await probes.slack();
  return [ok("Slack", `The token is ${user} in ${team}.`)];
}

async function examineEmail({ email }: RevwatchConfig, probes: Probes): Promise<readonly DoctorLine[]> {
  if (email === null)
    return [
      warn(
        "E-mail",
        "It is not set up, so reports stand on the dashboard only.",
        "Add email: to revwatch.yaml, or leave it if Slack is enough.",
      ),
    ];
  await probes.smtp();
  return [ok("E-mail", `${email.host}:${email.port} takes our mail.`)];
}

/** Whether there is anybody to watch. */
export function examineClients({ clients }: RevwatchConfig, clientId: string | undefined): readonly DoctorLine[] {
  if (clients.length === 0) return [fail("Clients", "There are none yet.", "Add one: revwatch client add <id>")];
  if (clientId !== undefined && !clients.some((client) => client.clientId === clientId))
    return [
      fail("Clients", `There is no client "${clientId}".`, `Known: ${clients.map((client) => client.clientId).join(", ")}.`),
    ];
  return [];
}
