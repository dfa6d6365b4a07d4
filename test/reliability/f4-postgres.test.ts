import { ok, strictEqual } from "node:assert";
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import type { ChildProcess } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";
import { Client, Connection } from "@temporalio/client";
import pg from "pg";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { describeWith } from "../support/describe-with.ts";
import { Installation } from "../support/installation.ts";
import { postgresBinaries } from "../support/postgres-binaries.ts";
import { createCluster, type PostgresCluster } from "../support/postgres-cluster.ts";
import { noSmallDisk, smallDisk, type SmallDisk } from "../support/small-disk.ts";
import { testUnless } from "../support/test-unless.ts";
import { until } from "../support/until.ts";
import { atMost, eachSeed, exactly, figure, forTheRecord, isFull, row } from "./row.ts";

/** Twenty times as long as a sign has to stay away. */
const forgottenMs = 45_000;
/** In full, what the matrix says; in `npm test` other files run beside it. */
const wholeAgainSeconds = isFull ? 10 : 90;

/** An audit that meets a new person adds rows to each. */
const appended = ["record", "finding", "alert", "outbox"];

row("F4", () => {
  describeWith(["temporal", "postgres"], "workers beside a PostgreSQL that fails them", () => {
    let cluster: PostgresCluster;
    let deliveries: RunningRevwatch;
    beforeAll(async () => {
      cluster = await createCluster(postgresBinaries()!, { keepsCommits: true });
      deliveries = await RunningRevwatch.open(cluster);
    }, 300_000);
    afterAll(async () => {
      await deliveries?.close();
      await cluster?.remove();
    });

    test("it is restarted in the middle of an audit", async () => {
      let slowest = 0;
      const restarts = await eachSeed({ quick: 1, full: 50 }, async (_, random) => {
        const audit = await deliveries.beginAudit();
        await wait(random.int(0, 1_500));
        await cluster.stop();
        await wait(random.int(200, 3_000));
        await cluster.start();
        slowest = Math.max(slowest, await audit.goesOnAndEnds());
      });
      figure("restarts", restarts, exactly(restarts));
      figure("slowest end of an audit after its database's return", slowest / 1_000, atMost(wholeAgainSeconds, "s"));
      await deliveries.expectWhole();
    });

    test("its connections are cut, inside transactions too", async () => {
      let [cuts, slowest] = [0, 0];
      const audits = await eachSeed({ quick: 1, full: 10 }, async (_, random) => {
        const audit = await deliveries.beginAudit();
        for (let round = 0; round < 10; round += 1) {
          await wait(random.int(20, 300));
          cuts += await deliveries.ask(
            "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and backend_type = 'client backend'",
          );
        }
        slowest = Math.max(slowest, await audit.goesOnAndEnds());
      });
      figure("audits", audits, exactly(audits));
      expect(cuts).toBeGreaterThan(0);
      figure("connections cut", cuts, forTheRecord);
      figure("slowest end of an audit after the last cut", slowest / 1_000, atMost(wholeAgainSeconds, "s"));
      await deliveries.expectWhole();
    });

    test("it only reads for a while, as after a failover", async () => {
      let slowest = 0;
      const readOnly = async (value: "on" | "off") => {
        await deliveries.ask("set default_transaction_read_only = off");
        await deliveries.ask(`alter system set default_transaction_read_only = ${value}`);
        await deliveries.ask("select pg_reload_conf()");
      };
      const failovers = await eachSeed({ quick: 1, full: 3 }, async () => {
        await readOnly("on");
        // It writes before it reads, so nothing of it is seen until then.
        const audit = await deliveries.beginAudit({ isSeen: false });
        await wait(5_000);
        const status = await deliveries.installation.revwatch("status");
        expect([0, 1]).toContain(status.code);
        await readOnly("off");
        slowest = Math.max(slowest, await audit.goesOnAndEnds());
      });
      figure("spells without writing", failovers, exactly(failovers));
      figure("slowest end of an audit after such a spell", slowest / 1_000, atMost(wholeAgainSeconds, "s"));
      await deliveries.expectWhole();
    });
  });

  describeWith(["temporal", "postgres"], "workers beside a PostgreSQL whose disk is full", () => {
    const tooLong = isFull ? null : { reason: "it takes minutes", remedy: "npm run test:reliability -- F4" };
    testUnless(
      tooLong ?? noSmallDisk(),
      "it is told, nothing counts as sent, and all goes on when there is room",
      async () => {
        const disk = smallDisk(300);
        const cluster = await createCluster(postgresBinaries()!, { parent: disk.path, keepsCommits: true });
        const deliveries = await RunningRevwatch.open(cluster);
        let [slowest, ended, untold, stored] = [0, 0, 0, 0];
        try {
          const spells = await eachSeed({ quick: 1, full: 3 }, async (_, random) => {
            const heard = (await deliveries.operatorsHeard()).told;
            const told = (await deliveries.installation.deliveryKeys()).filter(
              (key) => !key.startsWith("watch/"),
            ).length;
            // Full before the audit begins, or in its middle.
            const isBefore = random.chance(0.5);
            if (isBefore) await deliveries.useUp(disk);
            const audits = [await deliveries.beginAudit({ isSeen: false })];
            await wait(random.int(0, 1_500));
            if (!isBefore) {
              await deliveries.useUp(disk);
              // The first one may have stored everything by now.
              audits.push(await deliveries.beginAudit({ isSeen: false }));
            }
            await until(
              "the operator hears of it",
              async () => (await deliveries.operatorsHeard()).told > heard,
              120_000,
            ).catch(() => untold++);
            if (await audits.at(-1)!.isOver()) stored += 1;
            const toldNow = (await deliveries.installation.deliveryKeys()).filter(
              (key) => !key.startsWith("watch/"),
            ).length;
            // What was found before the disk was full may have been told.
            expect(toldNow - told).toBeLessThanOrEqual(1);
            disk.empty();
            await deliveries.giveBack();
            // A server that could not write its log has ended, and whoever operates it starts it again.
            if (!(await deliveries.answers())) {
              ended += 1;
              await cluster.stop();
              await cluster.start();
            }
            slowest = Math.max(slowest, ...(await Promise.all(audits.map((audit) => audit.goesOnAndEnds()))));
            // What comes back before its end was told, or soon after it, would be no news.
            const allOver = async () => {
              const { told, ends } = await deliveries.operatorsHeard();
              return ends === told;
            };
            await until("the operator hears the end of each", allOver, 300_000);
            await wait(forgottenMs);
          });
          figure("full disks of PostgreSQL", spells, exactly(spells));
          figure("audits that found room all the same", stored, exactly(0));
          figure("of which nobody was told", untold, exactly(0));
          figure("servers that ended by it", ended, forTheRecord);
          figure("slowest end of an audit after there was room", slowest / 1_000, atMost(wholeAgainSeconds, "s"));
          await deliveries.expectWhole();
        } finally {
          disk.empty();
          await deliveries.close();
          await cluster.remove();
          disk.remove();
        }
      },
    );
  });
});

/** One worker over a database that can fail it, and the audits that it has under way meanwhile. */
class RunningRevwatch {
  readonly installation: Installation;
  readonly #worker: ChildProcess;
  readonly #temporal: Client;
  readonly #url: string;
  #asker: pg.Client | null = null;
  #leads = 0;

  private constructor(installation: Installation, worker: ChildProcess, temporal: Client, url: string) {
    this.installation = installation;
    this.#worker = worker;
    this.#temporal = temporal;
    this.#url = url;
  }

  static async open({ url }: PostgresCluster): Promise<RunningRevwatch> {
    const { address } = inject("temporal")!;
    const namespace = `f4-${crypto.randomUUID()}`;
    const connection = await Connection.connect({ address });
    const workflowExecutionRetentionPeriod = { seconds: 86_400 as never };
    await connection.workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod });
    await until("the namespace is known", () => isKnown(connection, namespace), 60_000);
    const env = { DATABASE_URL: url, TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace };
    const installation = await Installation.create(env);
    appendFileSync(
      join(installation.directory, "revwatch.yaml"),
      "watch: { every: 2 seconds, tellAfter: 2 seconds }\n",
    );
    const worker = installation.start("worker");
    await installation.takeOn();
    return new RunningRevwatch(installation, worker, new Client({ connection, namespace }), url);
  }

  async close(): Promise<void> {
    await this.#asker?.end().catch(() => undefined);
    await this.installation.end();
    await this.#temporal.connection.close();
  }

  /** @returns How many rows the answer has. */
  async ask(statement: string): Promise<number> {
    if (this.#asker === null) {
      const asker = new pg.Client({
        connectionString: this.#url,
        connectionTimeoutMillis: 2_000,
        query_timeout: 10_000,
      });
      asker.on("error", () => void (this.#asker = null));
      await asker.connect();
      this.#asker = asker;
    }
    try {
      return (await this.#asker.query(statement)).rowCount ?? 0;
    } catch (error) {
      this.#asker = null;
      throw error;
    }
  }

  /**
   * Until PostgreSQL itself has no room left, in its tables or in its log. What it keeps has no holes then, because an
   * audit that finds room in them is refused nothing, and nobody has anything to tell.
   */
  async useUp(disk: SmallDisk): Promise<void> {
    for (const table of appended) {
      await this.ask(`alter table ${table} reset (fillfactor)`);
      await this.ask(`vacuum full ${table}`);
      // From now on a row more begins a page of its own.
      await this.ask(`alter table ${table} set (fillfactor = 10)`);
    }
    await this.ask("create table if not exists ballast (text text)");
    disk.fill();
    const row = "insert into ballast select repeat(md5(random()::text), 200) from generate_series(1, 2000)";
    for (let time = 0; time < 200; time += 1)
      if (
        await this.ask(row).then(
          () => false,
          () => true,
        )
      )
        return;
    throw new Error("It has room and room.");
  }

  async giveBack(): Promise<void> {
    await this.ask("drop table if exists ballast").catch(() => undefined);
  }

  answers(): Promise<boolean> {
    return this.ask("select 1").then(
      () => true,
      () => false,
    );
  }

  /** Of the database and its disk. */
  async operatorsHeard(): Promise<{ readonly told: number; readonly ends: number }> {
    const texts = (await this.installation.slack.messages("operations")).map(({ text }) => text);
    const about = texts.filter((text) => /database|PostgreSQL|disk/i.test(text));
    const ends = about.filter((text) => text.includes("Resolved after")).length;
    return { told: about.length - ends, ends };
  }

  /**
   * Somebody has waited for too long, and an audit is under way that has to find it. It takes its time, so that what
   * happens next happens in its middle.
   */
  async beginAudit({ isSeen = true } = {}) {
    const { portal } = this.installation;
    const [owner] = await portal.owners();
    const number = (this.#leads += 1);
    await portal.submitForm({
      firstName: "Mira",
      lastName: `Lindqvist ${number}`,
      email: `mira-${number}@example.com`,
      formName: "Request a demo",
      pageUrl: "https://nightowl.example/demo",
      ownerId: owner!.id,
      at: new Date(Date.now() - 90 * 60_000).toISOString(),
    });
    await portal.clearRequests();
    await portal.setFault({ kind: "latency", ms: 200 });
    const workflowId = `audit/nightowl/all-asked-${number}`;
    const argument = { clientId: "nightowl", cadence: "all" };
    const audit = await this.#temporal.workflow.start("auditClient", {
      workflowId,
      taskQueue: "audit",
      args: [argument],
    });
    const isOver = async () => (await audit.describe()).status.name !== "RUNNING";
    if (isSeen) await until("the audit reads", async () => (await portal.requests()).length > 0, 60_000);
    return {
      isOver,
      /** Its database is there again. @returns How long the audit took from now on until everything was found, ms. */
      goesOnAndEnds: async (): Promise<number> => {
        await portal.clearFaults();
        const startedAt = performance.now();
        await until("the audit ends", isOver, 120_000).catch(async (error: unknown) => {
          const { raw, historyLength } = await audit.describe();
          throw new Error(`${String(error)} ${historyLength} events, ${JSON.stringify(raw.pendingActivities)}`);
        });
        const tookMs = performance.now() - startedAt;
        strictEqual((await audit.describe()).status.name, "COMPLETED");
        const open = "select 1 from finding where check_id = 'lead-unanswered' and status = 'open'";
        const found = await this.ask(open).catch(() => this.ask(open));
        // An audit beside it may have found who came later.
        ok(number <= found && found <= this.#leads, `${found} of ${this.#leads} are found, and ${number} had come`);
        return tookMs;
      },
    };
  }

  async expectWhole(): Promise<void> {
    const sent = "select 1 from outbox where state in ('pending', 'sending')";
    await until("everything is told", async () => (await this.ask(sent).catch(() => 1)) === 0, 120_000);
    const keys = await this.installation.deliveryKeys();
    figure("messages told twice", keys.length - new Set(keys).size, exactly(0));
    const { exitCode, signalCode } = this.#worker;
    figure("ends of the worker", exitCode === null && signalCode === null ? 0 : 1, exactly(0));
  }
}

function isKnown(connection: Connection, namespace: string): Promise<boolean> {
  return connection.workflowService.countWorkflowExecutions({ namespace, query: "" }).then(
    () => true,
    () => false,
  );
}
