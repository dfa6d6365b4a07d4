import { Client, Connection, ServiceError } from "@temporalio/client";
import { beforeEach, expect, test } from "vitest";
import type { RevwatchConfig } from "../../config/config.ts";
import { acknowledgeAlert } from "../../operations/acknowledge-alert.ts";
import { applySchedules, type AppliedSchedules } from "../../operations/apply-schedules.ts";
import { auditNow } from "../../operations/audit-now.ts";
import type { Operation } from "../../operations/operation.ts";
import { runOperation } from "../../operations/run-operation.ts";
import type { World } from "../../operations/world.ts";
import { freePort } from "../../workers/state-directory/free-port.ts";
import { describeWith } from "../support/describe-with.ts";
import { ownNamespace } from "../support/own-namespace.ts";
import { sampleConfig } from "./sample-config.ts";
import { startTemporalAndStore } from "./temporal-and-store.ts";

describeWith("temporal", "commands against a broken Temporal", () => {
  const both = startTemporalAndStore();
  let config: RevwatchConfig;
  beforeEach(async () => {
    config = await sampleConfig();
  });

  const run = <Output>(operation: { readonly name: string }, client: Client, input: unknown) =>
    runOperation(operation as Operation<never, unknown, World>, both.worldOf(config, client), input) as Promise<Output>;
  const apply = (client: Client) => run<AppliedSchedules>(applySchedules, client, { prune: false, onboard: true });
  const failure = (work: Promise<unknown>) =>
    work.then(
      () => "nothing",
      (error: unknown) => error,
    );

  test("a namespace that is not there: apply names it and the command that makes it", async () => {
    const client = new Client({ connection: both.connection, namespace: "nobody-made-this" });
    expect(await failure(apply(client))).toMatchObject({
      name: "TemporalUnavailable",
      message: expect.stringMatching(/Temporal has no namespace "nobody-made-this"\. Create it \(/),
    });
  });

  test("nobody listens: apply says so and what to do, within seconds", async () => {
    const port = await freePort({ purpose: "nobody", preferred: 39_871 });
    const dead = Connection.lazy({ address: `127.0.0.1:${port}` });
    const client = new Client({ connection: dead });
    const said = await failure(client.withDeadline(Date.now() + 5_000, () => apply(client)));
    await dead.close();
    expect(said).toMatchObject({
      name: "TemporalUnavailable",
      message: expect.stringMatching(
        /Temporal (does not answer|did not answer in time) \((UNAVAILABLE|DEADLINE_EXCEEDED).*\. .*(Start|again)/,
      ),
    });
  });

  test("one schedule of five cannot be made: the other four are, and the fifth is listed with its cause", async () => {
    const client = await ownNamespace(both.connection, "broken");
    const create = client.schedule.create.bind(client.schedule);
    client.schedule.create = (async (options: Parameters<typeof create>[0]) => {
      if (options.scheduleId === "audit/northwind/hourly")
        throw new ServiceError("Failed to create schedule", {
          cause: Object.assign(new Error("8"), { code: 8, details: "namespace rate limit exceeded", metadata: {} }),
        });
      return create(options);
    }) as typeof client.schedule.create;
    const { changes, onboarding } = await apply(client);
    expect(changes.filter(({ failed }) => failed === null)).toHaveLength(4);
    expect(changes.find(({ failed }) => failed !== null)).toMatchObject({
      scheduleId: "audit/northwind/hourly",
      failed: expect.stringMatching(
        /^Temporal is asked too much at once \(RESOURCE_EXHAUSTED: namespace rate limit exceeded\)\. Give/,
      ),
    });
    expect(onboarding).toMatchObject([{ clientId: "northwind", failed: null }]);
  });

  test("a run that was cut short says so, instead of that a workflow has failed", async () => {
    const client = await ownNamespace(both.connection, "broken");
    const said = failure(run(auditNow, client, { clientId: "northwind", cadence: "all", acceptShrink: false }));
    const { value } = await client.workflow
      .list({ query: "WorkflowType = 'auditClient'" })
      [Symbol.asyncIterator]()
      .next();
    let workflowId = (value as { workflowId: string } | undefined)?.workflowId;
    while (workflowId === undefined) {
      for await (const one of client.workflow.list({ query: "WorkflowType = 'auditClient'" }))
        workflowId = one.workflowId;
    }
    await client.workflow.getHandle(workflowId).terminate("by hand");
    expect(await said).toMatchObject({
      name: "RunFailed",
      message: "The run was cut short by hand. Give the command again.",
    });
  });

  test("whoever acknowledges is answered although Temporal is away: the store has decided", async () => {
    const port = await freePort({ purpose: "nobody", preferred: 39_872 });
    const dead = Connection.lazy({ address: `127.0.0.1:${port}` });
    const now = new Date();
    await both.database.db
      .insertInto("client")
      .values({
        client_id: "northwind",
        name: "Northwind",
        portal_id: "4711",
        state: "live",
        onboarded_at: now,
        access: "{}",
        access_checked_at: now,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const alert = {
      client_id: "northwind",
      alert_id: "sales-lead.routing",
      receiver: "sales-lead",
      topic: "routing",
    } as const;
    await both.database.db
      .insertInto("alert")
      .values({
        ...alert,
        episode: 1,
        status: "open",
        revision: 1,
        severity: "high",
        opened_at: now,
        acknowledged_at: null,
        acknowledged_by: null,
        covered: "[]",
        told: "[]",
        steps: "[]",
        next_step: 0,
        resolved_at: null,
        updated_at: now,
        workflow_id: null,
      })
      .execute();
    const startedAt = performance.now();
    const shown = { receiver: null, revision: null };
    const input = { clientId: "northwind", alertId: alert.alert_id, episode: 1, by: "Ana", via: "cli", ...shown };
    expect(await run(acknowledgeAlert, new Client({ connection: dead }), input)).toEqual({ ok: true, uncovered: 0 });
    expect(performance.now() - startedAt).toBeLessThan(8_000);
    await dead.close();
  });
});
