import { appendFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { describeWith } from "../support/describe-with.ts";
import { Installation } from "../support/installation.ts";
import { isRunning } from "../support/is-running.ts";
import { until } from "../support/until.ts";
import { atMost, eachSeed, exactly, figure, isFull, row } from "./row.ts";

/** Fifteen times as fast as by default; five minutes are twenty seconds, and a busy machine gets half as much again. */
const watch = `watch: { every: 2 seconds, tellAfter: 1 second, outboxAfter: 3 seconds }\n`;
const toldWithinSeconds = 30;
const patienceMs = 60_000;
const forgottenMs = 21_000;

row("F15", () => {
  describeWith("temporal", "everything in one process", () => {
    test("the owner hangs as in a busy loop, and is killed: its watchdog tells, once, and the end of it", async () => {
      const installation = await Installation.create();
      try {
        appendFileSync(join(installation.directory, "revwatch.yaml"), watch);
        let up = await installation.up();
        const watchdog = async () => (await installation.run())?.children.find(({ name }) => name === "watchdog");
        const watches = () =>
          until(
            "a watchdog watches",
            async () => {
              const child = await watchdog();
              return (
                child !== undefined &&
                isRunning(child.pid) &&
                existsSync(join(installation.directory, ".revwatch/watch/facts.json"))
              );
            },
            patienceMs,
          );
        await watches();
        const texts = async () => (await installation.slack.messages("operations")).map(({ text }) => text);
        let slowest = 0;
        const hears = async (before: number, told: RegExp) => {
          const ms = await until(
            `the operator hears ${told}`,
            async () => (await texts()).slice(before).some((text) => told.test(text)),
            patienceMs,
          );
          return ms / 1_000;
        };

        const judge = async (stoppages: number) => {
          const kinds = (await texts()).map((text) =>
            /no sign of life/.test(text) ? "told" : /answers again/.test(text) ? "ended" : text,
          );
          expect(kinds).toEqual(Array.from({ length: stoppages }, () => ["told", "ended"]).flat());
          figure("told after, fifteen times as fast", Math.round(slowest * 10) / 10, atMost(toldWithinSeconds, "s"));
          figure("messages for each stoppage", kinds.length / stoppages, exactly(2));
        };

        const times = await eachSeed({ quick: 1, full: 10 }, async () => {
          const before = (await texts()).length;
          up.kill("SIGSTOP");
          slowest = Math.max(slowest, await hears(before, /Audits stopped: no sign of life/));
          up.kill("SIGCONT");
          await hears(before, /Resolved after .*answers again/);
          // What comes back at once would be a thing that keeps coming back.
          if (isFull) await wait(forgottenMs);
        });
        await judge(times);
        if (!isFull) return;

        const first = await watchdog();
        const before = (await texts()).length;
        up.kill("SIGKILL");
        await hears(before, /Audits stopped: no sign of life/);
        up = await installation.up();
        await hears(before, /Resolved after .*answers again/);
        await watches();
        // The one that outlived its owner has made room for the next.
        await until("the old watchdog is gone", async () => !isRunning(first!.pid), patienceMs);
        await judge(times + 1);
      } finally {
        await installation.end();
      }
    });
  });
});
