import { mkdirSync } from "node:fs";
import { parseArgs } from "node:util";
import { openGenerated } from "./hubspot/scale/open-generated.ts";
import { profileNames } from "./hubspot/scenario/profiles/all.ts";
import { openLived } from "./hubspot/scenario/open-lived.ts";
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
    /** `generated`: of any size, computed, without a past. `year`: lived through, with labelled trouble. */
    scenario: { type: "string", default: "generated" },
    days: { type: "string", default: "365" },
    crowd: { type: "string", default: "0" },
    until: { type: "string", default: new Date().toISOString() },
  },
});

const { state: stateDir } = values;
if (stateDir === undefined) {
  process.stderr.write("Say where the simulators keep their state: node simulators/serve.ts --state DIR\n");
  process.exit(2);
}
for (const option of ["portals", "contacts", "seed", "days", "crowd"] as const)
  if (!/^\d+$/.test(values[option])) refuse(`--${option} takes a whole number, not "${values[option]}".`);
if (!["generated", "year"].includes(values.scenario))
  refuse(`--scenario is "generated" or "year", not "${values.scenario}".`);
if (Number.isNaN(Date.parse(values.until)))
  refuse(`--until takes an instant such as 2026-11-23T09:00:00Z, not "${values.until}".`);
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
const portals = values.scenario === "year" ? openLivedPortals() : openGeneratedPortals();
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

/** Portals with a past and with labelled trouble, of the three profiles in turn. */
function openLivedPortals(): readonly { portalId: number; token: string; contacts: number; profile: string }[] {
  const [contacts, seed, days] = [Number(values.contacts), Number(values.seed), Number(values.days)];
  const crowd = Number(values.crowd);
  return Array.from({ length: Math.max(1, Number(values.portals)) }, (_, index) => {
    const portalId = 8001 + index;
    const token = `pat-na1-simulated-${seed}-${portalId}`;
    const profile = profileNames[index % profileNames.length]!;
    openLived(hubspot.portals, {
      portalId,
      contacts,
      crowd,
      seed: seed + index,
      days,
      profile,
      until: new Date(values.until),
      token,
    });
    return { portalId, token, contacts, profile };
  });
}

function refuse(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(2);
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
