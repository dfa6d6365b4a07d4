import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { RunName, RunResult } from "../../activities/shapes.ts";
import { describeWith } from "../support/describe-with.ts";
import { until } from "../support/until.ts";
import { Rig } from "./rig.ts";
import { complete } from "./usual-activities.ts";

const unreadable: RunResult = { ...complete, status: "failed", score: null, hasNews: false };

describeWith("temporal", "onboardClient", () => {
  let rig: Rig;
  let patient: Rig;
  beforeAll(async () => {
    [rig, patient] = await Promise.all([Rig.open({ hasShortTimers: true }), Rig.open()]);
  });
  afterAll(async () => {
    await rig?.close();
    await patient?.close();
  });
  beforeEach(() => rig.clear());

  test("the first audit is the baseline of everything, and then the schedules may run", async () => {
    const handle = await rig.start("onboardClient", [{ clientId: "harbor" }]);
    expect(await handle.result()).toEqual(complete);
    const run = rig.called("planAudit")[0]![0] as RunName;
    expect(run).toMatchObject({ cadence: "all", mode: "baseline", runId: `baseline-${run.asOf}`, period: run.asOf });
    expect(rig.calls.slice(-2)).toEqual([
      { name: "probePortal", args: [{ clientId: "harbor" }] },
      { name: "finishOnboarding", args: [{ clientId: "harbor" }] },
    ]);
    await rig.keep("baseline", handle);
  });

  test("a baseline of the past is read at its own instant", async () => {
    const asOf = "2026-10-26T06:00:00.000Z";
    await rig.run("onboardClient", [{ clientId: "harbor", asOf }]);
    expect(rig.called("planAudit")[0]![0]).toMatchObject({ asOf, period: asOf, mode: "baseline" });
  });

  test("while the portal cannot be read it is asked again, each time in a fresh run, until it answers", async () => {
    const results = [unreadable, unreadable, complete];
    rig.doings = { runChecks: async () => results.shift()! };
    const handle = await rig.start("onboardClient", [{ clientId: "harbor" }]);
    expect(await handle.result()).toEqual(complete);

    expect(rig.called("runChecks")).toHaveLength(3);
    const runIds = rig.called("planAudit").map(([run]) => (run as RunName).runId);
    expect(new Set(runIds).size).toBe(3);
    expect(rig.called("finishOnboarding")).toHaveLength(1);
    expect(await rig.historiesOf(handle.workflowId)).toHaveLength(3);
    await rig.keep("asked-again", handle);
  });

  test("a partial first audit is a baseline all the same", async () => {
    rig.doings = { runChecks: async () => ({ ...complete, status: "partial" }) };
    expect(await rig.run("onboardClient", [{ clientId: "harbor" }])).toMatchObject({ status: "partial" });
    expect(rig.called("finishOnboarding")).toHaveLength(1);
  });

  test("between two questions lies a minute", async () => {
    patient.doings = { runChecks: async () => unreadable };
    const handle = await patient.start("onboardClient", [{ clientId: "harbor" }]);
    const waits = async () =>
      ((await handle.fetchHistory()).events ?? []).flatMap(({ timerStartedEventAttributes: timer }) =>
        timer ? [Number(timer.startToFireTimeout!.seconds)] : [],
      );
    await until("it waits", async () => (await waits()).length > 0);
    expect(await waits()).toEqual([60]);
    await handle.terminate();
  });

  test("every run above replays to the same commands", async () => {
    expect(await rig.replayAll()).toEqual({ replayed: 6, failed: [] });
    expect(await patient.replayAll()).toEqual({ replayed: 1, failed: [] });
  });
});
