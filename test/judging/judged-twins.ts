import { makeRunChecks } from "../../activities/judge/run-checks.ts";
import type { AuditPlan, RunChecksInput, RunName } from "../../activities/shapes.ts";
import type { ActivityWorld } from "../../activities/world.ts";
import { lookBackOf } from "../../checks/look-back.ts";
import { checkById } from "../../checks/index.ts";
import { needsOf } from "../../checks/needs.ts";
import type { ClientConfig } from "../../config/config.ts";
import { granted } from "../../domain/access.ts";
import type { ScanReceipt } from "../../domain/mirror/scan.ts";
import { ensureClient } from "../../storage/clients.ts";
import type { StoreHandle } from "../../storage/database.ts";
import { lastComparison } from "../../storage/judging/comparison.ts";
import { beginRun } from "../../storage/runs.ts";
import { runActivity, testClient } from "../activities/test-world.ts";

/** One client that judges what changed, and its twin that judges everything. They live through the same. */
export interface Twins {
  readonly db: StoreHandle;
  readonly ids: readonly [changed: string, whole: string];
  config: Omit<ClientConfig, "clientId">;
  /** @returns What differs after it; null when nothing does. */
  run(asOf: Date, cadence: RunName["cadence"], scans?: Scans): Promise<string | null>;
  /** The same, where nothing is held against anything. */
  runApart(asOf: Date, cadence: RunName["cadence"], scans?: Scans): Promise<void>;
  /** The same run that breaks while it settles, and comes to nothing. */
  breakRun(asOf: Date, cadence: RunName["cadence"]): Promise<void>;
}

/** How scans ended that did not end well. */
export type Scans = Readonly<Partial<Record<ScanReceipt["subject"], Omit<ScanReceipt, "subject" | "records">>>>;

/** Why a scan did not reach everything. */
export const halfRead = "it broke half-way";

let number = 0;

/** @param recordsASlice - How changed rules are taken over; left out: at once. */
export async function startTwins(db: StoreHandle, recordsASlice?: number): Promise<Twins> {
  number += 1;
  const ids = [`changed-${number}`, `whole-${number}`] as const;
  const { clientId: _, ...settings } = testClient("", "1");
  void _;
  // What nobody kept cannot differ: of this check the twins have to say different things.
  const monitors = settings.monitors.filter(({ checkId }) => checkId !== "incremental-judging-differs");
  const config = { ...settings, monitors };
  let runs = 0;
  let isBroken = false;
  const twins: Twins = { db, ids, config, run, runApart, breakRun };
  const world = {
    db,
    recordsASlice,
    client: (clientId: string) => ({ ...twins.config, clientId }),
    links: { dashboard: (path: string) => `http://dashboard${path}`, workflow: () => null },
    now() {
      if (isBroken) throw new Error("killed while it settles");
      return new Date();
    },
  } as unknown as ActivityWorld;
  for (const clientId of ids) await ensureClient(db, { clientId, name: clientId, portalId: "1" });

  async function inputOf(clientId: string, asOf: Date, cadence: RunName["cadence"], scans: Scans) {
    const run: RunName = {
      clientId,
      runId: `${cadence}-${runs}`,
      cadence,
      mode: "history",
      period: asOf.toISOString(),
      asOf: asOf.toISOString(),
    };
    const plan = planOf(twins.config, cadence);
    await beginRun(db, { ...run, period: asOf, asOf, workflowId: "w", workflowRunId: "r" });
    return { run, plan, receipts: receiptsOf(plan, scans, asOf) };
  }

  async function judge(clientId: string, input: RunChecksInput) {
    // The twin never knows how anything stood.
    if (clientId === ids[1])
      for (const table of ["judged_group", "judged_check", "standing", "day_count"] as const)
        await db.deleteFrom(table).where("client_id", "=", clientId).execute();
    return runActivity(makeRunChecks(world), [input]);
  }

  async function run(asOf: Date, cadence: RunName["cadence"], scans: Scans = {}): Promise<string | null> {
    runs += 1;
    const said: string[] = [];
    for (const clientId of ids) {
      const { counts, score, status } = await judge(clientId, await inputOf(clientId, asOf, cadence, scans));
      // After half a reading one says what it knows, the other only what it met.
      const isHalf = Object.values(scans).some((scan) => scan.status === "partial" && scan.lacks === undefined);
      const counted = isHalf ? { ...counts, unknown: 0 } : counts;
      said.push(JSON.stringify({ counts: counted, score, status, ...(await standOf(db, clientId)) }, null, 1));
    }
    const full = await lastComparison(db, ids[0]);
    if (full !== null && full.verdicts + full.counters > 0) return `the full comparison found ${JSON.stringify(full)}`;
    return said[0] === said[1] ? null : firstDifference(said[0]!, said[1]!);
  }

  async function runApart(asOf: Date, cadence: RunName["cadence"], scans: Scans = {}): Promise<void> {
    runs += 1;
    for (const clientId of ids) await judge(clientId, await inputOf(clientId, asOf, cadence, scans));
  }

  async function breakRun(asOf: Date, cadence: RunName["cadence"]): Promise<void> {
    runs += 1;
    isBroken = true;
    for (const clientId of ids)
      await judge(clientId, await inputOf(clientId, asOf, cadence, {})).catch(() => undefined);
    isBroken = false;
  }

  return twins;
}

export function planOf({ monitors }: Pick<ClientConfig, "monitors">, cadence: RunName["cadence"]): AuditPlan {
  const own = monitors.filter((monitor) => cadence === "all" || monitor.cadence === cadence);
  const needs = needsOf(own.map(({ checkId }) => checkById(checkId)!));
  return {
    access: granted,
    uiDomain: "app.hubspot.com",
    records: [],
    items: needs.items,
    ...lookBackOf(own),
    checkIds: own.map(({ checkId }) => checkId),
    missingProperties: [],
  };
}

export function receiptsOf(plan: AuditPlan, scans: Scans, asOf: Date): readonly ScanReceipt[] {
  const { scans: subjects } = needsOf(plan.checkIds.map((id) => checkById(id)!));
  return subjects.map((subject) => ({
    subject,
    status: "complete",
    reason: null,
    records: 1,
    startedAt: asOf.toISOString(),
    ...scans[subject],
  }));
}

/** What people are shown of a client: findings with their life, and how each check fares. */
async function standOf(db: StoreHandle, clientId: string) {
  const findings = await db
    .selectFrom("finding")
    .select(["finding_id", "status", "verdict", "severity", "since", "opened_at", "first_seen_at", "resolved_at"])
    .select([
      "ending",
      "resolved_because",
      "owner_id",
      "owner_name",
      "subject_label",
      "episode",
      "event_no",
      "rule_key",
    ])
    .select(["baseline", "evidence"])
    .where("client_id", "=", clientId)
    .orderBy("finding_id")
    .execute();
  const outcomes = await db
    .selectFrom("latest_outcome")
    .select(["check_id", "as_of", "status", "reason", "passed", "failed", "unknown", "not_applicable"])
    .where("client_id", "=", clientId)
    .orderBy("check_id")
    .execute();
  return { findings, outcomes: outcomes.map(withoutHalf) };
}

function withoutHalf({ reason, ...outcome }: Record<string, unknown>) {
  return reason === halfRead ? { ...outcome, passed: 0, failed: 0, unknown: 0, not_applicable: 0 } : outcome;
}

function firstDifference(changed: string, whole: string): string {
  const [one, other] = [changed.split("\n"), whole.split("\n")];
  const at = one.findIndex((line, index) => line !== other[index]);
  const around = (lines: readonly string[]) => lines.slice(Math.max(0, at - 14), at + 4).join("\n");
  return `what changed:\n${around(one)}\neverything:\n${around(other)}`;
}
