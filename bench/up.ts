import { spawn } from "node:child_process";
import { once } from "node:events";
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { findTemporalCli } from "../workers/temporal-server/find-temporal-cli.ts";
import { controlRequest } from "../workers/state-directory/control-request.ts";
import { readRunRecord } from "../workers/state-directory/run-record.ts";
import { until } from "../test/support/until.ts";
import { openBenchPortal, startSimulatedWorld } from "./stage/simulators.ts";
import { benchEnvironment, writeBenchConfig } from "./stage/write-config.ts";
import { verdict } from "./sync/goals.ts";
import { commit, machineLine } from "./sync/machine.ts";
import { holdingsOf, type Holding } from "./up/smaps.ts";

const help = `npm run bench:up -- [options]

The highest memory of \`revwatch up\` with the embedded database while it takes a client on and goes on for a while,
and what holds it.

  --contacts N    (2000)
  --minutes N     after the baseline (2)
  --heaps         also what each thread says of its own heap
  --cold          as on a new machine: the workflows' code has to be made
`;
const { values } = parseArgs({
  options: {
    contacts: { type: "string", default: "2000" },
    minutes: { type: "string", default: "2" },
    heaps: { type: "boolean", default: false },
    cold: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});
if (values.help) {
  process.stdout.write(help);
  process.exit(0);
}
const cli = fileURLToPath(new URL("../cli/revwatch.js", import.meta.url));
const preload = fileURLToPath(new URL("up/heap-preload.js", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "revwatch-bench-up-"));
const [directory, heaps] = [join(folder, "installation"), join(folder, "heaps")];
for (const each of [directory, heaps]) mkdirSync(each);
const simulated = await startSimulatedWorld(folder);
const clients = [{ clientId: "bench", portalId: 7_501 }];
await openBenchPortal(simulated, { portalId: 7_501, contacts: Number(values.contacts), until: new Date() });
writeBenchConfig(directory, simulated, clients);
const env = {
  ...process.env,
  ...benchEnvironment(clients),
  ...(values.heaps ? { NODE_OPTIONS: `--import=${preload}`, BENCH_HEAP_FOLDER: heaps } : {}),
  ...(values.cold
    ? { REVWATCH_CACHE_DIR: join(folder, "cache"), TEMPORAL_CLI: (await findTemporalCli({ mayPrepare: false })).path }
    : {}),
};
const up = spawn(process.execPath, [cli, "up"], { cwd: directory, env, stdio: ["ignore", "ignore", "inherit"] });
process.once("exit", () => up.kill("SIGKILL"));
const state = join(directory, ".revwatch");
let stage = "the start";
const peaks = new Map<string, { megabytes: number; holdings: readonly Holding[] }>();
const watching = setInterval(look, 200);
try {
  await until("it answers", async () => ((await readRunRecord(state))?.controlSocket ?? null) !== null, 300_000);
  stage = "the baseline";
  const ask = (operation: string, body: object) => controlRequest(state, `/operations/${operation}`, { body });
  await ask("applySchedules", {});
  const isLive = async () => {
    const answer = await ask("status", {});
    if (answer.kind !== "answered" || answer.status !== 200) return false;
    return (JSON.parse(answer.body) as { clients: { state: string }[] }).clients[0]!.state === "live";
  };
  await until("the baseline is done", isLive, 600_000);
  stage = "the time after";
  await wait(Number(values.minutes) * 60_000);
  report();
} finally {
  clearInterval(watching);
  up.kill("SIGTERM");
  await once(up, "exit");
  await simulated.close();
  rmSync(folder, { recursive: true, force: true });
}

/** Notes what holds the memory whenever it is markedly more than before. */
function look(): void {
  const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${up.pid!}/status`, "utf8"))?.[1];
  if (kilobytes === undefined) return;
  const megabytes = Number(kilobytes) / 1024;
  if (megabytes > 1.02 * (peaks.get(stage)?.megabytes ?? 0))
    peaks.set(stage, { megabytes, holdings: holdingsOf(up.pid!) });
}

function report(): void {
  const highest = Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${up.pid!}/status`, "utf8"))?.[1]) / 1024;
  for (const [when, { megabytes, holdings }] of peaks) {
    console.log(`\n${when}: ${Math.round(megabytes)} MB\n`);
    console.log("| What | MB | Mappings |\n| --- | ---: | ---: |");
    for (const { what, megabytes: of, mappings } of holdings.filter((one) => one.megabytes >= 4))
      console.log(`| ${what} | ${of.toFixed(0)} | ${mappings} |`);
  }
  for (const file of globSync(`${heaps}/${up.pid!}-*.json`)) console.log(readFileSync(file, "utf8"));
  const what = `peak memory of \`up\`, ${values.contacts} contacts`;
  console.log(`\n- ${what}: ${verdict({ what, bound: "at most", limit: 900, unit: " MB", measured: highest })}`);
  console.log(`\n_${new Date().toISOString().slice(0, 10)}, commit ${commit() ?? "unknown"}; ${machineLine()}._`);
}
