import { once } from "node:events";
import { rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Client, Connection } from "@temporalio/client";
import { expect } from "vitest";
import { describeWith } from "../support/describe-with.ts";
import { Installation } from "../support/installation.ts";
import { testUnless } from "../support/test-unless.ts";
import { until } from "../support/until.ts";
import { sharedServices } from "./killed-lane.ts";
import { atMost, exactly, figure, isFull, row } from "./row.ts";

const preload = fileURLToPath(new URL("deaf-preload.ts", import.meta.url));
/** What the rules promise, with the watch at its usual pace. */
const toldWithinSeconds = 300;
const patienceMs = 900_000;

row("F15", () => {
  describeWith(["temporal", "postgres"], "at the pace of every day", () => {
    const tooLong = isFull
      ? null
      : { reason: "it takes a quarter of an hour", remedy: "npm run test:reliability -- F15" };
    testUnless(
      tooLong,
      "a schedule that is gone, one that is paused by nobody, and a queue that nobody polls",
      async () => {
        const closers: (() => Promise<void>)[] = [];
        const deaf = join(tmpdir(), `revwatch-test-deaf-${crypto.randomUUID()}`);
        const services = await sharedServices(closers);
        const env = { ...services, NODE_OPTIONS: `--import ${preload}`, REVWATCH_TEST_DEAF: deaf };
        const installation = await Installation.create(env);
        const connection = await Connection.connect({ address: services["TEMPORAL_ADDRESS"]! });
        const { schedule } = new Client({ connection, namespace: services["TEMPORAL_NAMESPACE"]! });
        const texts = async () =>
          (await installation.slack.messages("operations")).map(
            ({ text, blocks }) => `${text} ${JSON.stringify(blocks)}`,
          );
        /** @returns After how many seconds the operator had such a message. */
        const hears = async (what: RegExp) => {
          const heard = async () => (await texts()).some((text) => what.test(text));
          return (await until(`the operator hears ${what}`, heard, patienceMs)) / 1_000;
        };
        try {
          const worker = installation.start("worker");
          installation.start("watchdog");
          await installation.takeOn();

          await schedule.getHandle("audit/nightowl/fast").pause(" ");
          await schedule.getHandle("audit/nightowl/hourly").delete();
          const [paused, gone] = await Promise.all([
            hears(/nightowl\/fast has been paused/),
            hears(/nightowl\/hourly has been missing/),
          ]);
          figure("a schedule paused by nobody, told after", paused, atMost(toldWithinSeconds, "s"));
          figure("a schedule that is gone, told after", gone, atMost(toldWithinSeconds, "s"));
          await installation.revwatch("apply", "--yes");
          await schedule.getHandle("audit/nightowl/fast").unpause();
          await Promise.all([hears(/nightowl\/fast runs again/), hears(/nightowl\/hourly runs again/)]);
          const afterSchedules = (await texts()).length;

          writeFileSync(deaf, "hubspot");
          const pollers = await hears(/Audits stopped at/);
          figure("a queue that nobody polls, told after", pollers, atMost(toldWithinSeconds, "s"));
          expect(worker.exitCode).toBeNull();
          rmSync(deaf);
          const exited = once(worker, "exit");
          worker.kill("SIGTERM");
          await exited;
          installation.start("worker");
          await hears(/Workers are polling again/);
          const messages = (await texts()).length;
          figure("messages about it beyond its beginning and its end", messages - afterSchedules - 2, exactly(0));
        } finally {
          rmSync(deaf, { force: true });
          await connection.close();
          await installation.end();
          for (const close of closers.toReversed()) await close();
        }
      },
    );
  });
});
