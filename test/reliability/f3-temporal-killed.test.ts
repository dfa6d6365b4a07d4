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
        const news = {
          clientId: "northwind",
          alertId: "a.b",
          episode: 1,
          status: "open",
          dueAts,
          nextStep: 0,
        } as const;
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

    test("cadences that missed their slots while the server was away look once, and not once for each", async () => {
      // In full, the fast cadence of three installations, and an hour without a server.
      const everySeconds = isFull ? 300 : 2;
      const awayMs = isFull ? Number(process.env["REVWATCH_AWAY_MINUTES"] ?? 60) * minuteMs : 9_000;
      const clientIds = Array.from({ length: isFull ? 3 : 1 }, (_, index) => `away-${everySeconds}-${index}`);
      const desired = (clientId: string): DesiredSchedule => ({
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
      });
      rig.clear();
      const runs = (clientId: string) =>
        rig
          .called("planAudit")
          .map(([run]) => run as RunName)
          .filter((run) => run.clientId === clientId);
      const scheduleOf = (clientId: string) => rig.client.schedule.getHandle(desired(clientId).scheduleId);
      for (const clientId of clientIds) {
        await createSchedule(rig.client, desired(clientId), null);
        if (isFull) await scheduleOf(clientId).trigger();
      }
      // One that is still open would be the look that makes up for the others.
      await until("all have looked", () => clientIds.every((clientId) => runs(clientId).length > 0), 180_000);
      await until("those looks are closed", async () => {
        const seen = await Promise.all(clientIds.map((clientId) => scheduleOf(clientId).describe()));
        return seen.every(({ info }) => info.runningActions.length === 0);
      });
      await kill();
      const goneAt = Date.now();
      const before = new Map(clientIds.map((clientId) => [clientId, runs(clientId).length]));
      await wait(awayMs);
      await startAgain();
      const backAt = Date.now();
      const isInTime = (clientId: string) => runs(clientId).some(({ period }) => Date.parse(period) > backAt);
      await until("all look in time again", () => clientIds.every(isInTime), everySeconds * 1_000 + 180_000);
      figure("Minutes without a server", Math.round((backAt - goneAt) / minuteMs), forTheRecord);
      figure("Slots that each missed", Math.floor((backAt - goneAt) / (everySeconds * 1_000)), {
        text: "> 1",
        allows: (slots) => slots > 1,
      });
      for (const clientId of clientIds) {
        const missed = runs(clientId)
          .slice(before.get(clientId))
          .filter(({ period }) => Date.parse(period) > goneAt && Date.parse(period) < backAt);
        figure("Looks that made up for them", new Set(missed.map(({ period }) => period)).size, exactly(1));
        // A slot of the last minutes is no late one.
        const isLate = ({ period }: RunName) => backAt - Date.parse(period) > 5 * minuteMs;
        expect(missed.filter(({ mode }) => mode !== "late").filter(isLate)).toEqual([]);
        await scheduleOf(clientId).delete();
      }
    }, 5_400_000);
  });
});
