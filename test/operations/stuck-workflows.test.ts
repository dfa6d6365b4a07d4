import { cpSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Connection } from "@temporalio/client";
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Worker } from "@temporalio/worker";
import { expect, inject } from "vitest";
import { noteOverdueSteps } from "../../operations/watch/note-overdue-steps.ts";
import { saveAlert } from "../../storage/alerts.ts";
import { ensureClient } from "../../storage/clients.ts";
import { alertState } from "../storage/rows.ts";
import { blockedWork } from "../../storage/blocked-work.ts";
import { testWith } from "../support/describe-with.ts";
import { openTestDatabase } from "../support/open-test-database.ts";
import { ownNamespace } from "../support/own-namespace.ts";
import "../support/quiet-workers.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { until } from "../support/until.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Workflows of a version in which an alert's code is broken. */
async function brokenBundle() {
  const folder = temporaryDirectory();
  cpSync(join(root, "workflows"), join(folder, "workflows"), { recursive: true });
  for (const name of ["domain", "activities", "node_modules", "package.json"]) symlinkSync(join(root, name), join(folder, name));
  const path = join(folder, "workflows/alert-lifecycle.ts");
  const broken = readFileSync(path, "utf8").replace(
    "let alert = withoutNames(start);",
    "let alert = withoutNames(undefined as never);",
  );
  writeFileSync(path, broken);
  return bundleWorkflowCode({ workflowsPath: join(folder, "workflows/index.ts"), logger: new DefaultLogger("ERROR") });
}

testWith(
  "temporal",
  "a workflow whose own code fails stays, and the database says so to the watch",
  async () => {
    const database = await openTestDatabase();
    const { address } = inject("temporal")!;
    const connection = await Connection.connect({ address });
    const native = await NativeConnection.connect({ address });
    const client = await ownNamespace(connection, "stuck");
    const worker = await Worker.create({
      connection: native,
      namespace: client.options.namespace,
      taskQueue: "audit",
      workflowBundle: await brokenBundle(),
    });
    const running = worker.run();
    const now = new Date();
    const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
    const note = () => noteOverdueSteps(database.db, client, ["northwind"], now);
    const due = (minutes: number, changes: Parameters<typeof alertState>[0] = {}) =>
      saveAlert(
        database.db,
        { clientId: "northwind", alertId: "sales.routing" },
        "sales",
        "routing",
        alertState({ steps: [{ dueAt: minutesAgo(minutes).toISOString(), receivers: ["sales"] }], nextStep: 0, ...changes }),
        minutesAgo(30),
      );
    await ensureClient(database.db, { clientId: "northwind", name: "Northwind", portalId: "1" });
    await due(10);
    expect(await note()).toBe(0); // it has no workflow: the sweep begins one

    const news = { clientId: "northwind", alertId: "sales.routing", episode: 1, status: "open", dueAts: [], nextStep: 0 };
    await client.workflow.start("alertLifecycle", {
      workflowId: "alert/northwind/sales.routing",
      taskQueue: "audit",
      args: [news],
    });
    const attempts = async () =>
      (await client.workflow.getHandle("alert/northwind/sales.routing").describe()).raw.pendingWorkflowTask?.attempt ?? 0;
    await until("its task has failed", async () => (await attempts()) > 1, 40_000);
    expect(await note()).toBe(1);
    expect(await blockedWork(database.db, now)).toMatchObject([
      {
        client_id: "northwind",
        workflow_id: "alert/northwind/sales.routing",
        class: "programming",
        reason: expect.stringMatching(/^Step 1 of its ladder was due at .*Z, and its workflow has failed \d+ times\.$/),
      },
    ]);
    await due(4);
    expect(await note()).toBe(0);
    await due(10, { status: "acknowledged" });
    expect(await note()).toBe(0);

    worker.shutdown();
    await running;
    await native.close();
    await connection.close();
    await database.close();
  },
  120_000,
);
