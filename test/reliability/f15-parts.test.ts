// oxlint-disable vitest/expect-expect -- `toldOnce` asserts its figures
import { once } from "node:events";
import type { ChildProcess } from "node:child_process";
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Client, Connection } from "@temporalio/client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openPostgres, type OpenDatabase } from "../../storage/open-database.ts";
import { enqueue } from "../../storage/outbox.ts";
import { makeTemporalProbe } from "../../workers/watch/probe-temporal.ts";
import { delivery } from "../storage/rows.ts";
import { describeWith } from "../support/describe-with.ts";
import { Installation } from "../support/installation.ts";
import { until } from "../support/until.ts";
import { sharedServices } from "./killed-lane.ts";
import { atMost, eachSeed, exactly, figure, isFull, row } from "./row.ts";

/** Thirty times as fast as by default; five minutes are ten seconds, and a busy machine gets as much again. */
const watch = `watch: { every: 1 second, tellAfter: 2 seconds, outboxAfter: 3 seconds }\n`;
const toldWithinSeconds = 20;
const patienceMs = 60_000;

row("F15", () => {
  describeWith(["temporal", "postgres"], "worker and watchdog beside PostgreSQL", () => {
    let installation: Installation;
    let database: OpenDatabase;
    let worker: ChildProcess;
    let watchdog: ChildProcess;
    const closers: (() => Promise<void>)[] = [];

    beforeAll(async () => {
      const env = await sharedServices(closers);
      installation = await Installation.create(env);
      appendFileSync(join(installation.directory, "revwatch.yaml"), watch);
      database = await openPostgres(env["DATABASE_URL"]!);
      worker = installation.start("worker");
      watchdog = installation.start("watchdog");
      await until("both give signs of life", async () => (await roles()).length === 2, 240_000);
    });
    afterAll(async () => {
      watchdog?.kill("SIGKILL");
      await database?.close();
      await installation?.end();
      for (const close of closers.toReversed()) await close();
    });

    const roles = () => database.db.selectFrom("watch_sight").select("source").where("kind", "=", "process").execute();
    const texts = async () => (await installation.slack.messages("operations")).map(({ text }) => text);

    /** Breaks it, hears of it, corrects it, hears the end: two messages each time. */
    async function toldOnce(
      begin: () => Promise<unknown> | void,
      told: RegExp,
      end: () => Promise<unknown> | void,
    ): Promise<void> {
      let slowest = 0;
      const others: string[] = [];
      const times = await eachSeed({ quick: 1, full: 10 }, async () => {
        const before = (await texts()).length;
        const since = async () => (await texts()).slice(before);
        await begin();
        const ms = await until(
          `the operator hears ${told}`,
          async () => (await since()).some((text) => told.test(text)),
          patienceMs,
        );
        slowest = Math.max(slowest, ms / 1_000);
        await end();
        await until(
          "the operator hears the end",
          async () => (await since()).some((text) => /Resolved after/.test(text)),
          patienceMs,
        );
        // What comes back at once would be a thing that keeps coming back.
        if (isFull) await wait(50_000);
        others.push(...(await since()).filter((text) => !told.test(text) && !/Resolved after/.test(text)));
      });
      figure("stoppages", times, exactly(times));
      figure("told after, thirty times as fast", Math.round(slowest * 10) / 10, atMost(toldWithinSeconds, "s"));
      expect(others).toEqual([]);
      figure("messages about something else", others.length, exactly(0));
    }

    test("a worker wedged as in a busy loop: the watchdog tells", () =>
      toldOnce(
        () => void worker.kill("SIGSTOP"),
        /Audits stopped at/,
        () => void worker.kill("SIGCONT"),
      ));

    test("a sender that hangs: a message lies in the outbox, and nobody takes it", () =>
      toldOnce(
        () => enqueue(database.db, [delivery("nightowl", { act: "open", revision: 1 })], new Date()),
        /1 message has been waiting/,
        () => database.db.deleteFrom("outbox").execute(),
      ));

    test("the watchdog killed: ring one tells", () =>
      toldOnce(
        async () => {
          const exited = once(watchdog, "exit");
          watchdog.kill("SIGKILL");
          await exited;
        },
        /The watchdog has been silent/,
        () => void (watchdog = installation.start("watchdog")),
      ));

    test("the probe knows whether a queue is polled, and since when Temporal is away", async () => {
      const { TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace } = installation.env;
      const connection = await Connection.connect({ address: address! });
      closers.push(() => connection.close());
      const here = await makeTemporalProbe(new Client({ connection, namespace: namespace! }), () => new Date())();
      figure("queues that a worker polls", here.queues.filter(({ polledAt }) => polledAt !== null).length, exactly(3));
      let now = new Date("2026-11-30T10:00:00Z");
      const nowhere = makeTemporalProbe(new Client({ connection, namespace: "no-such-namespace" }), () => now);
      await nowhere();
      now = new Date("2026-11-30T10:05:00Z");
      figure(
        "minutes for which a lost namespace is away",
        (now.getTime() - Date.parse((await nowhere()).away!.since)) / 60_000,
        exactly(5),
      );
    });
  });
});
