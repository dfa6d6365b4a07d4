import { afterAll, beforeAll, expect, test } from "vitest";
import { AuditedLives, type Outcome } from "./audited-life.ts";
import { hops, type Death, type Hop } from "./kill-point.ts";
import { atLeast, eachSeed, exactly, figure, isFull, row } from "./row.ts";

/** Where nothing is under way, a death is nothing but a restart; the processes' own test shows it. */
const deadly = hops.filter((hop) => hop !== "idle");

row("F1", () => {
  let lives: AuditedLives;
  let undisturbed: Outcome;
  let counts: readonly ReadonlyMap<Hop, number>[];
  beforeAll(async () => {
    lives = await AuditedLives.open();
    ({ counts, ...undisturbed } = await lives.live([null, null]));
  });
  afterAll(() => lives.close());

  test("a worker dies at any call of any hop: the end is as if it had lived, and each message is told once", async () => {
    expect(undisturbed.told.length).toBeGreaterThanOrEqual(3);
    const landed = new Map<Hop, number>(deadly.map((hop) => [hop, 0]));
    let lost = 0;
    let doubled = 0;
    const kills = await eachSeed({ quick: 18, full: 500 }, async (seed, random) => {
      const hop = deadly[seed % deadly.length]!;
      const audit = random.int(0, 1);
      const calls = counts[audit]!.get(hop) ?? 0;
      if (calls === 0) throw new Error(`${hop} asks nothing of the outside.`);
      const death: Death = { hop, call: random.int(1, calls), side: random.pick(["before", "after"]) };
      const { counts: _counts, ...outcome } = await lives.live(audit === 0 ? [death, null] : [null, death]);
      lost += undisturbed.told.filter((key) => !outcome.told.includes(key)).length;
      doubled += outcome.told.length - new Set(outcome.told).size;
      expect({ death, ...outcome }).toEqual({ death, ...undisturbed });
      landed.set(hop, landed.get(hop)! + 1);
    });
    expect(new Set(undisturbed.told).size).toBe(undisturbed.told.length);
    figure("activities killed", kills, isFull ? atLeast(500) : atLeast(1));
    for (const [hop, times] of landed) figure(`landed in ${hop}`, times, atLeast(isFull ? 5 : kills > 1 ? 3 : 0));
    figure("messages lost", lost, exactly(0));
    figure("messages told twice", doubled, exactly(0));
  });
});
