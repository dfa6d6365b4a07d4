import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { stringify } from "yaml";
import { checks } from "../checks/index.ts";
import { demoPortals, type DemoPortal } from "./portals.ts";

/** Where the simulated services listen this time. */
export interface SimulatorAddresses {
  readonly hubspot: string;
  readonly slack: string;
  readonly smtp: { readonly host: string; readonly port: number };
}

/**
 * Writes the config of the demo's installation, as a person would: the same files, read by the same loader. Everything
 * runs on the fast cadence, so that a newcomer sees it move.
 */
export async function writeDemoConfig(
  directory: string,
  stateDirectory: string,
  addresses: SimulatorAddresses,
): Promise<void> {
  await mkdir(join(directory, "clients"), { recursive: true });
  await writeFile(join(directory, "revwatch.yaml"), stringify(fleetFile(stateDirectory, addresses)));
  for (const portal of demoPortals)
    await writeFile(join(directory, "clients", `${portal.clientId}.yaml`), stringify(clientFile(portal)));
}

function fleetFile(stateDirectory: string, { hubspot, slack, smtp }: SimulatorAddresses) {
  return {
    stateDirectory,
    hubspot: { address: hubspot },
    slack: { address: slack, token: { env: "DEMO_SLACK_TOKEN" }, signingSecret: { env: "DEMO_SLACK_SIGNING_SECRET" } },
    email: { host: smtp.host, port: smtp.port, security: "none", from: "Revwatch <revwatch@demo.example>" },
    receivers: {
      operations: { name: "Robin (operations partner)", slack: "#operations", email: "robin@partner.example" },
    },
    cadences: { fast: "10 seconds" },
    checks: Object.fromEntries(checks.map(({ id }) => [id, { cadence: "fast" }])),
  };
}

interface People {
  readonly timeZone: string;
  readonly businessHours: unknown;
  readonly lead: string;
  readonly founder: string;
}

const weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday"];

const people: Readonly<Record<DemoPortal["profile"], People>> = {
  northwind: {
    timeZone: "Europe/Berlin",
    businessHours: { days: weekdays, opens: "08:30", closes: "18:00" },
    lead: "Ana Keller",
    founder: "Jonas Brandt",
  },
  harbor: {
    timeZone: "America/New_York",
    businessHours: { days: weekdays, opens: "08:30", closes: "18:00" },
    lead: "Marcus Reed",
    founder: "Elena Park",
  },
  nightowl: { timeZone: "UTC", businessHours: "always", lead: "Priya Nair", founder: "Sam Okafor" },
};

/** The name of the founder, who is called last. */
export const founderOf = (profile: DemoPortal["profile"]): string => people[profile].founder;

function clientFile({ clientId, name, portalId, profile, tokenVariable }: DemoPortal) {
  const { timeZone, businessHours, lead, founder } = people[profile];
  return {
    name,
    portalId: String(portalId),
    token: { env: tokenVariable },
    timeZone,
    businessHours,
    receivers: {
      "sales-lead": { name: `${lead} (sales lead)`, slack: `#${clientId}-sales` },
      founder: {
        name: `${founder} (founder)`,
        slack: `#${clientId}-founders`,
        email: `${founder.split(" ")[0]!.toLowerCase()}@${clientId}.example`,
      },
    },
    routes: { default: "sales-lead", access: "operations", "campaign-tracking": "operations" },
    escalation: [
      { after: "20 seconds", notify: ["operations"] },
      { after: "40 seconds", notify: ["founder"] },
    ],
    report: { day: "monday", at: "07:30", recipients: ["founder"] },
  };
}

/** The channels that the demo's Slack has. */
export function demoChannels(): readonly string[] {
  return ["operations", ...demoPortals.flatMap(({ clientId }) => [`${clientId}-sales`, `${clientId}-founders`])];
}
