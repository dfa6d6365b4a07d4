import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { RunName } from "../../activities/shapes.ts";
import type { DesiredSchedule } from "../../operations/schedules/desired-schedules.ts";
import { createSchedule } from "../../operations/schedules/write-schedule.ts";
import { startTemporalServer, type TemporalServer } from "../../workers/temporal-server/start-temporal-server.ts";
import { revised } from "../../workflows/alert-lifecycle.ts";
import { describeWith } from "../support/describe-with.ts";
import { until } from "../support/until.ts";
import { Rig } from "../workflows/rig.ts";
import { complete, usual } from "../workflows/usual-activities.ts";
import { eachSeed, exactly, figure, forTheRecord, isFull, row } from "./row.ts";

const minuteMs = 60_000;

row("F3", () => {
  describeWith("temporal", "Temporal's server, killed without warning", () => {
    let folder: string;
    let server: TemporalServer;
    let rig: Rig;
    const start = (port?: number) =>
      startTemporalServer({
        cliPath: inject("temporal")!.cliPath,
        stateDirectory: folder,
        hasFastTimers: true,
        healthyWithinMs: 120_000,
        ...(port === undefined ? {} : { port }),
      });
    const kill = async () => {
      process.kill(server.pid, "SIGKILL");
      await server.exited;
    };
    const startAgain = async () => {
      server = await start(server.port);
    };

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), "revwatch-test-"));
      server = await start();
      rig = await Rig.open({ address: server.address });
    });
    afterAll(async () => {
      await rig?.close();
      await server?.stop();
      await rm(folder, { recursive: true, force: true });
    });

    test("every workflow that was under way finishes, and does nothing twice that was confirmed", async () => {
      let finished = 0;
      const killed = await eachSeed({ quick: 2, full: 20 }, async (_seed, random) => {
        rig.clear();
        const slow = () => wait(random.int(50, 200));
        rig.doings = {
          planAudit: async (...args) => slow().then(() => usual.planAudit(...args)),
          runChecks: async () => slow().then(() => complete),
          sendNext: async () => slow().then(() => ({ sent: false, nextDueAt: null })),
          buildWeeklyReport: async () => slow().then(() => ({ period: "2026-W47", recipients: [] })),
          sweepOutboxes: async (...args) => slow().then(() => usual.sweepOutboxes(...args)),
        };
        const dueAts = [new Date(Date.now() + 300).toISOString()];
        const news = { clientId: "northwind", alertId: "a.b", episode: 1, status: "open", dueAts, nextStep: 0 } as const;
        const alert = await rig.start("alertLifecycle", [news]);
        const handles = await Promise.all([
          rig.start("auditClient", [{ clientId: "northwind", cadence: "fast" }]),
          rig.start("onboardClient", [{ clientId: "harbor" }]),
          rig.start("deliverOutbox", [{ clientId: "northwind" }]),
          rig.start("weeklyReport", [{ clientId: "northwind" }]),
          rig.start("superviseFleet", []),
        ]);
        await wait(random.int(0, 900));
        await kill();
        await wait(random.int(0, 500));
        await startAgain();
        await until("the step is taken", () => rig.called("announceAlerts").length > 0, 120_000);
        await alert.signal(revised, { ...news, status: "resolved", nextStep: 1 });
        await Promise.all([alert, ...handles].map((handle) => handle.result()));
        finished += 1 + handles.length;
      });
      figure("Kills", killed, forTheRecord);
      figure("Workflows that did not finish", killed * 6 - finished, exactly(0));
    }, 900_000);

    test("a cadence that missed its slots while the server was away looks once, and not once for each", async () => {
      // In full, the fast cadence of a real installation and an absence that makes the look late.
      const everySeconds = isFull ? 60 : 2;
      const awayMs = isFull ? 6.5 * minuteMs : 9_000;
      const clientId = `away-${everySeconds}`;
      const desired: DesiredSchedule = {
        scheduleId: `audit/${clientId}/fast`,
        clientId,
        description: "",
        timing: { everySeconds },
        jitterSeconds: 0,
        overlap: "SKIP",
        catchUp: "10 minutes",
        workflowType: "auditClient",
        taskQueue: "audit",
        argument: { clientId, cadence: "fast" },
      };
      rig.clear();
      const runs = () => rig.called("planAudit").map(([run]) => run as RunName);
      await createSchedule(rig.client, desired, null);
      // One that is still open would be the look that makes up for the others.
      await until("it has looked", () => rig.called("announceAlerts").length >= 1, 180_000);
      await until("that look is closed", async () => {
        const { info } = await rig.client.schedule.getHandle(desired.scheduleId).describe();
        return info.runningActions.length === 0;
      });
      await kill();
      const goneAt = Date.now();
      const before = runs().length;
      await wait(awayMs);
      await startAgain();
      const backAt = Date.now();
      await until("it looks in time again", () => runs().some(({ period }) => Date.parse(period) > backAt), 180_000);
      const missed = runs()
        .slice(before)
        .filter(({ period }) => Date.parse(period) > goneAt && Date.parse(period) < backAt);
      figure("Slots that were missed", Math.floor((backAt - goneAt) / (everySeconds * 1_000)), {
        text: "> 1",
        allows: (slots) => slots > 1,
      });
      figure("Looks that made up for them", new Set(missed.map(({ period }) => period)).size, exactly(1));
      expect(missed.every(({ mode }) => mode === (isFull ? "late" : "live"))).toBe(true);
      await rig.client.schedule.getHandle(desired.scheduleId).delete();
    }, 900_000);
  });
});
