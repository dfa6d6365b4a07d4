import { mkdirSync } from "node:fs";
import { parseArgs } from "node:util";
import { openGenerated } from "./hubspot/scale/open-generated.ts";
import { startHubSpot } from "./hubspot/start.ts";
import { startMailbox } from "./mailbox/start.ts";
import { startSlack } from "./slack/start.ts";

/** Runs all simulators in one process, and says on stdout where they listen. */

const { values } = parseArgs({
  options: {
    state: { type: "string" },
    "hubspot-port": { type: "string", default: "0" },
    "slack-port": { type: "string", default: "0" },
    "smtp-port": { type: "string", default: "0" },
    "mailbox-port": { type: "string", default: "0" },
    "follow-parent": { type: "boolean", default: false },
    portals: { type: "string", default: "0" },
    contacts: { type: "string", default: "1000" },
    seed: { type: "string", default: "1" },
  },
});

const { state: stateDir } = values;
if (stateDir === undefined) {
  process.stderr.write("Say where the simulators keep their state: node simulators/serve.ts --state DIR\n");
  process.exit(2);
}
for (const option of ["portals", "contacts", "seed"] as const) {
  if (/^\d+$/.test(values[option])) continue;
  process.stderr.write(`--${option} takes a whole number, not "${values[option]}".\n`);
  process.exit(2);
}
mkdirSync(stateDir, { recursive: true });

const [hubspot, slack, mailbox] = await Promise.all([
  startHubSpot({ stateDir, port: Number(values["hubspot-port"]) }),
  startSlack({ stateDir, port: Number(values["slack-port"]) }),
  startMailbox({ stateDir, smtpPort: Number(values["smtp-port"]), port: Number(values["mailbox-port"]) }),
]).catch((error: unknown) => {
  process.stderr.write(`The simulators could not start: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});

const addresses = { hubspot: hubspot.address, slack: slack.address, smtp: mailbox.smtp, mailbox: mailbox.address };
const portals = openGeneratedPortals();
process.stdout.write(`${JSON.stringify({ ready: true, ...addresses, ...(portals.length > 0 && { portals }) })}\n`);

/** Portals for whoever brings a client of their own: the same ones, with the same tokens, for the same seed. */
function openGeneratedPortals(): readonly { portalId: number; token: string; contacts: number }[] {
  const [count, contacts, seed] = [Number(values.portals), Number(values.contacts), Number(values.seed)];
  return Array.from({ length: count }, (_, index) => {
    const portalId = 9001 + index;
    const token = `pat-na1-simulated-${seed}-${portalId}`;
    openGenerated(hubspot.portals, { portalId, contacts, seed: seed + index, token });
    return { portalId, token, contacts };
  });
}

async function stop(): Promise<void> {
  await Promise.all([hubspot.close(), slack.close(), mailbox.close()]);
  process.exit(0);
}

process.once("SIGTERM", () => void stop());
process.once("SIGINT", () => void stop());
if (values["follow-parent"]) {
  // The pipe from a parent ends with it, however it died.
  process.stdin.resume().once("end", () => void stop());
  process.stdin.once("close", () => void stop());
}
