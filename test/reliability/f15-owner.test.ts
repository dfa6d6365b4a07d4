import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { describeWith } from "../support/describe-with.ts";
import { Installation } from "../support/installation.ts";
import { until } from "../support/until.ts";
import { atMost, eachSeed, exactly, figure, row } from "./row.ts";

/** Everything thirty times as fast as by default, so that nobody waits for minutes. */
const watch = `watch: { every: 1 second, tellAfter: 3 seconds, outboxAfter: 4 seconds }\n`;
/** Five minutes in the same measure. */
const toldWithinSeconds = 10 + 5;

let installation: Installation;
afterEach(() => installation?.end());

const alarms = async () =>
  (await installation.slack.messages("operations"))
    .map(({ text }) => text)
    .filter((text) => /Audits stopped|Resolved after/.test(text));

async function hears(pattern: RegExp): Promise<number> {
  const ms = await until(
    `the operator hears ${pattern}`,
    async () => (await alarms()).some((text) => pattern.test(text)),
    40_000,
  );
  return ms / 1_000;
}

row("F15", () => {
  describeWith("temporal", "everything in one process", () => {
    test("the owner hangs, as in a busy loop: its watchdog tells, once, and the end of it", async () => {
      installation = await Installation.create();
      appendFileSync(join(installation.directory, "revwatch.yaml"), watch);
      const up = await installation.up();
      await until(
        "a watchdog watches",
        async () => ((await installation.run())?.children ?? []).some(({ name }) => name === "watchdog"),
        30_000,
      );
      await installation.takeOn();
      let slowest = 0;
      let messages = 0;
      await eachSeed({ quick: 1, full: 10 }, async () => {
        const before = (await alarms()).length;
        up.kill("SIGSTOP");
        slowest = Math.max(slowest, await hears(/Audits stopped: no sign of life/));
        up.kill("SIGCONT");
        await hears(/Resolved after .*answers again/);
        messages += (await alarms()).length - before;
      });
      figure("told after, thirty times as fast", slowest, atMost(toldWithinSeconds, "s"));
      figure("messages for each stoppage", messages, exactly(2));
      expect(await alarms()).toHaveLength(2);
    });
  });
});
