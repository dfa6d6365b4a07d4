import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { runFleet } from "./fleet/run-fleet.ts";

const help = `npm run bench:fleet -- [options]

A fleet at work for a while: many clients with warm mirrors, their real schedules, one worker process beside PostgreSQL
and a real Temporal server, the portals computed by the simulator. Mirrors are loaded and baselines made outside the
clock. The whole of it needs about an hour, 12 GB of disk, 8 GB of memory and a quiet machine.

  --clients N     (200)
  --contacts N    of each client, a fifth as many deals (20000)
  --minutes N     by the clock (30); the window is laid so that a full hour begins in its middle, if it is that long
  --changed P     percent of each client's contacts that change in an hour (1)
  --no-daily      leaves out the daily pass, which is measured alone after the window
`;

const { values } = parseArgs({
  options: {
    clients: { type: "string", default: "200" },
    contacts: { type: "string", default: "20000" },
    minutes: { type: "string", default: "30" },
    changed: { type: "string", default: "1" },
    "no-daily": { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});
if (values.help) {
  process.stdout.write(help);
  process.exit(0);
}
const numberOf = (name: "clients" | "contacts" | "minutes" | "changed"): number => {
  const value = Number(values[name]);
  if (Number.isFinite(value) && value > 0) return value;
  process.stderr.write(`--${name} takes a number above 0, not "${values[name]}".\n`);
  return process.exit(2);
};

const folder = mkdtempSync(join(tmpdir(), "revwatch-bench-fleet-"));
try {
  const report = await runFleet({
    folder,
    clients: numberOf("clients"),
    contacts: numberOf("contacts"),
    minutes: numberOf("minutes"),
    changedPercent: numberOf("changed"),
    hasDaily: !values["no-daily"],
    tell: (sentence) => void process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${sentence}\n`),
  });
  console.log(report);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exit(0);
