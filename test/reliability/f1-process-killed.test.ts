import { expect, test } from "vitest";
import { describeWith } from "../support/describe-with.ts";
import { seededRandom } from "../faults/seeded-random.ts";
import { hops, type Hop } from "./kill-point.ts";
import { KilledLane, type Landing, type Victim } from "./killed-lane.ts";
import { atLeast, atMost, exactly, figure, isFull, row } from "./row.ts";

/** So many installations are killed at once; each waits most of its time until Temporal misses somebody. */
const lanes = isFull ? 6 : 1;

row("F1", () => {
  describeWith(["temporal", "postgres"], "real processes, killed at a known place", () => {
    const victims: readonly { victim: Victim; quick: readonly Hop[] }[] = isFull
      ? (["worker", "up", "temporal"] as const).map((victim) => ({ victim, quick: [] }))
      : [{ victim: "worker", quick: ["settle"] }];

    test.each(victims)("kill -9 of $victim: nothing is lost, nothing told twice", async ({ victim, quick }) => {
      // Of 51 kills at least seven land in each of the seven hops.
      const plan = isFull ? Array.from({ length: 51 }, (_, index) => hops[index % hops.length]!) : quick;
      const landings = await shareAmongLanes(victim, plan);
      figure(`${victim} killed`, landings.length, atLeast(plan.length));
      for (const hop of new Set(plan)) {
        const there = landings.filter((landing) => landing.hop === hop);
        figure(`${victim} killed in ${hop}`, there.length, atLeast(isFull ? 5 : 1));
      }
      const wrong = landings.filter((landing) => landing.toldWrong !== 0);
      if (wrong.length > 0) process.stdout.write(`${JSON.stringify(wrong, null, 1)}\n`);
      const toldWrong = wrong.reduce((sum, landing) => sum + Math.abs(landing.toldWrong), 0);
      figure(`${victim}: messages lost or told twice`, toldWrong, exactly(0));
      const slowest = Math.max(...landings.map(({ resumedAfterMs }) => resumedAfterMs)) / 1000;
      figure(`${victim}: resumed after, at most`, slowest, atMost(isFull ? 60 : 120, "s"));
      expect(landings).toHaveLength(plan.length);
    });
  });
});

async function shareAmongLanes(victim: Victim, plan: readonly Hop[]): Promise<readonly Landing[]> {
  const shares = Array.from({ length: lanes }, (_, lane) => plan.filter((_hop, index) => index % lanes === lane));
  const landed = await Promise.all(
    shares.map(async (share, index) => {
      const lane = await KilledLane.open(victim);
      const random = seededRandom(index + 1);
      try {
        const landings: Landing[] = [];
        for (const hop of share) landings.push(await lane.kill(hop, random));
        return landings;
      } finally {
        await lane.close();
      }
    }),
  );
  return landed.flat();
}
