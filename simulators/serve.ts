import { mkdirSync } from "node:fs";
import { parseArgs } from "node:util";
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
  },
});

const { state: stateDir } = values;
if (stateDir === undefined) {
  process.stderr.write("Say where the simulators keep their state: node simulators/serve.ts --state DIR\n");
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

process.stdout.write(
  `${JSON.stringify({ ready: true, hubspot: hubspot.address, slack: slack.address, smtp: mailbox.smtp, mailbox: mailbox.address })}\n`,
);

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
