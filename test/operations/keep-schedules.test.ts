import type { Client } from "@temporalio/client";
import { beforeEach, expect, test } from "vitest";
import type { RevwatchConfig } from "../../config/config.ts";
import { waitingForBaseline } from "../../domain/schedule-note.ts";
import { applySchedules } from "../../operations/apply-schedules.ts";
import { planSchedules } from "../../operations/plan-schedules.ts";
import { keepSchedules } from "../../operations/schedules/keep-schedules.ts";
import { ensureClient, markOnboarded } from "../../storage/clients.ts";
import { seenSchedules } from "../../storage/schedule-states.ts";
import { describeWith } from "../support/describe-with.ts";
import { ownNamespace } from "../support/own-namespace.ts";
import { until } from "../support/until.ts";
import { sampleConfig } from "./sample-config.ts";
import { startTemporalAndStore } from "./temporal-and-store.ts";

const dayMs = 86_400_000;
/** A little ahead, so that what a test has just written counts as settled. */
const now = new Date(Date.now() + 180_000);

describeWith("temporal", "schedules are looked after", () => {
  const both = startTemporalAndStore();
  let client: Client;
  let config: RevwatchConfig;

  beforeEach(async () => {
    config = await sampleConfig();
    client = await ownNamespace(both.connection, "schedules");
    await both.database.db.deleteFrom("schedule_state").execute();
    await both.database.db.deleteFrom("client").execute();
    await ensureClient(both.database.db, config.clients[0]!);
    await markOnboarded(both.database.db, "northwind", now);
    await apply();
  });

  const world = () => both.worldOf(config, client, now);
  const apply = () => applySchedules.run(world(), { prune: false, onboard: false });
  const keep = () => keepSchedules({ db: both.database.db, config, now }, client);
  const fast = () => client.schedule.getHandle("audit/northwind/fast");
  const seen = async (id = "audit/northwind/fast") =>
    (await seenSchedules(both.database.db)).schedules.find(({ scheduleId }) => scheduleId === id);
  const listed = (wanted: number) =>
    until("the list has caught up", async () => {
      let count = 0;
      for await (const _ of client.schedule.list()) count += 1;
      return count >= wanted;
    });
  /** What Temporal does to a schedule that is unpaused after it was paused for too long: its own workflow ends. */
  const endByTemporal = (id = "audit/northwind/fast") =>
    client.workflow.getHandle(`temporal-sys-scheduler:${id}`).terminate("as temporalio/temporal#9752 ends it");
  const pausedSince = (days: number) =>
    both.database.db
      .updateTable("schedule_state")
      .set({ since: new Date(now.getTime() - days * dayMs) })
      .execute();

  test("all run, and the database says so and since when it was asked", async () => {
    await keep();
    const { seenAt, schedules } = await seenSchedules(both.database.db);
    expect(seenAt).toEqual(now);
    expect(schedules.map(({ state }) => state)).toEqual(["running", "running", "running", "running", "running"]);
    expect(schedules.find(({ scheduleId }) => scheduleId === "operations/supervise")).toMatchObject({ clientId: null });
  });

  test("an operator's pause is the operator's, ours waits for the baseline, a deleted one is missing", async () => {
    await fast().pause("holiday");
    await client.schedule.getHandle("audit/northwind/hourly").delete();
    await both.database.db.updateTable("client").set({ onboarded_at: null }).execute();
    await client.schedule.getHandle("audit/northwind/daily").pause(waitingForBaseline);
    await keep();
    expect(await seen()).toMatchObject({ state: "paused", note: "holiday" });
    expect(await seen("audit/northwind/hourly")).toMatchObject({ state: "missing" });
    expect(await seen("audit/northwind/daily")).toMatchObject({ state: "waiting" });
  });

  test("one that was paused for a week, unpaused, and ended by Temporal, is made anew and acts", async () => {
    await fast().pause("holiday");
    await keep();
    await pausedSince(8);
    await endByTemporal();
    await listed(4);
    expect((await keep()).revived).toEqual(["audit/northwind/fast"]);
    const { state, info } = await fast().describe();
    expect(state.paused).toBe(false);
    expect(info.nextActionTimes.length).toBeGreaterThan(0);
    expect(await seen()).toMatchObject({ state: "running", note: null });
    expect((await planSchedules.run(world(), { prune: false })).isUpToDate).toBe(true);
  });

  test("the schedule that sweeps is looked after likewise", async () => {
    await client.schedule.getHandle("operations/supervise").pause("quiet");
    await keep();
    await pausedSince(8);
    await endByTemporal("operations/supervise");
    await listed(4);
    expect((await keep()).revived).toEqual(["operations/supervise"]);
  });

  test("one that was paused an hour ago and is gone was deleted by a person: it stays gone, and is told", async () => {
    await fast().pause("holiday");
    await keep();
    await pausedSince(1 / 24);
    await fast().delete();
    expect((await keep()).revived).toEqual([]);
    expect(await seen()).toMatchObject({ state: "missing" });
  });

  test("one that is not paused and has no next time is made anew, by the look and by apply", async () => {
    const end = () =>
      fast().update((before) => ({ ...before, spec: { ...before.spec, endAt: new Date("2020-01-01") } }));
    await end();
    await until("it has no next time", async () => (await fast().describe()).info.nextActionTimes.length === 0);
    expect((await keep()).revived).toEqual(["audit/northwind/fast"]);
    await end();
    await until("it has no next time", async () => (await fast().describe()).info.nextActionTimes.length === 0);
    const { changes } = await apply();
    expect(changes.filter(({ change }) => change !== "unchanged")).toMatchObject([
      { scheduleId: "audit/northwind/fast", change: "revive", failed: null },
    ]);
    expect((await fast().describe()).info.nextActionTimes.length).toBeGreaterThan(0);
  });

  test("a pause of ours that nothing lifted is lifted", async () => {
    await fast().pause(waitingForBaseline);
    expect((await keep()).revived).toEqual(["audit/northwind/fast"]);
    expect((await fast().describe()).state.paused).toBe(false);
  });

  test("Temporal has lost everything: nothing is made behind anyone's back, and apply sets the operator's pause again", async () => {
    await fast().pause("holiday");
    await keep();
    await pausedSince(8);
    client = await ownNamespace(both.connection, "schedules");
    expect((await keep()).revived).toEqual([]);
    expect(await seen()).toMatchObject({ state: "missing", note: "holiday" });

    const { changes } = await apply();
    expect(changes.map(({ change }) => change)).toEqual(["create", "create", "create", "create", "create"]);
    expect((await fast().describe()).state).toMatchObject({ paused: true, note: "holiday" });
    expect((await client.schedule.getHandle("audit/northwind/hourly").describe()).state.paused).toBe(false);
    await keep();
    expect(await seen()).toMatchObject({ state: "paused", note: "holiday" });
  });
});
