import { ScheduleNotFoundError, type Client } from "@temporalio/client";
import { beforeAll, beforeEach, expect, test } from "vitest";
import type { RevwatchConfig } from "../../config/config.ts";
import { onboardingWorkflowId } from "../../domain/ids.ts";
import { waitingForBaseline } from "../../domain/schedule-note.ts";
import { applySchedules } from "../../operations/apply-schedules.ts";
import { planSchedules } from "../../operations/plan-schedules.ts";
import { possibleScheduleIds } from "../../operations/schedules/desired-schedules.ts";
import { ensureClient, markOnboarded } from "../../storage/clients.ts";
import { describeWith } from "../support/describe-with.ts";
import { ownNamespace } from "../support/own-namespace.ts";
import { sampleConfig, withClient } from "./sample-config.ts";
import { startTemporalAndStore } from "./temporal-and-store.ts";

describeWith("temporal", "plan and apply, against a real server", () => {
  const both = startTemporalAndStore();
  let client: Client;
  let config: RevwatchConfig;

  // Plans see every schedule of their namespace.
  beforeAll(async () => {
    client = await ownNamespace(both.connection, "schedules");
  });
  beforeEach(async () => {
    config = await sampleConfig();
    // By id: the list still names what an earlier test has deleted.
    const ids = [...possibleScheduleIds("northwind"), "operations/supervise"];
    await Promise.all(ids.map((id) => client.schedule.getHandle(id).delete().catch(ignoreAbsent)));
    await both.database.db.deleteFrom("client").execute();
  });

  const worldOf = (used: RevwatchConfig) => both.worldOf(used, client);
  const apply = (used: RevwatchConfig, prune = false) => applySchedules.run(worldOf(used), { prune, onboard: false });
  const plan = (used: RevwatchConfig, prune = false) => planSchedules.run(worldOf(used), { prune });
  const onboard = async () => {
    await ensureClient(both.database.db, config.clients[0]!);
    await markOnboarded(both.database.db, "northwind", new Date());
  };
  const fast = () => client.schedule.getHandle("audit/northwind/fast");

  test("while an onboarding lifts the pauses itself there is nothing to do; when it has died, apply lifts them", async () => {
    await apply(config);
    const options = { workflowId: onboardingWorkflowId("northwind"), taskQueue: "nobody", args: [] };
    const onboarding = await client.workflow.start("onboardClient", options);
    await onboard();
    expect(await plan(config)).toMatchObject({ isUpToDate: true, toOnboard: [] });
    expect((await apply(config)).changes.map(({ change }) => change)).toEqual(
      Array.from({ length: 5 }, () => "unchanged"),
    );
    await onboarding.terminate("as if it had died");
    const changes = (await plan(config)).changes.filter(({ change }) => change !== "unchanged");
    expect(changes.map(({ change, reasons }) => [change, ...reasons])).toEqual(
      Array.from({ length: 4 }, () => ["resume", "the baseline is done"]),
    );
  });

  test("what an onboarding lifts while the plan is made is not paused again", async () => {
    await apply(config);
    const world = worldOf(config);
    // Behind the plan's first look at the store, and before its look at the schedules.
    const temporal = async () => {
      await onboard();
      for (const id of possibleScheduleIds("northwind"))
        await client.schedule.getHandle(id).unpause("revwatch: the baseline is done").catch(ignoreAbsent);
      return world.temporal();
    };
    const { changes } = await planSchedules.run({ ...world, temporal }, { prune: false });
    expect(changes.map(({ change }) => change)).toEqual(Array.from({ length: 5 }, () => "unchanged"));
  });

  test("a new client's schedules are created paused, and a second apply changes nothing", async () => {
    const first = await apply(config);
    expect(first.changes.map(({ change, failed }) => [change, failed])).toEqual(
      Array.from({ length: 5 }, () => ["create", null]),
    );
    expect(first.toOnboard).toEqual(["northwind"]);

    const { state, spec, policies, action } = await fast().describe();
    expect(state).toMatchObject({ paused: true, note: waitingForBaseline });
    expect(spec.intervals).toEqual([expect.objectContaining({ every: 300_000 })]);
    expect(policies).toMatchObject({ overlap: "SKIP", catchupWindow: 600_000 });
    expect(action).toMatchObject({
      workflowType: "auditClient",
      workflowId: "audit/northwind/fast",
      taskQueue: "audit",
    });
    expect((await client.schedule.getHandle("operations/supervise").describe()).state.paused).toBe(false);

    const second = await apply(config);
    expect(second.changes.map(({ change }) => change)).toEqual(Array.from({ length: 5 }, () => "unchanged"));
  });

  test("the weekly report falls on its own minute only", async () => {
    await onboard();
    await apply(config);
    const { info } = await client.schedule.getHandle("report/northwind/weekly").describe();
    const local = info.nextActionTimes.map((at) =>
      at.toLocaleString("en-GB", { timeZone: "Europe/Berlin", weekday: "short", hour: "2-digit", minute: "2-digit" }),
    );
    expect(new Set(local)).toEqual(new Set(["Mon 07:30"]));
  });

  test("a changed cadence is an update with its reasons, and an operator's pause survives it", async () => {
    await onboard();
    await apply(config);
    await fast().pause("the portal is being migrated");
    const slower = withClient(config, { cadences: { ...config.clients[0]!.cadences, fast: { everySeconds: 600 } } });

    const { changes, isUpToDate } = await plan(slower);
    expect(isUpToDate).toBe(false);
    expect(changes.find(({ change }) => change === "update")).toMatchObject({
      scheduleId: "audit/northwind/fast",
      reasons: ["when: every 5 min → every 10 min", "jitter: 30 → 60"],
      pausedBecause: "the portal is being migrated",
    });
    await apply(slower);
    const { state, spec } = await fast().describe();
    expect(state).toMatchObject({ paused: true, note: "the portal is being migrated" });
    expect(spec.intervals?.[0]?.every).toBe(600_000);
    expect((await plan(slower)).isUpToDate).toBe(true);
  });

  test("a client that left is paused first, deleted only when asked to, and comes back", async () => {
    await onboard();
    await apply(config);
    const nobody = { ...config, clients: [] };
    expect((await apply(nobody)).changes.filter(({ change }) => change === "pause")).toHaveLength(4);
    expect((await fast().describe()).state).toMatchObject({ paused: true, note: "revwatch: no longer in the config" });
    expect((await apply(config)).changes.filter(({ change }) => change === "resume")).toHaveLength(4);
    expect((await fast().describe()).state.paused).toBe(false);

    expect((await apply(nobody, true)).changes.filter(({ change }) => change === "prune")).toHaveLength(4);
    await expect(fast().describe()).rejects.toThrow(/not found/i);
  });

  test("a schedule of the same id that is not ours stays untouched", async () => {
    await client.schedule.create({
      scheduleId: "audit/northwind/fast",
      spec: { intervals: [{ every: "1 day" }] },
      action: { type: "startWorkflow", workflowType: "other", taskQueue: "other" },
    });
    const { changes } = await apply(config, true);
    expect(changes.find(({ change }) => change === "foreign")).toMatchObject({
      scheduleId: "audit/northwind/fast",
      failed: expect.stringContaining("not made by Revwatch") as string,
    });
    expect((await fast().describe()).action.workflowType).toBe("other");
  });

  test("apply starts the baseline of a new client once", async () => {
    const { onboarding } = await applySchedules.run(worldOf(config), { prune: false, onboard: true });
    expect(onboarding).toEqual([{ clientId: "northwind", workflowId: "onboard/northwind", failed: null }]);
    expect(await plan(config)).toMatchObject({ toOnboard: [], onboarding: ["northwind"], isUpToDate: true });
    const { runId } = await client.workflow.getHandle("onboard/northwind").describe();
    await applySchedules.run(worldOf(config), { prune: false, onboard: true });
    expect((await client.workflow.getHandle("onboard/northwind").describe()).runId).toBe(runId);
    await client.workflow.getHandle("onboard/northwind").terminate();
  });
});

function ignoreAbsent(error: unknown): void {
  if (!(error instanceof ScheduleNotFoundError)) throw error;
}
