import { expect, test } from "vitest";
import { seededRandom } from "../faults/seeded-random.ts";
import { atMost, exactly, figure, forTheRecord, isFull, row } from "./row.ts";
import type { Heard } from "./watch/channels.ts";
import { Life } from "./watch/life.ts";
import { normalLife, stoppages, type Stoppage } from "./watch/stoppages.ts";

const minuteMs = 60_000;
const seed = Number(process.env["REVWATCH_SEED"] ?? 1);
const random = seededRandom(seed);
/** 30 days with 20 stoppages; in `npm test` as many hours as days. */
const slotMinutes = isFull ? 36 * 60 : 150;
const stoppagesMet = isFull ? 20 : 4;

/** Each kind in turn, in a random order; the quick half meets other ones with another seed. */
function chosen(): readonly Stoppage[] {
  const short = stoppages.filter(({ lastsMinutes }) => isFull || lastsMinutes <= 60);
  const left = Array.from({ length: Math.ceil(stoppagesMet / short.length) }, () => short).flat();
  return Array.from({ length: stoppagesMet }, () => left.splice(random.int(0, left.length - 1), 1)[0]!);
}

interface Met {
  readonly stoppage: Stoppage;
  readonly beganAt: Date;
  readonly endedAt: Date;
}

/** Lives one slot: normal life around one stoppage at a random instant. */
async function liveThrough(life: Life, stoppage: Stoppage): Promise<Met> {
  const before = random.int(10, slotMinutes - stoppage.lastsMinutes - 80);
  const from = life.time.now().getTime();
  const until = (minutes: number) =>
    Math.max(0, Math.round((from + minutes * minuteMs - life.time.now().getTime()) / minuteMs));
  if (before > 40) await happens(life, before - 30, until);
  await life.live(until(before));
  const beganAt = life.time.now();
  await stoppage.begin(life);
  await life.live(stoppage.lastsMinutes);
  await stoppage.end(life);
  const endedAt = life.time.now();
  // What waited has its time, and the end is told.
  await life.live(30);
  await happens(life, slotMinutes, until);
  await life.live(until(slotMinutes));
  return { stoppage, beganAt, endedAt };
}

async function happens(life: Life, before: number, until: (minutes: number) => number): Promise<void> {
  while (until(before) > 30) {
    await life.live(random.int(10, Math.min(isFull ? 400 : 40, until(before) - 20)));
    const left = until(before);
    if (left < 20) return;
    await random.pick(normalLife)(life, random.int(5, Math.min(isFull ? 500 : 60, left - 12)));
  }
}

const isOf = ({ about, at }: Heard, { stoppage, beganAt, endedAt }: Met) =>
  stoppage.told.includes(about) && at >= beganAt && at.getTime() <= endedAt.getTime() + 20 * minuteMs;

interface Judged {
  readonly falseAlarms: readonly string[];
  readonly wrong: readonly string[];
  /** From the beginning of the slowest cause with evidence of its own to its telling, minutes. */
  readonly slowest: number;
}

const said = ({ at, act, about }: Heard) => `${at.toISOString()} ${act} ${about}`;

function judge(life: Life, met: readonly Met[]): Judged {
  const heard = [...new Map(life.heard.toReversed().map((one) => [one.key, one])).values()].toReversed();
  const wrong: string[] = [];
  let slowest = 0;
  for (const each of met) {
    for (const about of each.stoppage.told) {
      const own = heard.filter((one) => one.about === about && isOf(one, each));
      const [told, ...again] = own.filter(({ act }) => act === "told");
      const [ended, ...more] = own.filter(({ act }) => act === "ended");
      const minutes = told === undefined ? Infinity : (told.at.getTime() - each.beganAt.getTime()) / minuteMs;
      if (each.stoppage.withinMinutes === 5) slowest = Math.max(slowest, minutes);
      const isOnce = again.length + more.length === 0 && ended !== undefined && ended.at > each.endedAt;
      if (minutes > each.stoppage.withinMinutes || !isOnce)
        wrong.push(`${each.stoppage.name} at ${each.beganAt.toISOString()}: ${own.map(said).join(", ") || "nothing"}`);
    }
  }
  return { falseAlarms: heard.filter((one) => !met.some((each) => isOf(one, each))).map(said), wrong, slowest };
}

row("F15", () => {
  test(`normal life with restarts and long copies, ${stoppagesMet} stoppages at random instants (seed ${seed})`, async () => {
    const life = await Life.begin(new Date("2026-11-02T00:00:00Z"), random);
    const met: Met[] = [];
    try {
      for (const stoppage of chosen()) {
        met.push(await liveThrough(life, stoppage));
        // A long run ends at its first fault.
        expect(judge(life, met)).toMatchObject({ falseAlarms: [], wrong: [] });
      }
    } finally {
      await life.end();
    }
    const { falseAlarms, wrong, slowest } = judge(life, met);
    figure("days lived", Math.round((stoppagesMet * slotMinutes) / 144) / 10, forTheRecord);
    figure("false alarms", falseAlarms.length, exactly(0));
    figure("stoppages told in time, each with its end", met.length - wrong.length, exactly(met.length));
    figure("slowest telling of a cause", Math.round(slowest * 10) / 10, atMost(5, "min"));
  });
});
