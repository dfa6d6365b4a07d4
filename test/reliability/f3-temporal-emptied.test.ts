import { once } from "node:events";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Client, Connection } from "@temporalio/client";
import { expect } from "vitest";
import { parse, stringify } from "yaml";
import { describeWith } from "../support/describe-with.ts";
import { Installation } from "../support/installation.ts";
import { testUnless } from "../support/test-unless.ts";
import { until } from "../support/until.ts";
import { exactly, figure, isFull, row } from "./row.ts";

row("F3", () => {
  describeWith("temporal", "a real installation whose Temporal has lost its state", () => {
    const inFull = isFull
      ? null
      : { reason: "it lives through four minutes", remedy: "npm run test:reliability -- F3" };
    testUnless(
      inFull,
      "`apply` is enough: schedules stand, nobody is taken on anew, the open alerts climb on, nobody hears twice",
      async () => {
        const installation = await Installation.create();
        try {
          setEscalation(installation, "2 minutes");
          const first = await installation.up();
          await installation.takeOn();
          await installation.breakThings();
          await installation.revwatch("audit", "--client", "nightowl");
          await until("three alerts are told", async () => (await installation.deliveryKeys()).length >= 3, 120_000);
          const toldBefore = await installation.deliveryKeys();

          const exited = once(first, "exit");
          first.kill("SIGTERM");
          await exited;
          rmSync(join(installation.directory, ".revwatch", "temporal"), { recursive: true, force: true });
          await installation.up();

          const applied = await installation.revwatch("apply", "--yes", "--json");
          expect(applied.code).toBe(0);
          const { changes, onboarding } = JSON.parse(applied.out) as {
            changes: { change: string }[];
            onboarding: unknown[];
          };
          figure(
            "Schedules that were not made again",
            changes.filter(({ change }) => change !== "create").length,
            exactly(0),
          );
          figure("Clients taken on anew", onboarding.length, exactly(0));

          const temporal = await connect(installation);
          try {
            const living = async () => (await temporal.client.workflow.count(openAlerts)).count;
            await until("every open alert has its workflow again", async () => (await living()) === 3, 180_000);
            figure("Open alerts with a workflow, of 3", await living(), exactly(3));
          } finally {
            await temporal.connection.close();
          }
          // The two alerts of the sales lead go to operations at the next step.
          const escalations = async () => (await installation.deliveryKeys()).slice(toldBefore.length);
          await until("the ladders climb on", async () => (await escalations()).length >= 2, 240_000);
          const keys = await installation.deliveryKeys();
          figure("Messages that came twice", keys.length - new Set(keys).size, exactly(0));
        } finally {
          await installation.end();
        }
      },
    );
  });
});

const openAlerts = "WorkflowType = 'alertLifecycle' AND ExecutionStatus = 'Running'";

function setEscalation({ directory }: Installation, after: string): void {
  const path = join(directory, "clients", "nightowl.yaml");
  const client = parse(readFileSync(path, "utf8")) as object;
  writeFileSync(path, stringify({ ...client, escalation: [{ after, notify: ["operations"] }] }));
}

async function connect(
  installation: Installation,
): Promise<{ readonly client: Client; readonly connection: Connection }> {
  const run = await installation.run();
  const connection = await Connection.connect({ address: `127.0.0.1:${run!.ports["temporal"]}` });
  return { connection, client: new Client({ connection }) };
}
