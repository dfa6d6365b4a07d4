import type { ChildProcess } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";
import { Connection } from "@temporalio/client";
import pg from "pg";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import type { FindingList } from "../../operations/list-findings.ts";
import { describeWith } from "../support/describe-with.ts";
import { Installation } from "../support/installation.ts";
import { postgresBinaries } from "../support/postgres-binaries.ts";
import { createCluster, type PostgresCluster } from "../support/postgres-cluster.ts";
import { until } from "../support/until.ts";
import { atMost, eachSeed, exactly, figure, row } from "./row.ts";

row("F4", () => {
  describeWith(["temporal", "postgres"], "workers beside a PostgreSQL that fails them", () => {
    let cluster: PostgresCluster;
    let installation: Installation;
    let connection: Connection;
    let worker: ChildProcess;
    beforeAll(async () => {
      cluster = await createCluster(postgresBinaries()!);
      const { address } = inject("temporal")!;
      const namespace = `f4-${crypto.randomUUID()}`;
      connection = await Connection.connect({ address });
      const workflowExecutionRetentionPeriod = { seconds: 86_400 as never };
      await connection.workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod });
      await until("the namespace is known", () => isKnown(connection, namespace), 60_000);
      const env = { DATABASE_URL: cluster.url, TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace };
      installation = await Installation.create(env);
      worker = installation.start("worker");
      await installation.takeOn();
    }, 300_000);
    afterAll(async () => {
      await installation?.end();
      await connection?.close();
      await cluster?.remove();
    });

    let leads = 0;
    /** Somebody who has waited for too long; each audit from now on has to find it. */
    async function letWait(): Promise<void> {
      const [owner] = await installation.portal.owners();
      leads += 1;
      await installation.portal.submitForm({
        firstName: "Mira",
        lastName: `Lindqvist ${leads}`,
        email: `mira-${leads}@example.com`,
        formName: "Request a demo",
        pageUrl: "https://nightowl.example/demo",
        ownerId: owner!.id,
        at: new Date(Date.now() - 90 * 60_000).toISOString(),
      });
    }

    /** An audit that takes its time, so that what happens next happens in its middle. */
    async function beginAudit(): Promise<void> {
      await installation.portal.clearRequests();
      await installation.portal.setFault({ kind: "latency", ms: 200 });
      void installation.revwatch("audit", "--client", "nightowl");
      await until("the audit reads", async () => (await installation.portal.requests()).length > 0, 60_000);
    }

    /** Every lead so far is found and told; answers how long that took. */
    const everybodyIsFound = () =>
      until(
        `${leads} leads are found`,
        async () => {
          const { out } = await installation.revwatch("findings", "--client", "nightowl", "--json");
          return openLeads(out) >= leads;
        },
        120_000,
      );

    async function expectWhole(): Promise<void> {
      await installation.portal.clearFaults();
      const keys = await installation.deliveryKeys();
      figure("messages told twice", keys.length - new Set(keys).size, exactly(0));
      figure("ends of the worker", worker.exitCode === null && worker.signalCode === null ? 0 : 1, exactly(0));
    }

    test("it is restarted in the middle of an audit", async () => {
      let slowest = 0;
      const restarts = await eachSeed({ quick: 1, full: 50 }, async (_, random) => {
        await letWait();
        await beginAudit();
        await wait(random.int(0, 1_500));
        await cluster.stop();
        await wait(random.int(200, 3_000));
        await cluster.start();
        await installation.portal.clearFaults();
        slowest = Math.max(slowest, await everybodyIsFound());
      });
      figure("restarts", restarts, exactly(restarts));
      figure("slowest end of an audit after one", Math.round(slowest / 1000), atMost(90, "s"));
      await expectWhole();
    });

    test("its connections are cut, inside transactions too", async () => {
      let cuts = 0;
      const surgeon = new pg.Client({ connectionString: cluster.url });
      surgeon.on("error", () => undefined);
      await surgeon.connect();
      const audits = await eachSeed({ quick: 1, full: 10 }, async (_, random) => {
        await letWait();
        await beginAudit();
        for (let round = 0; round < 10; round += 1) {
          await wait(random.int(20, 300));
          const { rowCount } = await surgeon.query(
            "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and backend_type = 'client backend'",
          );
          cuts += rowCount ?? 0;
        }
        await installation.portal.clearFaults();
        await everybodyIsFound();
      });
      await surgeon.end();
      figure("audits", audits, exactly(audits));
      expect(cuts).toBeGreaterThan(0);
      figure("connections cut", cuts, { text: "-", allows: () => true });
      await expectWhole();
    });

    test("it only reads for a while, as after a failover", async () => {
      const surgeon = new pg.Client({ connectionString: cluster.url });
      surgeon.on("error", () => undefined);
      await surgeon.connect();
      const readOnly = async (value: "on" | "off") => {
        await surgeon.query("set default_transaction_read_only = off");
        await surgeon.query(`alter system set default_transaction_read_only = ${value}`);
        await surgeon.query("select pg_reload_conf()");
      };
      const failovers = await eachSeed({ quick: 1, full: 3 }, async () => {
        await letWait();
        await readOnly("on");
        // It writes before it reads, so nothing of it is seen until then.
        void installation.revwatch("audit", "--client", "nightowl");
        await wait(5_000);
        const status = await installation.revwatch("status");
        expect([0, 1]).toContain(status.code);
        await readOnly("off");
        await everybodyIsFound();
      });
      await surgeon.end();
      figure("spells without writing", failovers, exactly(failovers));
      await expectWhole();
    });
  });
});

function openLeads(out: string): number {
  if (out === "") return 0;
  const { findings = [] } = JSON.parse(out) as Partial<FindingList>;
  return findings.filter(({ check }) => check === "lead-unanswered").length;
}

function isKnown(connection: Connection, namespace: string): Promise<boolean> {
  return connection.workflowService.countWorkflowExecutions({ namespace, query: "" }).then(
    () => true,
    () => false,
  );
}
