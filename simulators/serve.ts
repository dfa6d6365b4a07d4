import { mkdirSync } from "node:fs";
import { parseArgs } from "node:util";
import { startHubSpot } from "./hubspot/start.ts";

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

if (values.state === undefined) {
  process.stderr.write("Say where the simulators keep their state: node simulators/serve.ts --state DIR\n");
  process.exit(2);
}
mkdirSync(values.state, { recursive: true });
const hubspot = await startHubSpot({ stateDir: values.state, port: Number(values["hubspot-port"]) });
process.stdout.write(`${JSON.stringify({ ready: true, hubspot: hubspot.address })}\n`);
