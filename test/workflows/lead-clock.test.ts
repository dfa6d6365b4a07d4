import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { UnknownClient } from "../../activities/world.ts";
import { triggerAudit } from "../../connectors/temporal/signals.ts";
import { auditScheduleId } from "../../domain/ids.ts";
import { sooner } from "../../workflows/lead-clock.ts";
import { describeWith } from "../support/describe-with.ts";
import { until } from "../support/until.ts";
import { Rig } from "./rig.ts";

describeWith("temporal", "leadClock", () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await Rig.open();
  });
  afterAll(() => rig?.close());
  beforeEach(() => rig.clear());

  const start = { clientId: "northwind", after: "2026-11-25T15:00:00.000Z" };
  const inMs = (ms: number) => new Date(Date.now() + ms).toISOString();
  /** What comes due, in order; then nothing. */
  const dues = (...all: readonly string[]) => {
    const left = [...all];
    return async () => ({ dueAt: left.shift() ?? null });
  };

  test("at the instant it has a run look, and asks from there on for what comes next", async () => {
    const dueAt = inMs(700);
    let metAt = 0;
    const meetDeadline = async () => {
      metAt = Date.now();
      return { hasRun: true };
    };
    rig.doings = { nextDeadline: dues(dueAt), meetDeadline };
    const handle = await rig.start("leadClock", [start]);
    await handle.result();
    expect(metAt).toBeGreaterThanOrEqual(Date.parse(dueAt));
    expect(rig.called("meetDeadline")).toEqual([[start]]);
    const [first, second] = rig.called("nextDeadline").map(([place]) => place as typeof start);
    expect(first).toEqual(start);
    expect(Date.parse(second!.after)).toBeGreaterThanOrEqual(Date.parse(dueAt));
    await rig.keep("met", handle);
  });

  test("what comes due sooner than what it waits for is not waited past", async () => {
    rig.doings = { nextDeadline: dues(inMs(3_600_000), inMs(10)) };
    const handle = await rig.start("leadClock", [start]);
    await until("it waits", () => rig.called("nextDeadline").length === 1);
    await handle.signal(sooner);
    await handle.result();
    expect(rig.called("meetDeadline")).toHaveLength(1);
    await rig.keep("sooner", handle);
  });

  test("nothing comes due: it ends, and has no run look", async () => {
    await rig.run("leadClock", [start]);
    expect(rig.called("meetDeadline")).toEqual([]);
  });

  test("a client that has left has no clock", async () => {
    rig.doings = {
      nextDeadline: async () => {
        throw new UnknownClient("northwind");
      },
    };
    const handle = await rig.start("leadClock", [start]);
    await handle.result();
    expect(rig.called("meetDeadline")).toEqual([]);
    await rig.keep("client-left", handle);
  });

  test("a run is started by the client's schedule, unless somebody has paused it or there is none", async () => {
    const clientId = crypto.randomUUID();
    expect(await triggerAudit(rig.client, clientId, "fast")).toBe(false);
    const schedule = await rig.client.schedule.create({
      scheduleId: auditScheduleId(clientId, "fast"),
      spec: { intervals: [{ every: "30 days" }] },
      action: { type: "startWorkflow", workflowType: "leadClock", taskQueue: "audit", args: [start] },
    });
    try {
      const started = async () => (await schedule.describe()).info.numActionsTaken;
      await schedule.pause("an operator's");
      expect(await triggerAudit(rig.client, clientId, "fast")).toBe(false);
      await schedule.unpause();
      expect(await triggerAudit(rig.client, clientId, "fast")).toBe(true);
      await until("it has started a run", async () => (await started()) === 1);
    } finally {
      await schedule.delete();
    }
  });

  test("every run above replays to the same commands", async () => {
    expect(await rig.replayAll()).toEqual({ replayed: 4, failed: [] });
  });
});
