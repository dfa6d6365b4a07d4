import { ApplicationFailure, WorkflowFailedError } from "@temporalio/client";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { RunName } from "../../activities/shapes.ts";
import { describeWith } from "../support/describe-with.ts";
import { until } from "../support/until.ts";
import { Rig } from "./rig.ts";
import { complete, plan } from "./usual-activities.ts";

const minuteMs = 60_000;

describeWith("temporal", "auditClient, where no short run gets anywhere", () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await Rig.open();
  });
  afterAll(() => rig?.close());
  beforeEach(() => rig.clear());

  const planned = () => rig.called("planAudit").at(-1)![0] as RunName;
  const ageOf = (instant: string) => Math.abs(Date.now() - Date.parse(instant));

  test("plan, copy, judge, tell: in this order, each at the one instant of the run", async () => {
    const handle = await rig.start("auditClient", [{ clientId: "northwind", cadence: "fast" }]);
    expect(await handle.result()).toEqual(complete);

    const [first, ...names] = rig.calls.map(({ name }) => name);
    expect(first).toBe("runShort");
    expect([names[0], ...names.slice(1, 4).toSorted(), ...names.slice(4)]).toEqual([
      "planAudit",
      "syncConfiguration",
      "syncRecords",
      "syncRecords",
      "syncTouches",
      "runChecks",
      "announceAlerts",
    ]);
    const run = planned();
    for (const name of ["syncRecords", "syncConfiguration", "syncTouches"] as const)
      for (const [given] of rig.called(name)) expect(given).toEqual(run);
    expect(rig.called("runChecks")[0]![0]).toMatchObject({
      run,
      receipts: expect.toSatisfy((all: unknown[]) => all.length === 6),
    });
    await rig.keep("complete", handle);
  });

  test("without a schedule the run is named by its start, and it is live", async () => {
    await rig.run("auditClient", [{ clientId: "northwind", cadence: "hourly" }]);
    expect(planned()).toMatchObject({ mode: "live", cadence: "hourly", runId: `hourly-${planned().period}` });
    expect(ageOf(planned().period)).toBeLessThan(minuteMs);
  });

  test.each([
    { cadence: "fast", minutes: 4, mode: "live" },
    { cadence: "fast", minutes: 6, mode: "late" },
    { cadence: "daily", minutes: 170, mode: "live" },
    { cadence: "daily", minutes: 190, mode: "late" },
    { cadence: "all", minutes: 10_000, mode: "live" },
  ] as const)(
    "$minutes minutes after its nominal time a $cadence run is $mode, and judges what is true now",
    async (given) => {
      const period = new Date(Date.now() - given.minutes * minuteMs);
      const handle = await rig.startAt(period, "auditClient", [{ clientId: "northwind", cadence: given.cadence }]);
      await handle.result();
      expect(planned()).toMatchObject({
        mode: given.mode,
        period: period.toISOString(),
        runId: `${given.cadence}-${period.toISOString()}`,
      });
      expect(ageOf(planned().asOf)).toBeLessThan(minuteMs);
      if (given.mode === "late") await rig.keep(`late-${given.cadence}`, handle);
    },
  );

  test("the past is judged as it stood, and the run is named by it", async () => {
    const asOf = "2026-10-26T06:00:00.000Z";
    const handle = await rig.start("auditClient", [
      { clientId: "northwind", cadence: "all", asOf, acceptShrink: true },
    ]);
    await handle.result();
    expect(planned()).toEqual({
      clientId: "northwind",
      cadence: "all",
      mode: "history",
      runId: `all-${asOf}`,
      period: asOf,
      asOf,
      acceptShrink: true,
    });
    await rig.keep("history", handle);
  });

  test("a quiet run tells nobody: what is not needed is not asked for", async () => {
    rig.doings = {
      planAudit: async () => ({ ...plan, items: [], touchLookBackDays: 0 }),
      runChecks: async () => ({ ...complete, hasNews: false }),
    };
    const handle = await rig.start("auditClient", [{ clientId: "northwind", cadence: "fast" }]);
    await handle.result();
    expect(rig.calls.map(({ name }) => name)).toEqual([
      "runShort",
      "planAudit",
      "syncRecords",
      "syncRecords",
      "runChecks",
    ]);
    await rig.keep("quiet", handle);
  });

  test("a refused token is no error: the run goes on to say so", async () => {
    const access = {
      state: "token-refused",
      reason: "HubSpot refuses the token.",
      remedy: "Create a new one.",
    } as const;
    rig.doings = {
      planAudit: async () => ({ ...plan, access, records: [], items: [], touchLookBackDays: 0 }),
      runChecks: async () => ({ ...complete, status: "failed", score: null }),
    };
    const handle = await rig.start("auditClient", [{ clientId: "northwind", cadence: "fast" }]);
    expect(await handle.result()).toMatchObject({ status: "failed", score: null });
    expect(rig.called("runChecks")[0]![0]).toMatchObject({ plan: { access }, receipts: [] });
    expect(rig.called("announceAlerts")).toEqual([[{ clientId: "northwind" }]]);
    await rig.keep("token-refused", handle);
  });

  test("an activity that cannot be mended marks the run as failed, with its reason, and fails the workflow", async () => {
    rig.doings = {
      syncRecords: async () => {
        throw ApplicationFailure.nonRetryable("HubSpot has no such property.", "HubSpotBadRequest");
      },
    };
    const handle = await rig.start("auditClient", [{ clientId: "northwind", cadence: "fast" }]);
    await expect(handle.result()).rejects.toBeInstanceOf(WorkflowFailedError);
    expect(rig.called("failRun")).toEqual([
      [{ clientId: "northwind", runId: planned().runId, reason: "HubSpot has no such property." }],
    ]);
    expect(rig.called("runChecks")).toEqual([]);
    await rig.keep("failed", handle);
  });

  test("a run that is cancelled is marked as failed too", async () => {
    const { promise: reading, resolve: begin } = Promise.withResolvers<void>();
    const { promise: answer, resolve: finish } = Promise.withResolvers<typeof plan>();
    rig.doings = {
      planAudit: () => {
        begin();
        return answer;
      },
    };
    const handle = await rig.start("auditClient", [{ clientId: "northwind", cadence: "fast" }]);
    await reading;
    await handle.cancel();
    await expect(handle.result()).rejects.toBeInstanceOf(WorkflowFailedError);
    expect(rig.called("failRun")).toHaveLength(1);
    finish(plan);
  });

  const dayIsSpent = (resumeAt: string) => ({
    access: { state: "daily-limit-reached", reason: "spent", remedy: "wait", resumeAt } as const,
  });
  const timersOf = async (workflowId: string) =>
    (await rig.historiesOf(workflowId))
      .flatMap(({ events }) => events ?? [])
      .flatMap(({ timerStartedEventAttributes: timer }) => (timer ? [Number(timer.startToFireTimeout?.seconds)] : []));

  test.each(["plan", "scan"] as const)(
    "a portal that says in the %s when to come back is told of at once, and parked by a durable timer until then",
    async (where) => {
      const resumeAt = new Date(Date.now() + 3 * 3_600_000).toISOString();
      rig.doings =
        where === "plan"
          ? {
              planAudit: async () => ({
                ...plan,
                ...dayIsSpent(resumeAt),
                records: [],
                items: [],
                touchLookBackDays: 0,
              }),
            }
          : {
              syncRecords: async (_run, { type }) => ({
                subject: type,
                status: "unreadable",
                reason: "spent",
                records: 0,
                ...(type === "deal" ? dayIsSpent(resumeAt) : {}),
              }),
            };
      const handle = await rig.start("auditClient", [{ clientId: "northwind", cadence: "fast" }]);
      await until("it is parked", async () => (await timersOf(handle.workflowId)).length === 1);
      expect(rig.called("announceAlerts")).toHaveLength(1);
      const [seconds] = await timersOf(handle.workflowId);
      expect(seconds).toBeGreaterThan(3 * 3_600 - 60);
      expect(seconds).toBeLessThanOrEqual(3 * 3_600);
      // Another client's run does not wait.
      rig.doings = {};
      await rig.run("auditClient", [{ clientId: "harbor", cadence: "fast" }]);
      await rig.keep(`parked-${where}`, handle);
      await handle.terminate();
    },
  );

  test.each([
    ["nothing is refused", { known: 0, isAskDue: false }, false, 0],
    ["something is refused for the first time", { known: 0, isAskDue: false }, true, 1],
    ["what is known to be refused is refused again", { known: 2, isAskDue: false }, true, 0],
    ["it was asked long ago", { known: 2, isAskDue: true }, false, 1],
  ])("when %s the portal is asked what it lets us read, or not", async (_, refusals, isForbidden, times) => {
    rig.doings = {
      planAudit: async () => ({ ...plan, refusals }),
      syncTouches: async () => [
        { subject: "touch", status: "unreadable", reason: "no scope", records: 0, isForbidden },
      ],
    };
    await rig.run("auditClient", [{ clientId: "northwind", cadence: "hourly" }]);
    expect(rig.called("probePortal")).toHaveLength(times);
  });

  test("a run that a person has asked for is not parked", async () => {
    const resumeAt = new Date(Date.now() + 3 * 3_600_000).toISOString();
    rig.doings = {
      planAudit: async () => ({ ...plan, ...dayIsSpent(resumeAt), records: [], items: [], touchLookBackDays: 0 }),
    };
    expect(await rig.run("auditClient", [{ clientId: "northwind", cadence: "all" }])).toMatchObject({ resumeAt });
  });

  test("every run above replays to the same commands", async () => {
    expect(await rig.replayAll()).toEqual({ replayed: 21, failed: [] });
  });
});
