import { join } from "node:path";
import { NativeConnection } from "@temporalio/worker";
import { Connection, type Client } from "@temporalio/client";
import type { RunResult } from "../../activities/shapes.ts";
import { loadProject } from "../../config/load-project.ts";
import { askedAuditWorkflowId } from "../../domain/ids.ts";
import { HubSpotAdmin } from "../../simulators/client.ts";
import { openEmbeddedDatabase, openPostgres } from "../../storage/open-database.ts";
import { composeActivityWorld } from "../../workers/compose-activities.ts";
import { linksOf } from "../../workers/links.ts";
import { createLogger, installTemporalRuntime } from "../../workers/logger.ts";
import { runWorkers } from "../../workers/run-workers.ts";
import { workflowBundle } from "../../workers/workflow-bundle.ts";
import { ownNamespace } from "../../test/support/own-namespace.ts";
import { loadMirror, settleDatabase } from "../stage/load-mirror.ts";
import { count, cpuOf, forgetPeak, peakMegabytes, postmasterOf, type Counted, type Places } from "./counters.ts";
import { addSyntheticChecks } from "./synthetic-checks.ts";
import type { JudgeTask, RunFigures } from "./task.ts";

/**
 * One worker, one client, one size: loads the mirror outside the clock, then runs audits one after another by the
 * workflow that a schedule would start, each at an instant of its own at which the portal stands. Prints a line of JSON
 * for each run.
 */
const task = JSON.parse(process.argv[2]!) as JudgeTask;
const clientId = "bench";
const beginsAt = new Date(task.beginsAt).getTime();
const minuteMs = 60_000;

addSyntheticChecks(task.synthetic);
const config = await loadProject(task.directory, process.env);
const database =
  task.databaseUrl === null
    ? await openEmbeddedDatabase(join(task.directory, "database"))
    : await openPostgres(task.databaseUrl);
const { db } = database;
const portal = new HubSpotAdmin(task.portal.hubspot).portal(task.portal.portalId);
const [owner] = await portal.owners();
await loadMirror(db, clientId, {
  crowd: task.portal.crowd,
  ownerId: owner!.id,
  listedAt: new Date(beginsAt - 60 * minuteMs),
});
await settleDatabase(db);

installTemporalRuntime(createLogger({ write: sayTrouble }));
const temporal: Client = await ownNamespace(await Connection.connect({ address: task.temporal.address }), "judge");
const connection = await NativeConnection.connect({ address: task.temporal.address });
const { namespace } = temporal.options;
const world = composeActivityWorld({
  config: () => config,
  db,
  links: linksOf({ dashboard: "http://127.0.0.1:1", temporalUi: null, namespace }, () => config),
  env: process.env,
});
const workers = await runWorkers({ connection, namespace, world, bundle: await workflowBundle() });
const places: Places = {
  db,
  postmaster: task.on === "postgres" ? await postmasterOf(db) : null,
  portal,
  temporal,
  metricsAddress: task.temporal.metricsAddress,
};
/** What had been counted when the last run was over. Nothing happens between two runs. */
let counted: Counted | null = null;
const all = Math.round(task.contacts * 1.2);
const many = Math.min(10_000, task.contacts / 2);

await run("first", "first fast run", "fast", { minute: 0, records: all });
await run("first", "first hourly run", "hourly", { minute: 2, records: all });
await run("first", "first daily run", "daily", { minute: 4, records: all });
await portal.freezeAt(new Date(beginsAt + 6 * minuteMs));
const lead = await portal.submitForm({
  email: "planted@lead.example",
  formName: "Request a demo",
  pageUrl: "https://northwind.example/demo",
  ownerId: owner!.id,
  at: new Date(beginsAt + 5 * minuteMs).toISOString(),
});
await run("quiet", "fast run, a lead comes", "fast", { minute: 8, records: 1 });
await run("due", "quiet fast run, one lead due", "fast", { minute: 66, records: 1, contactId: lead.contactId });
await run("quiet", "quiet fast run, nothing due", "fast", { minute: 71, records: 0 });
await run("changed", "fast run, 100 changed", "fast", { minute: 76, records: 100, changed: 100 });
await run("changed", `fast run, ${many} changed`, "fast", { minute: 81, records: many, changed: many });
await run("full", "daily run, everything compared", "daily", { minute: 90, records: all });

await workers.stop();
await connection.close();
await database.close();
process.exit(0);

interface Asked {
  /** After the beginning. */
  readonly minute: number;
  readonly records: number;
  /** So many computed contacts are edited before it. */
  readonly changed?: number;
  /** Who has to be found. */
  readonly contactId?: string;
}

async function run(
  kind: RunFigures["kind"],
  name: string,
  cadence: "fast" | "hourly" | "daily",
  { minute, records, changed = 0, contactId }: Asked,
): Promise<void> {
  const asOf = new Date(beginsAt + minute * minuteMs);
  if (changed > 0)
    await portal.changed({
      count: changed,
      at: new Date(asOf.getTime() - 3 * minuteMs).toISOString(),
      spreadMs: minuteMs,
    });
  await portal.freezeAt(asOf);
  const before = counted ?? (await count(places));
  forgetPeak();
  const [startedAt, cpuBefore] = [performance.now(), cpuOf(places)];
  const at = asOf.toISOString();
  const result = (await temporal.workflow.execute("auditClient", {
    workflowId: askedAuditWorkflowId(clientId, cadence, at),
    taskQueue: "audit",
    args: [{ clientId, cadence, asOf: at }],
  })) as RunResult;
  const cpu = cpuOf(places);
  const peak = peakMegabytes();
  const wallMs = performance.now() - startedAt;
  if (contactId !== undefined && !(await isFound(contactId)))
    throw new Error(`${task.on}, ${task.contacts}: the planted lead was not found: ${JSON.stringify(result)}`);
  if (result.status !== "complete") await sayWhy(at);
  const after = await count(places);
  counted = after;
  const by = (name: keyof Counted) => after[name] - before[name];
  const figures: RunFigures = {
    run: name,
    kind,
    records,
    workerCpuMs: cpu.worker - cpuBefore.worker,
    serverCpuMs: cpu.server === null ? null : cpu.server - cpuBefore.server!,
    rowsRead: by("rowsRead"),
    rowsWritten: by("rowsWritten"),
    walBytes: by("walBytes"),
    requests: by("requests"),
    actions: by("actions"),
    heartbeats: by("heartbeats"),
    peakMegabytes: peak,
    wallMs,
    opened: result.counts.opened,
    status: result.status,
  };
  process.stdout.write(`${JSON.stringify(figures)}\n`);
}

/** Warnings and worse; how workers begin and end is no news. */
function sayTrouble(line: string): void {
  if (!line.startsWith('{"level":30') && !line.includes("No workflows registered")) process.stderr.write(line);
}

async function isFound(contactId: string): Promise<boolean> {
  const found = await db
    .selectFrom("finding")
    .select("finding_id")
    .where("check_id", "=", "lead-unanswered")
    .where("subject_id", "=", contactId)
    .where("status", "=", "open")
    .execute();
  return found.length === 1;
}

async function sayWhy(at: string): Promise<void> {
  const scans = await db
    .selectFrom("scan")
    .innerJoin("run", (join) =>
      join.onRef("run.client_id", "=", "scan.client_id").onRef("run.run_id", "=", "scan.run_id"),
    )
    .select(["scan.subject", "scan.status", "scan.reason"])
    .where("run.as_of", "=", new Date(at))
    .where("scan.status", "<>", "complete")
    .execute();
  for (const { subject, status, reason } of scans) process.stderr.write(`${subject} ${status}: ${reason}\n`);
}
