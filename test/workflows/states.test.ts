// oxlint-disable vitest/expect-expect -- each test keeps a history, and the last one holds all of them against the code
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { UnknownClient } from "../../activities/world.ts";
import { HubSpotOutage } from "../../connectors/hubspot/errors.ts";
import type { AlertNews } from "../../domain/alerting/alert-news.ts";
import { acknowledge, revised } from "../../workflows/alert-lifecycle.ts";
import { wake } from "../../workflows/deliver-outbox.ts";
import { describeWith } from "../support/describe-with.ts";
import { until } from "../support/until.ts";
import { Rig, type Doings } from "./rig.ts";
import { complete, plan } from "./usual-activities.ts";

/**
 * The states in which an upgrade meets running workflows, one short life each. They are kept for test/histories, so
 * that tomorrow's code has to take the same course.
 */
describeWith("temporal", "a workflow in each of its states", () => {
  let rig: Rig;
  let hasty: Rig;
  beforeAll(async () => {
    [rig, hasty] = await Promise.all([Rig.open(), Rig.open({ hasShortTimers: true })]);
  });
  afterAll(async () => {
    await rig?.close();
    await hasty?.close();
  });
  beforeEach(() => {
    rig.clear();
    hasty.clear();
  });

  const inMs = (ms: number) => new Date(Date.now() + ms).toISOString();
  const far = 3_600_000;

  /** Fails so often with this error, then does the usual. */
  function failing<Args extends readonly unknown[], Result>(
    times: number,
    error: unknown,
    then: (...args: Args) => Promise<Result>,
  ): (...args: Args) => Promise<Result> {
    let left = times;
    return async (...args) => {
      if (left > 0) {
        left -= 1;
        throw error;
      }
      return then(...args);
    };
  }
  const databaseAway = new Error("Connection terminated unexpectedly");
  const faultOfOurs = new TypeError("x is undefined");

  describe("alertLifecycle", () => {
    const news = (changed: Partial<AlertNews> = {}): AlertNews => ({
      clientId: "northwind",
      alertId: "sales-lead.waiting-leads",
      episode: 1,
      status: "open",
      dueAts: [inMs(far), inMs(far)],
      nextStep: 0,
      ...changed,
    });
    const begin = (alert: AlertNews) => rig.start("alertLifecycle", [alert]);
    const steps = (count: number) => until(`${count} steps`, () => rig.called("escalateAlert").length === count);
    const kept = async (scenario: string, handle: Awaited<ReturnType<typeof begin>>) => {
      await rig.keep(scenario, handle);
      await handle.terminate("the test is over").catch(() => undefined);
      expect((await handle.fetchHistory()).events!.length).toBeGreaterThan(2);
    };
    /** Until the workflow has begun to wait, so that the history holds its first task. */
    const begun = (handle: Awaited<ReturnType<typeof begin>>) =>
      until("it has begun", async () => (await handle.fetchHistory()).events!.length >= 4);

    test("fresh: it waits for its first step", async () => {
      const handle = await begin(news());
      await begun(handle);
      await kept("waiting-first-step", handle);
    });
    test("escalated: it waits for its second step", async () => {
      const handle = await begin(news({ dueAts: [inMs(50), inMs(far)] }));
      await until("announced", () => rig.called("announceAlerts").length === 1);
      await kept("waiting-second-step", handle);
    });
    test("escalated to the end: it waits for whoever answers", async () => {
      const handle = await begin(news({ dueAts: [inMs(30), inMs(60)] }));
      await until("announced", () => rig.called("announceAlerts").length === 2);
      await kept("ladder-at-its-end", handle);
    });
    test("acknowledged before the first step, and it goes on waiting for the end", async () => {
      const handle = await begin(news());
      await handle.executeUpdate(acknowledge, { args: [{ episode: 1 }] });
      await kept("acknowledged", handle);
    });
    test("acknowledged after an escalation, then resolved", async () => {
      const handle = await begin(news({ dueAts: [inMs(50), inMs(far)] }));
      await steps(1);
      await handle.executeUpdate(acknowledge, { args: [{ episode: 1 }] });
      await handle.signal(revised, news({ status: "resolved", nextStep: 1 }));
      await handle.result();
      await kept("escalated-acknowledged-resolved", handle);
    });
    test("begun again in the middle of its ladder", async () => {
      const handle = await begin(news({ dueAts: [inMs(-far), inMs(50)], nextStep: 1 }));
      await steps(1);
      await handle.signal(revised, news({ status: "resolved", nextStep: 2 }));
      await handle.result();
      await kept("rearmed", handle);
    });
    test("a step failed while the database was away, and was taken afterwards", async () => {
      rig.doings = {
        escalateAlert: failing(2, databaseAway, async ({ step }) => ({ status: "open", nextStep: step + 1 })),
      };
      const handle = await begin(news({ dueAts: [inMs(50)] }));
      await until("announced", () => rig.called("announceAlerts").length === 1);
      await handle.signal(revised, news({ status: "resolved", nextStep: 1 }));
      await handle.result();
      await kept("step-retried", handle);
    });
    test("blocked by a fault of ours", async () => {
      rig.doings = {
        escalateAlert: failing(1, faultOfOurs, async ({ step }) => ({ status: "open", nextStep: step + 1 })),
      };
      const handle = await begin(news({ dueAts: [inMs(50)] }));
      await steps(1);
      await kept("blocked", handle);
    });
    test("its client has left the config", async () => {
      rig.doings = {
        escalateAlert: failing(1, new UnknownClient("northwind"), async () => ({ status: "open", nextStep: 1 })),
      };
      const handle = await begin(news({ dueAts: [inMs(50)] }));
      await handle.result();
      await kept("client-left", handle);
    });
    test("revised many times while it waits", async () => {
      const handle = await begin(news());
      for (let revision = 0; revision < 5; revision += 1)
        await handle.signal(revised, news({ dueAts: [inMs(far), inMs(far)] }));
      await until("it has heard", async () => (await handle.fetchHistory()).events!.length > 10);
      await kept("revised", handle);
    });
  });

  describe("auditClient", () => {
    const audit = async (scenario: string, doings: Doings, cadence: "fast" | "hourly" | "daily" | "all" = "fast") => {
      rig.doings = doings;
      const handle = await rig.start("auditClient", [{ clientId: "northwind", cadence }]);
      const ended = await handle.result().then(
        ({ status }) => status as string,
        () => "broken",
      );
      await rig.keep(scenario, handle);
      return ended;
    };

    test("HubSpot fails twice, then answers", async () => {
      const outage = new HubSpotOutage("GET /crm/objects/2026-09/contacts", "status 502");
      expect(await audit("read-retried", { planAudit: failing(2, outage, async () => plan) })).toBe("complete");
    });
    test("the database is away while it judges", async () => {
      expect(await audit("judged-late", { runChecks: failing(2, databaseAway, async () => complete) }, "hourly")).toBe(
        "complete",
      );
    });
    test("a fault of ours ends it at the first try", async () => {
      expect(await audit("fault-of-ours", { runChecks: failing(9, faultOfOurs, async () => complete) }, "daily")).toBe(
        "broken",
      );
      expect(rig.called("runChecks")).toHaveLength(1);
    });
    test("a scope is missing for the first time, so the portal is probed", async () => {
      const doings: Doings = {
        planAudit: async () => ({ ...plan, refusals: { known: 0, isAskDue: false } }),
        syncTouches: async () => [
          { subject: "touch", status: "partial", reason: "no scope", records: 0, isForbidden: true },
        ],
      };
      expect(await audit("probed", doings, "all")).toBe("complete");
      expect(rig.called("probePortal")).toHaveLength(1);
    });
    test("it judges at this moment", async () => {
      let release = () => {};
      const held = new Promise<void>((resolve) => (release = resolve));
      rig.doings = {
        runChecks: async () => {
          await held;
          return complete;
        },
      };
      const handle = await rig.start("auditClient", [{ clientId: "northwind", cadence: "fast" }]);
      await until("it judges", () => rig.called("runChecks").length === 1);
      await rig.keep("judging", handle);
      release();
      await handle.result();
    });
    test("it was started with a cadence that there is not", async () => {
      const handle = await rig.start("auditClient", [{ clientId: "northwind", cadence: "weekly" as never }]);
      await expect(handle.result()).rejects.toThrow("Workflow execution failed");
      await rig.keep("refused-input", handle);
    });
  });

  describe("deliverOutbox", () => {
    test("there is nothing to send", async () => {
      const handle = await rig.start("deliverOutbox", [{ clientId: "northwind" }]);
      await handle.result();
      await rig.keep("empty", handle);
    });
    test("a worker died with a message in its hands", async () => {
      rig.doings = { sendNext: failing(1, databaseAway, async () => ({ sent: true, nextDueAt: null })) };
      const handle = await rig.start("deliverOutbox", [{ clientId: "northwind" }]);
      await handle.result();
      await rig.keep("send-retried", handle);
    });
    test("it waits for a channel, and is woken in vain", async () => {
      rig.doings = { sendNext: async () => ({ sent: false, nextDueAt: inMs(far) }) };
      const handle = await rig.start("deliverOutbox", [{ clientId: "northwind" }]);
      await until("it waits", () => rig.called("sendNext").length === 1);
      await handle.signal(wake);
      await until("it looked again", () => rig.called("sendNext").length === 2);
      await rig.keep("held-up", handle);
      await handle.terminate("the test is over");
    });
  });

  describe("onboardClient", () => {
    test("its first audit breaks by a fault of ours, and the next one is good", async () => {
      hasty.doings = { runChecks: failing(1, faultOfOurs, async () => complete) };
      const handle = await hasty.start("onboardClient", [{ clientId: "harbor" }]);
      expect(await handle.result()).toEqual(complete);
      expect(hasty.called("runChecks")).toHaveLength(2);
      expect(hasty.called("failRun")[0]![0]).toMatchObject({ reason: "TypeError: x is undefined" });
    });
    test("its first audit breaks: it waits for the next minute", async () => {
      rig.doings = { runChecks: failing(1, faultOfOurs, async () => complete) };
      const handle = await rig.start("onboardClient", [{ clientId: "harbor" }]);
      await until("it has noted why", () => rig.called("failRun").length === 1);
      await until("it waits", async () =>
        (await handle.fetchHistory()).events!.some(({ timerStartedEventAttributes: timer }) => timer),
      );
      await rig.keep("broken-and-waiting", handle);
      await handle.terminate("the test is over");
    });
    test("what the token may read cannot be asked: it ends all the same", async () => {
      rig.doings = { probePortal: failing(9, faultOfOurs, async () => ({ probed: 0, refused: [] })) };
      const handle = await rig.start("onboardClient", [{ clientId: "harbor" }]);
      expect(await handle.result()).toEqual(complete);
      expect(rig.called("finishOnboarding")).toHaveLength(1);
      await rig.keep("probe-broken", handle);
    });
    test("Temporal is away when the schedules are to run", async () => {
      rig.doings = { finishOnboarding: failing(2, databaseAway, async () => ({ unpaused: 4 })) };
      const handle = await rig.start("onboardClient", [{ clientId: "harbor" }]);
      await handle.result();
      await rig.keep("finish-retried", handle);
    });
    test("its client has left the config: it ends", async () => {
      rig.doings = { planAudit: failing(9, new UnknownClient("harbor"), async () => plan) };
      const handle = await rig.start("onboardClient", [{ clientId: "harbor" }]);
      await expect(handle.result()).rejects.toThrow("Workflow execution failed");
      await rig.keep("client-left", handle);
    });
  });

  describe("superviseFleet", () => {
    test("the database is away for a moment", async () => {
      const swept = { reconciled: 1, alerts: 0, senders: 0, rearmed: 3, onboarding: 1, lateReports: 1, diverted: 0 };
      rig.doings = { sweepOutboxes: failing(1, databaseAway, async () => swept) };
      const handle = await rig.start("superviseFleet", []);
      expect(await handle.result()).toEqual(swept);
      await rig.keep("sweep-retried", handle);
    });
    test("a fault of ours ends it; the next minute has one of its own", async () => {
      rig.doings = { sweepOutboxes: failing(9, faultOfOurs, async () => ({}) as never) };
      const handle = await rig.start("superviseFleet", []);
      await expect(handle.result()).rejects.toThrow("Workflow execution failed");
    });
  });

  describe("weeklyReport", () => {
    test("it goes out late, and says for when it was", async () => {
      const dueAt = "2026-11-23T07:30:00.000Z";
      const handle = await rig.start("weeklyReport", [{ clientId: "harbor", week: "2026-W47", dueAt }]);
      await handle.result();
      expect(rig.called("buildWeeklyReport")[0]![0]).toMatchObject({
        week: "2026-W47",
        nominalAt: dueAt,
        deliver: true,
      });
      await rig.keep("late", handle);
    });
    test("the database is away for a moment", async () => {
      rig.doings = {
        buildWeeklyReport: failing(2, databaseAway, async () => ({ period: "2026-W47", recipients: ["founder"] })),
      };
      const handle = await rig.start("weeklyReport", [{ clientId: "harbor" }]);
      await handle.result();
      await rig.keep("build-retried", handle);
    });
    test("there is no such week", async () => {
      rig.doings = { buildWeeklyReport: failing(9, new RangeError("2026 has no week 54."), async () => ({}) as never) };
      const handle = await rig.start("weeklyReport", [{ clientId: "harbor", week: "2026-W54" }]);
      await expect(handle.result()).rejects.toThrow("Workflow execution failed");
      await rig.keep("no-such-week", handle);
    });
  });

  test("every run above replays to the same commands", async () => {
    const { replayed, failed } = await rig.replayAll();
    expect(failed).toEqual([]);
    expect(replayed).toBeGreaterThan(25);
  });
});
