import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { temporaryDirectory } from "../support/temporary-directory.ts";

/** Writes config files into a fresh folder and gives its path. */
export function writeConfig(files: Readonly<Record<string, string | Uint8Array>>): string {
  const directory = temporaryDirectory();
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), content);
  }
  return directory;
}

export const fleetYaml = `\
slack:
  token: { env: SLACK_TOKEN }
  signingSecret: { env: SLACK_SECRET }
email:
  host: smtp.example.com
  from: Revwatch <revwatch@example.com>
receivers:
  operations: { name: Operations, slack: "#revwatch", email: operations@example.com }
routes:
  access: operations
escalation:
  - after: 30 minutes
    notify: [operations]
`;

export const clientYaml = `\
name: Northwind
portalId: 4711
token: { env: NORTHWIND_TOKEN }
timeZone: Europe/Berlin
businessHours: { opens: "08:30", closes: "18:00" }
receivers:
  sales-lead: { name: Ana Keller, slack: "#sales" }
  founder: { name: Jo Brandt, email: jo@example.com }
routes:
  default: sales-lead
report: { recipients: [founder] }
`;
