import { countOf } from "../duration.ts";
import { severityRank, type Severity } from "../findings/severity.ts";
import type { Candidate, Held, Stage } from "./pipeline.ts";

/** How long a check has to fail, and to pass, before that is told. */
export interface FlapSettings {
  readonly opensAfterSeconds: number;
  readonly resolvesAfterSeconds: number;
}

/** A finding began an episode, this bad. */
export interface Beginning {
  readonly at: Date;
  readonly severity: Severity;
}

export interface FlapFacts {
  /** By check; those that are told at once are left out. */
  readonly settings: ReadonlyMap<string, FlapSettings>;
  /** When each finding began an episode, oldest first, its present one included; findings with one alone may be left out. */
  readonly beginnings: ReadonlyMap<string, readonly Beginning[]>;
  readonly sayInstant: (at: Date) => string;
}

const minuteMs = 60_000;
/** Two beginnings so close together are no two events. */
export const flappingWithinMs = 60 * minuteMs;
/** What flaps is over when it has been over for so long, and is there when it has been there for so long. */
export const calmAfterMs = 30 * minuteMs;

/**
 * Holds what has not lasted yet, and marks what comes and goes: from its second beginning within an hour on, whoever
 * heard the first sees it in the message, and hears again only when it stays or gets worse.
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
    kept.push(turns.length < 2 ? candidate : marked(candidate, turns));
  }
  return { kept, held };
};

function marked(candidate: Candidate, turns: readonly Beginning[]): Candidate {
  const note = `flapping: opened ${countOf(turns.length, "time")} within hours`;
  const rank = severityRank(candidate.severity);
  const isWorse = turns.slice(0, -1).every(({ severity }) => severityRank(severity) < rank);
  if (isWorse) return { ...candidate, note };
  const until = new Date(candidate.openedAt.getTime() + calmAfterMs);
  return { ...candidate, note, flaps: { since: turns[0]!.at, until } };
}

/** The beginnings that hang together: the latest one back to the first that came within an hour of the next. */
export function turnsOf(beginnings: readonly Beginning[]): readonly Beginning[] {
  let first = beginnings.length - 1;
  while (first > 0 && beginnings[first]!.at.getTime() - beginnings[first - 1]!.at.getTime() <= flappingWithinMs)
    first -= 1;
  return beginnings.slice(Math.max(0, first));
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
  const lasts = turnsOf(beginnings.get(ended.findingId) ?? []).length < 2 ? own : Math.max(own, calmAfterMs);
  const until = new Date(ended.endedAt.getTime() + lasts);
  return lasts > 0 && now < until ? until : null;
}
