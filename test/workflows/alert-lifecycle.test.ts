import { WorkflowUpdateFailedError } from "@temporalio/client";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { AlertNews } from "../../domain/alerting/alert-news.ts";
import { UnknownClient } from "../../activities/world.ts";
import { describeWith } from "../support/describe-with.ts";
import { until } from "../support/until.ts";
import { acknowledge, revised, view } from "../../workflows/alert-lifecycle.ts";
import { Rig } from "./rig.ts";

const inMs = (ms: number) => new Date(Date.now() + ms).toISOString();
const far = 3_600_000;

function news(changed: Partial<AlertNews> = {}): AlertNews {
  return {
    clientId: "northwind",
    alertId: "sales-lead.waiting-leads",
    episode: 1,
    status: "open",
    dueAts: [inMs(far), inMs(far)],
    nextStep: 0,
    ...changed,
  };
}

describeWith("temporal", "alertLifecycle", () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await Rig.open();
  });
  afterAll(() => rig?.close());
  beforeEach(() => rig.clear());

  const begin = (alert: AlertNews) => rig.start("alertLifecycle", [alert]);
  const steps = () => rig.called("escalateAlert").map(([input]) => (input as { step: number }).step);

  test("nobody takes it: each step is taken when it is due, in order, and announced", async () => {
    const startedAt = Date.now();
    const handle = await begin(news({ dueAts: [inMs(150), inMs(400)] }));
    await until("both steps are taken", () => rig.called("announceAlerts").length === 2);
    expect(Date.now() - startedAt).toBeGreaterThan(350);
    expect(steps()).toEqual([0, 1]);
    expect(rig.calls.map(({ name }) => name)).toEqual([
      "escalateAlert",
      "announceAlerts",
      "escalateAlert",
      "announceAlerts",
    ]);

    await handle.signal(revised, news({ status: "resolved", nextStep: 2 }));
    expect(await handle.result()).toMatchObject({ status: "resolved", nextStep: 2 });
    await rig.keep("nobody-takes-it", handle);
  });

  test("a step that was due before the workflow heard of it is taken at once", async () => {
    const handle = await begin(news({ dueAts: [inMs(-60_000)] }));
    await until("the step is taken", () => steps().length === 1);
    await handle.signal(revised, news({ status: "resolved", nextStep: 1 }));
    expect(await handle.result()).toMatchObject({ status: "resolved", nextStep: 1 });
  });

  test("somebody takes it: the caller is answered, and no step is taken any more", async () => {
    const handle = await begin(news({ dueAts: [inMs(600), inMs(700)] }));
    await handle.executeUpdate(acknowledge, { args: [{ episode: 1 }] });
    expect(await handle.query(view)).toMatchObject({ status: "acknowledged" });
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(steps()).toEqual([]);

    await handle.signal(revised, news({ status: "resolved" }));
    expect(await handle.result()).toMatchObject({ status: "resolved" });
    await rig.keep("somebody-takes-it", handle);
  });

  test("a revision that was on its way does not undo the acknowledgement", async () => {
    const handle = await begin(news({ dueAts: [inMs(500)] }));
    await handle.executeUpdate(acknowledge, { args: [{ episode: 1 }] });
    await handle.signal(revised, news({ dueAts: [inMs(100)] }));
    await new Promise((resolve) => setTimeout(resolve, 800));
    expect(await handle.query(view)).toMatchObject({ status: "acknowledged" });
    expect(steps()).toEqual([]);
    await handle.signal(revised, news({ status: "resolved" }));
    await handle.result();
  });

  test("a newer one does: a lead that came after the click climbs by itself", async () => {
    const handle = await begin(news({ dueAts: [inMs(far)], revision: 1 }));
    await handle.executeUpdate(acknowledge, { args: [{ episode: 1, revision: 2 }] });
    await handle.signal(revised, news({ dueAts: [inMs(100)], revision: 1 }));
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(steps()).toEqual([]);
    await handle.signal(revised, news({ dueAts: [inMs(100)], revision: 3 }));
    await until("the step is taken", () => steps().length === 1);
    await handle.signal(revised, news({ status: "resolved", nextStep: 1, revision: 4 }));
    await handle.result();
    await rig.keep("later-lead", handle);
  });

  test("an acknowledgement for an episode that is over is refused before it enters the history", async () => {
    const handle = await begin(news());
    const refusal = await handle
      .executeUpdate(acknowledge, { args: [{ episode: 0 }] })
      .catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(WorkflowUpdateFailedError);
    expect((refusal as WorkflowUpdateFailedError).cause?.message).toContain("over already");
    const { events } = await handle.fetchHistory();
    expect(events!.some(({ workflowExecutionUpdateAcceptedEventAttributes: accepted }) => accepted)).toBe(false);
    await handle.signal(revised, news({ status: "resolved" }));
    await handle.result();
  });

  test("a caller of an older version names a person: it is let in, and the name goes no further", async () => {
    const handle = await begin({ ...news(), acknowledgedBy: null } as AlertNews);
    await handle.executeUpdate(acknowledge, { args: [{ episode: 1, by: "Ana" } as never] });
    await handle.signal(revised, { ...news({ status: "resolved" }), acknowledgedBy: "Ana" } as AlertNews);
    expect(JSON.stringify(await handle.result())).not.toMatch(/Ana|acknowledgedBy/);
  });

  test("the client has left the config: the workflow ends without a fault", async () => {
    rig.doings = {
      escalateAlert: async () => {
        throw new UnknownClient("northwind");
      },
    };
    const handle = await begin(news({ dueAts: [inMs(50)] }));
    expect(await handle.result()).toMatchObject({ status: "open", nextStep: 0 });
  });

  test("a fault of ours only blocks it: it stays, tries again, and says of which class the fault is", async () => {
    rig.doings = {
      escalateAlert: async () => {
        throw new TypeError("x is undefined");
      },
    };
    const handle = await begin(news({ dueAts: [inMs(50)] }));
    const lastFailure = async () => (await handle.describe()).raw.pendingActivities?.[0]?.lastFailure ?? null;
    await until("the step has failed", async () => (await lastFailure()) !== null);
    expect(await lastFailure()).toMatchObject({ applicationFailureInfo: { type: "programming" } });
    expect((await handle.describe()).status.name).toBe("RUNNING");
    await handle.terminate();
  });

  test("the store takes a step differently: somebody had taken the alert in the same second", async () => {
    rig.doings = { escalateAlert: async ({ step }) => ({ status: "acknowledged", nextStep: step }) };
    const handle = await begin(news({ dueAts: [inMs(50), inMs(100)] }));
    await until("the step was tried", () => steps().length === 1);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(steps()).toEqual([0]);
    await handle.signal(revised, news({ status: "resolved" }));
    await handle.result();
  });

  test("a recovery ends it, and news of an older episode changes nothing", async () => {
    const handle = await begin(news({ episode: 3 }));
    await handle.signal(revised, news({ episode: 2, status: "resolved" }));
    expect(await handle.query(view)).toMatchObject({ episode: 3, status: "open" });
    await handle.signal(revised, news({ episode: 3, status: "resolved" }));
    expect(await handle.result()).toMatchObject({ episode: 3, status: "resolved" });
    await rig.keep("recovery", handle);
  });

  test("an episode that begins in the moment of the recovery is not lost: its own ladder runs", async () => {
    const handle = await begin(news({ dueAts: [inMs(far)] }));
    await handle.signal(revised, news({ episode: 2, dueAts: [inMs(100)] }));
    await until("the new ladder runs", () => steps().length === 1);
    expect(rig.called("escalateAlert")[0]![0]).toMatchObject({ episode: 2, step: 0 });
    await handle.signal(revised, news({ episode: 2, status: "resolved", nextStep: 1 }));
    expect(await handle.result()).toMatchObject({ episode: 2, status: "resolved" });
    await rig.keep("next-episode", handle);
  });

  test("what flaps is open again in its episode by a newer revision, and not by an older one", async () => {
    let letGo = () => {};
    const gate = new Promise<void>((resolve) => (letGo = resolve));
    rig.doings = {
      escalateAlert: async ({ step }) => {
        await gate;
        return { status: "open", nextStep: step + 1 };
      },
    };
    const dueAts = [inMs(50), inMs(far)];
    const handle = await begin(news({ dueAts, revision: 7 }));
    await until("a step is being taken", () => steps().length === 1);
    await handle.signal(revised, news({ dueAts, status: "resolved", revision: 8 }));
    await handle.signal(revised, news({ dueAts, revision: 7 }));
    expect(await handle.query(view)).toMatchObject({ status: "resolved", revision: 8 });
    await handle.signal(revised, news({ dueAts, revision: 9 }));
    letGo();
    await until("the step is told", () => rig.called("announceAlerts").length === 1);
    expect(await handle.query(view)).toMatchObject({ status: "open", revision: 9, nextStep: 1 });
    expect(rig.called("escalateAlert")[0]![0]).toMatchObject({ step: 0, dueAt: dueAts[0] });
    await handle.signal(revised, news({ dueAts, status: "resolved", revision: 10, nextStep: 1 }));
    expect(await handle.result()).toMatchObject({ status: "resolved" });
  });

  test("after a recovery the same alert begins again under the same name", async () => {
    const workflowId = "alert/northwind/sales-lead.routing";
    for (const episode of [1, 2]) {
      const handle = await rig.start("alertLifecycle", [news({ episode })], workflowId);
      await handle.signal(revised, news({ episode, status: "resolved" }));
      expect(await handle.result()).toMatchObject({ episode, status: "resolved" });
    }
  });

  test("a long life is continued in a fresh history, with everything that it knew", async () => {
    const dueAts = [inMs(far), inMs(far)];
    const handle = await begin(news({ dueAts, nextStep: 1 }));
    await handle.executeUpdate(acknowledge, { args: [{ episode: 1 }] });
    const first = handle.firstExecutionRunId;
    const latest = rig.client.workflow.getHandle(handle.workflowId);
    const runId = async () => (await latest.describe()).runId;
    for (let round = 0; round < 60 && (await runId()) === first; round += 1) {
      await Promise.all(Array.from({ length: 100 }, () => latest.signal(revised, news({ dueAts, nextStep: 1 }))));
      await latest.query(view); // it has caught up
    }
    expect(await runId()).not.toBe(first);
    expect(await latest.query(view)).toMatchObject({ status: "acknowledged", nextStep: 1, dueAts });
    await latest.signal(revised, news({ dueAts, status: "resolved" }));
    expect(await latest.result()).toMatchObject({ status: "resolved" });
  });

  test("every run above replays to the same commands", async () => {
    expect(await rig.replayAll()).toEqual({ replayed: 17, failed: [] });
  });
});
