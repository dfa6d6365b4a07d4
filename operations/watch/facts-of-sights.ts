import type { WatchFacts, GapFact, ProcessFact, TemporalFact } from "../../domain/watch/facts.ts";
import type { Sight } from "../../storage/watch-sights.ts";

/** What a process says of itself; its sign of life is the instant of the sight. */
export interface ProcessSight {
  readonly role: ProcessFact["role"];
  readonly name: string;
  readonly startedAt: string;
  readonly lookedAt: string | null;
  readonly stoppedAt: string | null;
}

/** What a worker saw of Temporal. */
export interface TemporalSight {
  readonly away: { readonly since: string; readonly reason: string } | null;
  readonly queues: readonly { readonly queue: string; readonly polledAt: string | null }[];
}

/** A full disk, as a process sees it; null while it has room. */
export type DiskSight = { readonly since: string; readonly reason: string } | null;

export interface GapSight {
  readonly from: string;
  readonly to: string;
}

/** Puts together what the processes saw, each for itself. */
export function factsOfSights(
  sights: readonly Sight[],
  now: Date,
  everyMs: number,
): Pick<WatchFacts, "processes" | "temporal" | "disks" | "gaps"> {
  const of = <Value>(kind: Sight["kind"]) =>
    sights.filter((sight) => sight.kind === kind).map(({ at, value }) => ({ at, value: value as Value }));
  const isFresh = ({ at }: { readonly at: Date }) => now.getTime() - at.getTime() <= 6 * everyMs;
  return {
    processes: of<ProcessSight>("process").map(({ at, value }) => processOf(at, value)),
    temporal: temporalOf(of<TemporalSight>("temporal"), isFresh),
    disks: of<DiskSight>("disk")
      .filter(isFresh)
      .flatMap(({ value }) => (value === null ? [] : [{ since: new Date(value.since), reason: value.reason }])),
    gaps: of<GapSight>("gap").map(({ value }): GapFact => ({ from: new Date(value.from), to: new Date(value.to) })),
  };
}

function processOf(beatAt: Date, { role, name, startedAt, lookedAt, stoppedAt }: ProcessSight): ProcessFact {
  return {
    role,
    name,
    startedAt: new Date(startedAt),
    beatAt,
    lookedAt: dateOf(lookedAt),
    stoppedAt: dateOf(stoppedAt),
  };
}

/** A worker that reaches the server knows better than one that does not; else the last word counts. */
function temporalOf(
  seen: readonly { readonly at: Date; readonly value: TemporalSight }[],
  isFresh: (sight: { readonly at: Date }) => boolean,
): TemporalFact | null {
  const best = seen.findLast((sight) => sight.value.away === null && isFresh(sight)) ?? seen.at(-1);
  if (best === undefined) return null;
  const { away, queues } = best.value;
  return {
    checkedAt: best.at,
    away: away === null ? null : { since: new Date(away.since), reason: away.reason },
    queues: queues.map(({ queue, polledAt }) => ({ queue, polledAt: dateOf(polledAt) })),
  };
}

function dateOf(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}
