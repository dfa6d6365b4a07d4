import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { goalsOf, tableOf } from "./judge/render.ts";
import type { JudgeTask, RunFigures } from "./judge/task.ts";
import { openBenchPortal, startSimulatedWorld } from "./stage/simulators.ts";
import { startBenchTemporal } from "./stage/temporal.ts";
import { benchEnvironment, writeBenchConfig } from "./stage/write-config.ts";
import { verdict } from "./sync/goals.ts";
import { commit, machineLine } from "./sync/machine.ts";
import { watchOtherWork } from "./sync/other-work.ts";
import { startPostgres } from "./sync/postgres.ts";

const help = `npm run bench:judge -- [options]

What audits cost beside the size of the mirror: one client, real workers and a real Temporal server, the portal computed
by the simulator, the mirror loaded outside the clock.

  --sizes A,B     contacts, a fifth as many deals (2000,20000,200000; on PostgreSQL 1000000 too)
  --on WHERE      postgres, embedded or both (both)
  --synthetic N   daily checks beside those that there are (70)
  --profile DIR   writes a CPU profile of each worker into a folder
`;

const { values } = parseArgs({
  options: {
    sizes: { type: "string" },
    on: { type: "string", default: "both" },
    synthetic: { type: "string", default: "70" },
    profile: { type: "string" },
    help: { type: "boolean", default: false },
  },
});
if (values.help) {
  process.stdout.write(help);
  process.exit(0);
}
const usual = [2_000, 20_000, 200_000];
const sizesOn = (on: JudgeTask["on"]): readonly number[] =>
  values.sizes?.split(",").map(Number) ?? (on === "postgres" ? [...usual, 1_000_000] : usual);
/** As the command line starts a worker. */
const flags = ["--max-semi-space-size=4"];
const oneSize = fileURLToPath(new URL("judge/one-size.ts", import.meta.url));

const folder = mkdtempSync(join(tmpdir(), "revwatch-bench-judge-"));
const othersPercent = watchOtherWork();
const postgres = values.on === "embedded" ? "not asked for" : await startPostgres();
const temporal = await startBenchTemporal(join(folder, "temporal"));
const simulated = await startSimulatedWorld(folder);
/** A whole hour some days ago: audits of the past may be as many as one likes. */
const beginsAt = new Date(Math.floor(Date.now() / 3_600_000 - 72) * 3_600_000);
let portalId = 7_000;
try {
  for (const on of ["postgres", "embedded"] as const) {
    if (values.on !== "both" && values.on !== on) continue;
    if (on === "postgres" && typeof postgres === "string") {
      console.log(`PostgreSQL was not measured: ${postgres}`);
      continue;
    }
    const measured = new Map<number, readonly RunFigures[]>();
    for (const contacts of sizesOn(on)) measured.set(contacts, await measure(on, contacts));
    console.log(`\n${tableOf(on, measured)}\n`);
    for (const goal of goalsOf(on, measured)) console.log(`- ${goal.what}: ${verdict(goal)}`);
  }
  const others = othersPercent();
  const what = `${new Date().toISOString().slice(0, 10)}, commit ${commit() ?? "unknown"}`;
  const where = `${machineLine()}${typeof postgres === "string" ? "" : `, PostgreSQL ${postgres.version}`}`;
  console.log(`\n_${what}; ${where}; other programs took ${others?.toFixed(0) ?? "?"} % of the CPU meanwhile._`);
} finally {
  await simulated.close();
  await temporal.close();
  if (typeof postgres !== "string") await postgres.close();
  rmSync(folder, { recursive: true, force: true });
}

async function measure(on: JudgeTask["on"], contacts: number): Promise<readonly RunFigures[]> {
  portalId += 1;
  const clients = [{ clientId: "bench", portalId }];
  const directory = mkdtempSync(join(folder, `${on}-`));
  writeBenchConfig(directory, simulated, clients);
  const portal = await openBenchPortal(simulated, { portalId, contacts, until: beginsAt });
  const database = on === "postgres" && typeof postgres !== "string" ? await postgres.createDatabase() : null;
  const task: JudgeTask = {
    on,
    contacts,
    synthetic: Number(values.synthetic),
    directory,
    databaseUrl: database?.url ?? null,
    temporal: { address: temporal.address, metricsAddress: temporal.metricsAddress },
    portal: { hubspot: simulated.hubspot, portalId, crowd: portal.crowd },
    beginsAt: beginsAt.toISOString(),
  };
  try {
    return await runChild(task, directory, benchEnvironment(clients));
  } finally {
    await database?.drop();
    await portal.admin.closePortal();
    rmSync(directory, { recursive: true, force: true });
  }
}

async function runChild(task: JudgeTask, directory: string, secrets: Readonly<Record<string, string>>) {
  const profiling = values.profile === undefined ? [] : ["--cpu-prof", `--cpu-prof-dir=${values.profile}`];
  const child = spawn(process.execPath, [...flags, ...profiling, oneSize, JSON.stringify(task)], {
    cwd: directory,
    env: { ...process.env, ...secrets },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const stop = () => child.kill("SIGKILL");
  process.once("exit", stop);
  const exited = once(child, "exit");
  const figures: RunFigures[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    const figure = JSON.parse(line) as RunFigures;
    figures.push(figure);
    process.stderr.write(
      `${task.on} ${task.contacts}: ${figure.run}: ${figure.status}, ${Math.round(figure.workerCpuMs)} ms CPU\n`,
    );
  }
  const [code] = (await exited) as [number | null];
  process.removeListener("exit", stop);
  if (code !== 0) throw new Error(`The worker of ${task.contacts} contacts on ${task.on} ended with ${code}.`);
  return figures;
}
