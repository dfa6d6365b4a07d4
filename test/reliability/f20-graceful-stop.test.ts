import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { processesNaming } from "../support/demo.ts";
import { describeWith } from "../support/describe-with.ts";
import { Installation } from "../support/installation.ts";
import { until } from "../support/until.ts";
import { atMost, eachSeed, exactly, figure, row } from "./row.ts";

let installation: Installation;
afterEach(() => installation?.end());

/** Things are found, and their messages are on the way to a Slack that takes its time. */
async function sendSlowly(): Promise<void> {
  await installation.takeOn();
  await installation.breakThings();
  await installation.slack.setFault({ kind: "hang", method: "chat.postMessage", times: 1 });
  void installation.revwatch("audit", "--client", "nightowl");
  await until("a message is being sent", () => installation.road.methods.includes("chat.postMessage"), 120_000);
}

row("F20", () => {
  describeWith("temporal", "a stop in the middle of sending", () => {
    test("asked once, it ends with 0 in time; the next start sends the rest, and nothing twice", async () => {
      let slowest = 0;
      let halfClaimed = 0;
      let twice = 0;
      const stops = await eachSeed({ quick: 1, full: 50 }, async (_, random) => {
        installation = await Installation.create();
        const up = await installation.up();
        await sendSlowly();
        await wait(random.int(0, 500));
        const askedAt = performance.now();
        const exited = once(up, "exit");
        up.kill("SIGTERM");
        expect(await exited).toEqual([0, null]);
        slowest = Math.max(slowest, performance.now() - askedAt);
        expect(await installation.run()).toBeNull();

        await installation.up();
        await until("everything is told", async () => (await installation.deliveryKeys()).length >= 3, 240_000);
        await until("nothing is on the way", async () => (await installation.status()).messages.waiting === 0, 120_000);
        const keys = await installation.deliveryKeys();
        twice += keys.length - new Set(keys).size;
        halfClaimed += (await installation.status()).messages.failed;
        await installation.end();
      });
      figure("stops", stops, exactly(stops));
      figure("slowest end", Math.round(slowest / 1000), atMost(30, "s"));
      figure("messages left half claimed", halfClaimed, exactly(0));
      figure("messages sent twice", twice, exactly(0));
    });

    test("asked twice, it ends at once, and the lock, the ports and its Temporal server are free", async () => {
      installation = await Installation.create();
      const up = await installation.up();
      await sendSlowly();
      const exited = once(up, "exit");
      up.kill("SIGTERM");
      await wait(500);
      const askedAt = performance.now();
      up.kill("SIGTERM");
      expect(await exited).toEqual([130, null]);
      figure("end after the second", Math.round(performance.now() - askedAt) / 1000, atMost(5, "s"));
      const server = (name: string) => name.includes("temporal") && !name.includes("watchdog");
      await until("its server is gone", () => !processesNaming(installation.directory).some(server), 10_000);
      await installation.up();
    });
  });
});
