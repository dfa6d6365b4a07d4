import { checkById } from "../../checks/index.ts";
import type { StoreHandle } from "../../storage/database.ts";
import { lastComparison } from "../../storage/judging/comparison.ts";
import type { Hits } from "../support/run-lives.ts";
import { chanceOf, type Chance } from "./chance.ts";
import { happenings } from "./happenings.ts";
import { startTwins, type Twins } from "./judged-twins.ts";
import { rules } from "./live.ts";
import { heldUp, slicesOf, waiting, whatStands } from "./slices-held.ts";

const hourMs = 3_600_000;
/** As many runs as there can be records, one that finds no more, and one. */
const [changes, runs] = [3, 11];
/** Whom a person excludes is drawn from the findings, of which one of the twins has others for a while. */
const drawn = Object.keys(happenings).filter((name) => name !== "a person excludes, or takes it back");
const changed = ["a setting changes", "a severity changes", "a check is switched", "the hours change"];

/**
 * One random life of twins, of which one takes changed rules over in slices of one record, and the other judges all by
 * them at once. Whatever the one has judged by the rules of today, both say alike; what it has not, neither changed nor
 * ran out; and when the last slice is through, the same stands of both.
 */
export async function liveInSlices(db: StoreHandle, seed: number, hits: Hits): Promise<string | null> {
  const chance = chanceOf(seed);
  const twins = await startTwins(db, 1);
  // Whoever adds up by changed rules is judged at once, and so is all that is judged with it.
  const withSums = chance.percent(40);
  const isFast = (checkId: string) => withSums || checkById(checkId)!.kind === "record";
  const { monitors } = twins.config;
  twins.config = {
    ...twins.config,
    monitors: monitors.map((one) => ({ ...one, cadence: isFast(one.checkId) ? "fast" : one.cadence })),
  };
  let now = new Date(Date.UTC(2026, 9, 20 + chance.number(10), chance.number(24)));
  const story: string[] = [];
  const hit = (what: string) => {
    hits.set(what, (hits.get(what) ?? 0) + 1);
    story.push(what);
  };
  await happen(twins, chance, now, 24, hit);
  await twins.runApart(now, "all");
  for (let change = 0; change < changes; change += 1) {
    const name = chance.pick(changed);
    twins.config = rules[name]!(twins.config, chance);
    hit(name);
    let [wasSlicing, isCutShort] = [false, false];
    let before: ReadonlyMap<string, string> = new Map();
    for (let run = 0; run < runs; run += 1) {
      now = new Date(now.getTime() + chance.number(30) * hourMs);
      if (chance.percent(50)) await happen(twins, chance, now, 1 + chance.number(2), hit);
      if (wasSlicing) for (const what of await waiting(db, twins.ids[0], now)) hit(what);
      if (chance.percent(15)) {
        await twins.breakRun(now, "fast");
        if (wasSlicing) hit("a run is killed while it takes a slice");
      }
      const isBroken = wasSlicing && chance.percent(10);
      if (isBroken) hit("a check cannot judge its slice");
      await twins.runApart(now, "fast", isBroken ? { touch: { status: "unreadable", reason: "broken" } } : {});
      const slices = await slicesOf(db, twins.ids[0]);
      if ([...slices].some(([type, after]) => before.get(type) === after)) return `seed ${seed}: a slice stands still`;
      const slicing = slices.size > 0;
      before = slices;
      if (slicing) hit(wasSlicing ? "a slice" : "the first slice");
      if (!slicing && wasSlicing) hit("the last slice");
      wasSlicing = slicing;
      const wrong =
        (await heldUp(db, twins.ids, now)) ?? (slicing || isBroken ? null : await whatStands(db, twins.ids));
      if (wrong !== null)
        return `seed ${seed}, change ${change}, run ${run}:\n${story.slice(-10).join("\n")}\n${wrong}`;
      if (slicing && chance.percent(6)) {
        hit("the rules change again before the last slice");
        isCutShort = true;
        break;
      }
    }
    if (wasSlicing && !isCutShort) return `seed ${seed}, change ${change}: slices have no end`;
    await twins.runApart(now, "daily");
    const full = await lastComparison(db, twins.ids[0]);
    if (full !== null && full.verdicts + full.counters > 0)
      return `seed ${seed}, change ${change}:\n${story.slice(-10).join("\n")}\nthe full comparison: ${JSON.stringify(full)}`;
  }
  return null;
}

async function happen(twins: Twins, chance: Chance, now: Date, times: number, hit: (what: string) => void) {
  for (let time = 0; time < times; time += 1) {
    const what = chance.percent(40) ? "a record is stored" : chance.pick(drawn);
    const happening = happenings[what]!(chance, now);
    for (const clientId of twins.ids) await happening(twins.db, clientId);
    hit(what);
  }
}
