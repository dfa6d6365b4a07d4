import { Client, Connection } from "@temporalio/client";
import { afterAll, beforeAll, beforeEach, expect, inject, test } from "vitest";
import type { RevwatchConfig } from "../../config/config.ts";
import { applySchedules } from "../../operations/apply-schedules.ts";
import { Refused } from "../../operations/operation.ts";
import { purgeClient } from "../../operations/purge-client.ts";
import { schedulesOf, runningWorkflowsOf } from "../../operations/purge/client-workflows.ts";
import type { World } from "../../operations/world.ts";
import { ensureClient } from "../../storage/clients.ts";
import type { OpenDatabase } from "../../storage/open-database.ts";
import { openTestDatabase } from "../support/open-test-database.ts";
import { describeWith } from "../support/describe-with.ts";
import { until } from "../support/until.ts";
import { sampleConfig } from "./sample-config.ts";

describeWith("temporal", "purging a client, against a real server", () => {
  let database: OpenDatabase;
  let connection: Connection;
  let client: Client;
  let config: RevwatchConfig;
  beforeAll(async () => {
    database = await openTestDatabase();
    connection = await Connection.connect({ address: inject("temporal")!.address });
    const namespace = `purge-${crypto.randomUUID()}`;
    await connection.workflowService.registerNamespace({
      namespace,
      workflowExecutionRetentionPeriod: { seconds: 86_400 as never },
    });
    client = new Client({ connection, namespace });
    await until(
      "the namespace is known",
      () =>
        client.schedule
          .getHandle("audit/northwind/fast")
          .describe()
          .then(
            () => true,
            (error: unknown) => error instanceof Error && error.name === "ScheduleNotFoundError",
          ),
      30_000,
    );
  });
  beforeEach(async () => {
    config = await sampleConfig();
  });
  afterAll(async () => {
    await connection?.close();
    await database?.close();
  });
  const world = (clients: RevwatchConfig["clients"]): World => ({
    config: () => ({ ...config, clients }),
    configTrouble: () => null,
    db: database.db,
    temporal: () => Promise.resolve(client),
    links: { dashboard: () => null, workflow: () => null },
    now: () => new Date(),
  });
  const purge = (confirmed: boolean, clients: RevwatchConfig["clients"] = []) =>
    purgeClient.run(world(clients), { clientId: "northwind", confirmed });

  test("is refused while it stands in the config, and when there is nothing", async () => {
    await expect(purge(true, config.clients)).rejects.toThrow(/Remove clients\/northwind\.yaml first/);
    await expect(purge(true)).rejects.toThrow(Refused);
  });

  test("says what there is, and only a confirmed one removes schedules, workflows and rows", async () => {
    await ensureClient(database.db, config.clients[0]!);
    await ensureClient(database.db, { clientId: "northwind-2", name: "Another", portalId: "2" });
    await applySchedules.run(world(config.clients), { prune: false, onboard: false });
    const start = (workflowId: string) =>
      client.workflow.start("alertLifecycle", { workflowId, taskQueue: "nobody", args: [{}] });
    await start("alert/northwind/sales.waiting-leads");
    await start("alert/northwind-2/sales.waiting-leads");
    await until(
      "Temporal lists both",
      async () => (await runningWorkflowsOf(client, "northwind")).length === 1,
      20_000,
    );

    const plan = await purge(false);
    expect(plan).toMatchObject({
      isPurged: false,
      workflows: ["alert/northwind/sales.waiting-leads"],
      rows: { client: 1 },
    });
    expect(plan.schedules).toHaveLength(4);
    expect(await schedulesOf(client, "northwind")).toHaveLength(4);

    expect(await purge(true)).toMatchObject({ isPurged: true, rows: { client: 1 } });
    expect(await schedulesOf(client, "northwind")).toEqual([]);
    const { status } = await client.workflow.getHandle("alert/northwind/sales.waiting-leads").describe();
    expect(status.name).toBe("TERMINATED");
    const other = await client.workflow.getHandle("alert/northwind-2/sales.waiting-leads").describe();
    expect(other.status.name).toBe("RUNNING");
    const rows = await database.db.selectFrom("client").select("client_id").execute();
    expect(rows).toEqual([{ client_id: "northwind-2" }]);
    const log = await database.db.selectFrom("audit_log").select(["client_id", "verb", "detail"]).execute();
    expect(log).toMatchObject([
      { client_id: null, verb: "purge-client", detail: { clientId: "northwind", schedules: 4 } },
    ]);
  });
});
