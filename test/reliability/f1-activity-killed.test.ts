import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { AuditedLives, type Outcome } from "./audited-life.ts";
import { hops, type Death, type InnerHop } from "./kill-point.ts";
import { atLeast, eachSeed, exactly, figure, isFull, row } from "./row.ts";

/** Where nothing is under way, a death is nothing but a restart; the processes' own test shows it. */
const deadly: readonly InnerHop[] = [...hops.filter((hop) => hop !== "idle"), "commit"];

row("F1", () => {
  describe.each(["short", "long"] as const)("a %s run", (path) => {
    let lives: AuditedLives;
    let undisturbed: Outcome;
    let counts: readonly ReadonlyMap<InnerHop, number>[];
    beforeAll(async () => {
      lives = await AuditedLives.open(path);
      ({ counts, ...undisturbed } = await lives.live([null, null]));
    });
    afterAll(() => lives.close());

    test("a worker dies at any call of any hop: the end is as if it had lived, and each message is told once", async () => {
      expect(undisturbed.told.length).toBeGreaterThanOrEqual(3);
      const landed = new Map<string, number>([...deadly, "commit before", "commit after"].map((hop) => [hop, 0]));
      let lost = 0;
      let doubled = 0;
      const kills = await eachSeed({ quick: 14, full: path === "short" ? 200 : 300 }, async (seed, random) => {
        const hop = deadly[seed % deadly.length]!;
        const audit = random.int(0, 1);
        const calls = counts[audit]!.get(hop) ?? 0;
        if (calls === 0) throw new Error(`${hop} asks nothing of the outside.`);
        // Of two deaths at the commit one comes before it, and one after.
        const side = hop === "commit" ? (["before", "after"] as const)[Math.floor(seed / deadly.length) % 2]! : null;
        const death: Death = { hop, call: random.int(1, calls), side: side ?? random.pick(["before", "after"]) };
        const { counts: _counts, ...outcome } = await lives.live(audit === 0 ? [death, null] : [null, death]);
        lost += undisturbed.told.filter((key) => !outcome.told.includes(key)).length;
        doubled += outcome.told.length - new Set(outcome.told).size;
        expect({ death, ...outcome }).toEqual({ death, ...undisturbed });
        for (const place of [hop, `${hop} ${death.side}`])
          if (landed.has(place)) landed.set(place, landed.get(place)! + 1);
      });
      expect(new Set(undisturbed.told).size).toBe(undisturbed.told.length);
      figure(`${path} runs killed`, kills, isFull ? atLeast(200) : atLeast(1));
      for (const [place, times] of landed)
        figure(`${path} run: landed in ${place}`, times, atLeast(isFull ? 5 : kills > 1 ? 1 : 0));
      figure(`${path} run: messages lost`, lost, exactly(0));
      figure(`${path} run: messages told twice`, doubled, exactly(0));
    });
  });
});
