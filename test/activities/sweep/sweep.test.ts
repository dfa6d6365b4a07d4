import { Connection, WorkflowNotFoundError, type Client } from "@temporalio/client";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { makeSweepOutboxes } from "../../../activities/sweep/sweep-outboxes.ts";
import { dueReports } from "../../../domain/time/report-due.ts";
import { desiredSchedules } from "../../../operations/schedules/desired-schedules.ts";
import { createSchedule } from "../../../operations/schedules/write-schedule.ts";
import { beginOnboarding, ensureClient, markOnboarded } from "../../../storage/clients.ts";
import { saveReport } from "../../../storage/reports.ts";
import { sampleReport } from "../../reports/sample-report.ts";
import { describeWith } from "../../support/describe-with.ts";
import { ownNamespace } from "../../support/own-namespace.ts";
import { until } from "../../support/until.ts";
import {
  audit,
  runActivity,
  runName,
  startOfTest,
  startTestWorld,
  testClient,
  type TestPortal,
  type TestWorld,
} from "../test-world.ts";

const dayMs = 86_400_000;

describeWith("temporal", "the sweep makes whole what Temporal has lost", () => {
  let test_: TestWorld;
  let connection: Connection;
  let temporal: Client;
  let clientId: string;
  let portal: TestPortal;
  let number = 0;

  beforeAll(async () => {
    test_ = await startTestWorld();
    connection = await Connection.connect({ address: inject("temporal")!.address });
    temporal = await ownNamespace(connection, "sweep");
  });
  afterAll(async () => {
    await connection?.close();
    await test_?.close();
  });
  beforeEach(async () => {
    clientId = `client-${(number += 1)}`;
    await test_.moveTo(startOfTest);
    portal = await test_.addClient(clientId);
    return () => test_.world.db.deleteFrom("alert").where("client_id", "=", clientId).execute();
  });

  const sweep = () => runActivity(makeSweepOutboxes(test_.world), [], {}, undefined, temporal);
  const workflow = (id: string) => temporal.workflow.getHandle(id);
  const statusOf = (id: string) =>
    workflow(id)
      .describe()
      .then(
        ({ status }) => status.name,
        (error: unknown) => {
          if (error instanceof WorkflowNotFoundError) return null;
          throw error;
        },
      );
  const pass = (ms: number) => test_.moveTo(new Date(test_.now().getTime() + ms), portal);

  describe("alerts", () => {
    const alertWorkflow = () => `alert/${clientId}/sales.waiting-leads`;
    const isListed = (wanted: boolean) =>
      until("Temporal's list has caught up", async () => {
        const query = `WorkflowId = '${alertWorkflow()}' AND ExecutionStatus = 'Running'`;
        return (await temporal.workflow.count(query)).count > 0 === wanted;
      });
    /** One lead that waits, told, with its workflow. */
    beforeEach(async () => {
      await portal.admin.submitForm({
        email: "ana@lead.example",
        formName: "Demo",
        pageUrl: "https://n.example/",
        ownerId: portal.ownerId,
      });
      await pass(90 * 60_000);
      await audit(test_, runName(clientId, test_.now()));
      await sweep();
      await isListed(true);
      await pass(2 * 60_000);
    });

    test("one whose workflow lives is left in peace", async () => {
      const { historyLength } = await workflow(alertWorkflow()).describe();
      expect(await sweep()).toMatchObject({ rearmed: 0 });
      expect((await workflow(alertWorkflow()).describe()).historyLength).toBe(historyLength);
    });

    test("one whose workflow was terminated has it again, at its place in the ladder", async () => {
      await test_.world.db.updateTable("alert").set({ next_step: 1 }).where("client_id", "=", clientId).execute();
      await workflow(alertWorkflow()).terminate("by hand");
      await isListed(false);
      expect(await sweep()).toMatchObject({ rearmed: 1 });
      expect(await statusOf(alertWorkflow())).toBe("RUNNING");
      const { events } = await workflow(alertWorkflow()).fetchHistory();
      const { input } = events![0]!.workflowExecutionStartedEventAttributes!;
      const given = JSON.parse(Buffer.from(input!.payloads![0]!.data!).toString("utf8")) as object;
      expect(given).toMatchObject({ clientId, status: "open", episode: 1, nextStep: 1 });
    });

    test("all of them have theirs again after Temporal has lost everything", async () => {
      temporal = await ownNamespace(connection, "sweep");
      expect(await sweep()).toMatchObject({ rearmed: 1 });
      await isListed(true);
      expect(await sweep()).toMatchObject({ rearmed: 0 });
    });

    test("one that is over, or whose client has left, is not begun again", async () => {
      await workflow(alertWorkflow()).terminate("by hand");
      await isListed(false);
      await test_.world.db.updateTable("alert").set({ status: "resolved" }).where("client_id", "=", clientId).execute();
      expect(await sweep()).toMatchObject({ rearmed: 0 });
      await test_.world.db.updateTable("alert").set({ status: "open" }).where("client_id", "=", clientId).execute();
      const others = { ...test_.world, clientIds: () => [] };
      expect(await runActivity(makeSweepOutboxes(others), [], {}, undefined, temporal)).toMatchObject({ rearmed: 0 });
    });
  });

  describe("onboarding", () => {
    const onboarding = () => `onboard/${clientId}`;
    beforeEach(async () => {
      await ensureClient(test_.world.db, testClient(clientId, "1"));
    });

    test("one that had begun and is gone goes on; one that was asked for just now is left to whoever asked", async () => {
      await beginOnboarding(test_.world.db, clientId, test_.now());
      expect(await sweep()).toMatchObject({ onboarding: 0 });
      await pass(60_000);
      expect(await sweep()).toMatchObject({ onboarding: 1 });
      expect(await statusOf(onboarding())).toBe("RUNNING");
      expect(await sweep()).toMatchObject({ onboarding: 0 });
      await markOnboarded(test_.world.db, clientId, test_.now());
    });

    test("one that nobody asked for, and one that is done, do not begin", async () => {
      await pass(dayMs);
      expect(await sweep()).toMatchObject({ onboarding: 0 });
      await beginOnboarding(test_.world.db, clientId, startOfTest);
      await markOnboarded(test_.world.db, clientId, test_.now());
      expect(await sweep()).toMatchObject({ onboarding: 0 });
      expect(await statusOf(onboarding())).toBeNull();
    });
  });

  describe("weekly reports", () => {
    const late = (week: string) => `report/${clientId}/weekly-late-${week}`;
    const scheduleId = () => `report/${clientId}/weekly`;
    /** Its schedule stands and, being real, never acts at the instants of this test. */
    const makeSchedule = (pausedBecause: string | null = null) => {
      const config = { clients: [testClient(clientId, "1")] } as unknown as Parameters<typeof desiredSchedules>[0];
      const desired = desiredSchedules(config).find((one) => one.scheduleId === scheduleId())!;
      return createSchedule(temporal, desired, pausedBecause);
    };
    /** Live since the 2nd of November; reports go out on Mondays at 08:00 in London. */
    beforeEach(async () => {
      await ensureClient(test_.world.db, testClient(clientId, "1"));
      await markOnboarded(test_.world.db, clientId, new Date("2026-11-02T12:00:00Z"));
    });
    const monday = "2026-11-23T08:00:00Z";
    const after = (minutes: number) => test_.moveTo(new Date(Date.parse(monday) + minutes * 60_000), portal);

    test("the schedule comes first; then the two that are missing go out once each", async () => {
      await makeSchedule();
      await after(14);
      expect(await sweep()).toMatchObject({ lateReports: 1 }); // last week's
      await after(15);
      expect(await sweep()).toMatchObject({ lateReports: 1 });
      expect([await statusOf(late("2026-W46")), await statusOf(late("2026-W47"))]).toEqual(["RUNNING", "RUNNING"]);
      expect(await statusOf(late("2026-W45"))).toBeNull();
      expect(await sweep()).toMatchObject({ lateReports: 0 });
    });

    test("what was sent is not sent again; what was only looked at is", async () => {
      await makeSchedule();
      const built = (period: string) => ({ ...sampleReport, clientId, period });
      await saveReport(test_.world.db, built("2026-W46"), "by schedule", new Date(monday));
      await saveReport(test_.world.db, built("2026-W46"), "looked at later", null);
      await saveReport(test_.world.db, built("2026-W47"), "looked at", null);
      await after(15);
      expect(await sweep()).toMatchObject({ lateReports: 1 });
      expect(await statusOf(late("2026-W47"))).toBe("RUNNING");
    });

    test("what came due while an operator had paused the schedule is waived, even when it runs again", async () => {
      await makeSchedule("board meeting");
      await after(15);
      expect(await sweep()).toMatchObject({ lateReports: 0 });
      await temporal.schedule.getHandle(scheduleId()).unpause("done");
      await after(24 * 60);
      expect(await sweep()).toMatchObject({ lateReports: 0 });
      const waived = await test_.world.db
        .selectFrom("report_waiver")
        .selectAll()
        .where("client_id", "=", clientId)
        .execute();
      expect(waived.map(({ period }) => period).toSorted()).toEqual(["2026-W46", "2026-W47"]);
      expect(new Set(waived.map(({ because }) => because))).toEqual(
        new Set(["its schedule was paused: board meeting"]),
      );
    });

    test("before `apply` has made the schedule nothing is sent behind anyone's back", async () => {
      await after(15);
      expect(await sweep()).toMatchObject({ lateReports: 0 });
    });

    test("a client that was taken on meanwhile gets none for weeks before", async () => {
      await makeSchedule();
      await test_.world.db
        .updateTable("client")
        .set({ onboarded_at: new Date("2026-11-23T08:00:01Z") })
        .where("client_id", "=", clientId)
        .execute();
      await after(60);
      expect(await sweep()).toMatchObject({ lateReports: 0 });
    });

    test("one that has failed is tried again by the hour", async () => {
      await makeSchedule();
      // Temporal closes workflows at the machine's own time, so this test lives there.
      const machine = new Date();
      await test_.moveTo(machine, portal);
      await test_.world.db
        .updateTable("client")
        .set({ onboarded_at: new Date(machine.getTime() - 10 * dayMs) })
        .where("client_id", "=", clientId)
        .execute();
      const [report] = dueReports(
        { day: "monday", at: "08:00" },
        "Europe/London",
        new Date(machine.getTime() - 10 * dayMs),
        machine,
      );
      const id = late(report!.period);
      await sweep();
      expect(await statusOf(id)).toBe("RUNNING");
      await workflow(id).terminate("by hand");
      await sweep();
      expect(await statusOf(id)).toBe("TERMINATED");
      await test_.moveTo(new Date(machine.getTime() + 3_700_000), portal);
      await sweep();
      expect(await statusOf(id)).toBe("RUNNING");
    });
  });

  test("one client's fault keeps no other from its turn", async () => {
    await ensureClient(test_.world.db, testClient(clientId, "1"));
    await beginOnboarding(test_.world.db, clientId, new Date(startOfTest.getTime() - dayMs));
    const broken = {
      ...test_.world,
      client: () => {
        throw new TypeError("x is undefined");
      },
    };
    await expect(runActivity(makeSweepOutboxes(broken), [], {}, undefined, temporal)).rejects.toThrow("x is undefined");
    expect(await statusOf(`onboard/${clientId}`)).toBe("RUNNING");
  });
});
