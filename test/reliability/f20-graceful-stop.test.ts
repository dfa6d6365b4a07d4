import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { processesNaming } from "../support/demo.ts";
import { describeWith } from "../support/describe-with.ts";
import { Installation } from "../support/installation.ts";
import { until } from "../support/until.ts";
import { seededRandom } from "../faults/seeded-random.ts";
import { News } from "./news.ts";
import { atLeast, atMost, eachSeed, exactly, figure, forTheRecord, isFull, row } from "./row.ts";

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
      // Two installations wait together, most of the time for a Slack that hangs.
      const lanes = await Promise.all([1, 2].slice(0, isFull ? 2 : 1).map((lane) => stopAgainAndAgain(lane)));
      const stops = lanes.flat();
      figure("stops", stops.length, atLeast(isFull ? 50 : 1));
      figure("slowest end", Math.ceil(Math.max(...stops.map(({ tookMs }) => tookMs)) / 1000), atMost(30, "s"));
      figure(
        "stops with a message in the sender's hands",
        stops.filter(({ isSending }) => isSending).length,
        forTheRecord,
      );
      figure("messages left half claimed", sum(stops.map(({ halfClaimed }) => halfClaimed)), exactly(0));
      figure("messages lost or sent twice", sum(stops.map(({ toldWrong }) => Math.abs(toldWrong))), exactly(0));
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
      await until("its server is gone", () => !processesNaming(installation.directory).some(server), 60_000);
      await installation.up();
    });
  });
});

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
const postsOf = ({ road }: Installation) => road.methods.filter((method) => method === "chat.postMessage").length;

interface Stop {
  readonly tookMs: number;
  /** The answer of Slack was still waited for when it was asked to end. */
  readonly isSending: boolean;
  readonly halfClaimed: number;
  /** Messages beyond those of an audit that nobody disturbs; below 0: lost. */
  readonly toldWrong: number;
}

/** One installation that is stopped each time while it sends the news of an audit, and started again. */
async function stopAgainAndAgain(lane: number): Promise<readonly Stop[]> {
  const own = await Installation.create();
  try {
    let up = await own.up();
    await own.takeOn();
    const news = new News(own);
    const told = async () => (await own.deliveryKeys()).length;
    const isSettled = async () => (await own.status()).messages.waiting === 0;

    /** One piece of news and an audit that tells it; `meanwhile` strikes as soon as the message is on its way. */
    async function tell(expected: number, meanwhile: () => Promise<void>): Promise<number> {
      const [before, posts] = [await told(), postsOf(own)];
      void own.revwatch("audit", "--client", "nightowl");
      await until("a message is being sent", () => postsOf(own) > posts, 120_000);
      await meanwhile();
      await until("everything is told", async () => (await told()) - before >= expected, 240_000);
      await until("nothing is on the way", isSettled, 120_000);
      const keys = await own.deliveryKeys();
      expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
      await news.assertFound();
      return keys.length - before;
    }
    const undisturbed = [1, 1];
    if (isFull) for (const _ of undisturbed) undisturbed[await news.happen()] = await tell(1, () => wait(4_000));

    const stops: Stop[] = [];
    await eachSeed({ quick: 1, full: 25 }, async (seed) => {
      const random = seededRandom(2 * seed + lane);
      const kind = random.pick(["hang", "hang-accepted"] as const);
      const pauseMs = isFull ? random.int(0, 10_500) : 0;
      await own.slack.setFault({ kind, method: "chat.postMessage", times: 1 });
      const expected = undisturbed[await news.happen()]!;
      let tookMs = 0;
      const toldNow = await tell(expected, async () => {
        await wait(pauseMs);
        const askedAt = performance.now();
        const exited = once(up, "exit");
        up.kill("SIGTERM");
        expect(await exited).toEqual([0, null]);
        tookMs = performance.now() - askedAt;
        expect(await own.run()).toBeNull();
        up = await own.up();
      });
      const { failed } = (await own.status()).messages;
      stops.push({ tookMs, isSending: pauseMs < 10_000, halfClaimed: failed, toldWrong: toldNow - expected });
    });
    return stops;
  } finally {
    await own.end();
  }
}
