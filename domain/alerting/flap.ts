import { countOf } from "../duration.ts";
import type { Candidate, Held, Stage } from "./pipeline.ts";

/** How long a check has to fail, and to pass, before that is told. */
export interface FlapSettings {
  readonly opensAfterSeconds: number;
  readonly resolvesAfterSeconds: number;
}

export interface FlapFacts {
  /** By check; those that are told at once are left out. */
  readonly settings: ReadonlyMap<string, FlapSettings>;
  /** When each finding began an episode, oldest first, its present one included; findings with one alone may be left out. */
  readonly beginnings: ReadonlyMap<string, readonly Date[]>;
  readonly sayInstant: (at: Date) => string;
}

const minuteMs = 60_000;
/** Two beginnings so close together are no two events. */
export const flappingWithinMs = 60 * minuteMs;
/** What flaps is over when it has been over for so long. */
export const calmAfterMs = 30 * minuteMs;

/**
 * Holds what has not lasted yet, and what comes and goes: its second beginning within an hour is told and marked as
 * flapping, the later ones change nothing for whoever heard that.
 */
export const flap: Stage<FlapFacts> = (candidates, facts, now) => {
  const kept: Candidate[] = [];
  const held: Held[] = [];
  for (const candidate of candidates) {
    const opensAfter = facts.settings.get(candidate.checkId)?.opensAfterSeconds ?? 0;
    const opensAt = new Date(candidate.openedAt.getTime() + opensAfter * 1_000);
    // Clocks of two machines differ: what is told at once does not wait for the one that is behind.
    if (opensAfter > 0 && now < opensAt) {
      const because = `it has to last until ${facts.sayInstant(opensAt)} first`;
      held.push({ candidate, stage: "flap", because, until: opensAt });
      continue;
    }
    const turns = turnsOf(facts.beginnings.get(candidate.findingId) ?? []);
    kept.push(
      turns < 2 ? candidate : { ...candidate, note: `flapping: opened ${countOf(turns, "time")} within hours` },
    );
  }
  return { kept, held };
};

/** How many beginnings hang together, the latest one back to the first that came within an hour of the next. */
export function turnsOf(beginnings: readonly Date[]): number {
  let turns = beginnings.length === 0 ? 0 : 1;
  for (let index = beginnings.length - 1; index > 0; index -= 1) {
    if (beginnings[index]!.getTime() - beginnings[index - 1]!.getTime() > flappingWithinMs) break;
    turns += 1;
  }
  return turns;
}

/**
 * Until when an end is not told yet, since it may not last; null where it is told at once. An end of what flaps has to
 * last half an hour, any other one as long as its check says.
 */
export function endHeldUntil(
  ended: { readonly checkId: string; readonly findingId: string; readonly endedAt: Date },
  { settings, beginnings }: Pick<FlapFacts, "settings" | "beginnings">,
  now: Date,
): Date | null {
  const own = (settings.get(ended.checkId)?.resolvesAfterSeconds ?? 0) * 1_000;
  const lasts = turnsOf(beginnings.get(ended.findingId) ?? []) < 2 ? own : Math.max(own, calmAfterMs);
  const until = new Date(ended.endedAt.getTime() + lasts);
  return lasts > 0 && now < until ? until : null;
}
