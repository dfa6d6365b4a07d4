import { sql } from "kysely";
import { makePlanAudit } from "../../activities/plan/plan-audit.ts";
import { makeRunChecks } from "../../activities/judge/run-checks.ts";
import type { RunName, ScanReceipt } from "../../activities/shapes.ts";
import { makeSyncConfiguration } from "../../activities/copy/sync-configuration.ts";
import { makeSyncRecords } from "../../activities/copy/sync-records.ts";
import type { ActivityWorld } from "../../activities/world.ts";
import { checks } from "../../checks/index.ts";
import type { Monitor } from "../../config/config.ts";
import { createGateway } from "../../connectors/hubspot/gateway.ts";
import { openPortal } from "../../connectors/hubspot/portal.ts";
import { streamRecords } from "../../storage/mirror.ts";
import {
  runActivity,
  runName,
  startOfTest,
  testClient,
  type TestPortal,
  type TestWorld,
} from "../activities/test-world.ts";
import { faultLife, type Step } from "./fault-life.ts";
import { Killed, KillSwitch } from "./kill-switch.ts";

/** What one seed came to. Every list is empty when all went well. */
export interface FaultScanResult {
  readonly falseResolves: readonly string[];
  readonly falseFindings: readonly string[];
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
  readonly differing: readonly string[];
  readonly notFound: readonly string[];
  readonly lastStatus: string;
  readonly kills: number;
  readonly partialRuns: number;
}

const mostAttempts = 4;
const unpaced = { take: () => Promise.resolve(), learn: () => undefined, pause: () => undefined };

/**
 * Lives through one seed: a portal that changes, a road to it that breaks, a worker that dies, and an audit after each
 * step.
 */
export async function scanWithFaults(world: TestWorld, seed: number): Promise<FaultScanResult> {
  const clientId = `seed-${seed}`;
  // Back to the beginning before the portal's owner is made, or there would be none then.
  await world.moveTo(startOfTest);
  const portal = await world.addClient(clientId, { monitors: monitorsOf("deal-close-date-past", "lead-stale") });
  await portal.admin.setLimits({ generalPer10s: 1_000_000, searchPerSecond: 1_000_000, associationsPer10s: 1_000_000 });
  const life = faultLife(seed, startOfTest);
  await world.moveTo(startOfTest, portal);
  await portal.admin.liveThrough(life.born);

  const run = new FaultyRuns(world, portal, clientId);
  let at = startOfTest;
  for (const step of life.steps) {
    at = new Date(at.getTime() + step.minutes * 60_000);
    await world.moveTo(at, portal);
    await portal.admin.liveThrough(step.writes);
    await run.audit(step, at);
  }
  // A day later nothing is in the way, and a list is due.
  at = new Date(at.getTime() + 30 * 3_600_000);
  await world.moveTo(at, portal);
  return run.lastAudit(at);
}

class FaultyRuns {
  readonly #world: TestWorld;
  readonly #portal: TestPortal;
  readonly #clientId: string;
  readonly #switch = new KillSwitch();
  readonly #falseResolves: string[] = [];
  readonly #falseFindings: string[] = [];
  #kills = 0;
  #ticks = 0;
  #partialRuns = 0;

  constructor(world: TestWorld, portal: TestPortal, clientId: string) {
    this.#world = world;
    this.#portal = portal;
    this.#clientId = clientId;
  }

  async audit(step: Step, at: Date): Promise<void> {
    const { admin } = this.#portal;
    await admin.setLimits({ indexLagMs: step.indexLagMs });
    for (const fault of step.faults) await admin.setFault(fault);
    if (step.killedAtCall !== null) this.#switch.arm(step.killedAtCall);
    let call = 0;
    const onCall = async () => {
      call += 1;
      if (step.edit === null || call !== step.edit.atCall) return;
      const { dealId: id, properties: edited } = step.edit;
      await admin.liveThrough([
        { what: "properties-set", type: "deals", id, properties: edited, at: at.toISOString() },
      ]);
    };
    const run = runName(this.#clientId, at, { cadence: step.minutes > 1_000 ? "daily" : "all" });
    const status = await this.#run(this.#faulty(onCall), run, step.isAbandoned);
    await admin.clearFaults();
    await admin.setLimits({ indexLagMs: 0 });
    if (status !== null && status !== "complete") this.#partialRuns += 1;
    await this.#judge(run, unsettled(step, at));
  }

  async lastAudit(at: Date): Promise<FaultScanResult> {
    const run = runName(this.#clientId, at);
    const lastStatus = (await this.#run(this.#ticking(), run, false)) ?? "abandoned";
    await this.#judge(run, new Set());
    return { ...(await this.#compare()), lastStatus, kills: this.#kills, partialRuns: this.#partialRuns };
  }

  /** Time passes while a run reads, or a copy could take its own beginning for its end. */
  #ticking(): ActivityWorld {
    const { world } = this.#world;
    return { ...world, now: () => new Date(world.now().getTime() + (this.#ticks += 1)) };
  }

  #faulty(onCall: () => Promise<void>): ActivityWorld {
    const { world, hubspot, tokenOf } = this.#world;
    const gateway = createGateway({
      address: hubspot.address,
      token: () => tokenOf(this.#clientId),
      governor: unpaced,
      timeoutMs: 150,
      maxWaitMs: 0,
    });
    const portal = this.#switch.portal(openPortal(gateway), onCall);
    return { ...this.#ticking(), db: this.#switch.database(world.db), portal: () => portal };
  }

  /** Plan, copy, judge, each tried again as Temporal would. Null when the run died and nobody took it up. */
  async #run(world: ActivityWorld, run: RunName, isAbandoned: boolean): Promise<string | null> {
    try {
      const attempt = <Args extends unknown[], Result>(activity: (...args: Args) => Promise<Result>, ...args: Args) =>
        this.#attempts(activity, args, isAbandoned);
      const plan = await attempt(makePlanAudit(world), run);
      const receipts: ScanReceipt[] = [];
      for (const record of plan.records) receipts.push(await attempt(makeSyncRecords(world), run, record));
      if (plan.items.length > 0) receipts.push(...(await attempt(makeSyncConfiguration(world), run, plan.items)));
      return (await attempt(makeRunChecks(world), { run, plan, receipts })).status;
    } catch (error) {
      if (!(error instanceof Killed) && !(error instanceof RunBroke)) throw error;
      // Time passes: the lease of whoever died runs out.
      for (const table of ["mirror_state", "listing"])
        await sql`update ${sql.table(table)} set lease_until = now() - interval '1 second' where client_id = ${this.#clientId}`.execute(
          this.#world.world.db,
        );
      return null;
    }
  }

  async #attempts<Args extends unknown[], Result>(
    activity: (...args: Args) => Promise<Result>,
    args: Args,
    isAbandoned: boolean,
  ): Promise<Result> {
    for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
      try {
        return await runActivity(activity, args, { attempt });
      } catch (error) {
        const wasKilled = error instanceof Killed;
        this.#switch.revive();
        if (wasKilled) this.#kills += 1;
        if (wasKilled && isAbandoned) throw error;
      }
    }
    throw new RunBroke();
  }

  /** Holds what the run said against the portal itself. What was edited a moment ago may be told either way. */
  async #judge(run: RunName, unsettledIds: ReadonlySet<string>): Promise<void> {
    const truth = await this.#truth();
    const events = await this.#world.world.db
      .selectFrom("finding_event")
      .innerJoin("finding", (join) =>
        join
          .onRef("finding.finding_id", "=", "finding_event.finding_id")
          .onRef("finding.client_id", "=", "finding_event.client_id"),
      )
      .select(["finding_event.kind", "finding.subject_id"])
      .where("finding_event.client_id", "=", this.#clientId)
      .where("finding_event.run_id", "=", run.runId)
      .where("finding.check_id", "=", "deal-close-date-past")
      .execute();
    for (const { kind, subject_id } of events) {
      if (unsettledIds.has(subject_id)) continue;
      if (kind === "resolved" && truth.get(subject_id)?.isPast === true) this.#falseResolves.push(subject_id);
      if ((kind === "opened" || kind === "reopened") && truth.get(subject_id)?.isPast !== true)
        this.#falseFindings.push(subject_id);
    }
  }

  async #truth() {
    const deals = await this.#portal.api.list("deals", properties);
    return new Map(
      deals.map(({ id, properties: values }) => [
        id,
        {
          values,
          isPast: values["dealstage"] !== "closedwon" && Date.parse(values["closedate"]!) < startOfTest.getTime(),
        },
      ]),
    );
  }

  async #compare() {
    const truth = await this.#truth();
    const contacts = new Set((await this.#portal.api.list("contacts")).map(({ id }) => id));
    const { db } = this.#world.world;
    const mirror = new Map<string, Readonly<Record<string, string | null>>>();
    const seen: string[] = [];
    for await (const page of streamRecords(db, this.#clientId, "deal"))
      for (const record of page) {
        seen.push(record.id);
        mirror.set(record.id, record.properties);
      }
    const mirroredContacts: string[] = [];
    for await (const page of streamRecords(db, this.#clientId, "contact"))
      mirroredContacts.push(...page.map(({ id }) => id));
    const open = await db
      .selectFrom("finding")
      .select("subject_id")
      .where("client_id", "=", this.#clientId)
      .where("check_id", "=", "deal-close-date-past")
      .where("status", "=", "open")
      .execute();
    const found = new Set(open.map(({ subject_id }) => subject_id));
    return {
      falseResolves: this.#falseResolves,
      falseFindings: [...this.#falseFindings, ...[...found].filter((id) => truth.get(id)?.isPast !== true)],
      notFound: [...truth].filter(([id, { isPast }]) => isPast && !found.has(id)).map(([id]) => id),
      lost: [
        ...[...truth.keys()].filter((id) => !mirror.has(id)),
        ...[...contacts].filter((id) => !mirroredContacts.includes(id)),
      ],
      doubled: [
        ...seen.filter((id) => !truth.has(id)),
        ...mirroredContacts.filter((id) => !contacts.has(id)),
        ...seen.slice(new Set(seen).size),
      ],
      differing: [...truth]
        .filter(
          ([id, { values }]) =>
            mirror.has(id) && properties.some((name) => (mirror.get(id)![name] ?? null) !== (values[name] ?? null)),
        )
        .map(([id]) => id),
    };
  }
}

/** Deals that were edited while the run read, or so shortly before that HubSpot's search does not show it yet. */
function unsettled({ writes, edit, indexLagMs }: Step, at: Date): ReadonlySet<string> {
  const hidden = writes.filter((write) => Date.parse(write.at) > at.getTime() - indexLagMs);
  return new Set([
    ...hidden.flatMap((write) => ("id" in write ? [write.id] : [])),
    ...(edit === null ? [] : [edit.dealId]),
  ]);
}

/** All attempts of an activity failed: Temporal would fail the run, and the next one goes on. */
class RunBroke extends Error {}

const properties = ["dealname", "dealstage", "pipeline", "amount", "closedate"];

function monitorsOf(...checkIds: readonly string[]): readonly Monitor[] {
  return testClient("any", "1").monitors.filter(
    ({ checkId }) => checkIds.includes(checkId) && checks.some(({ id }) => id === checkId),
  );
}
