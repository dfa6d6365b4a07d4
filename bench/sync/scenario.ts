import type { Goal } from "./goals.ts";
import type { Options } from "./options.ts";
import type { Hotspot } from "./profile.ts";
import type { Row } from "./rounds.ts";
import { spreadOf } from "./spread.ts";
import type { World } from "./world.ts";

/** One question that the benchmark answers. */
export interface Scenario {
  readonly title: string;
  run(world: World, options: Options): Promise<Findings>;
}

export interface Findings {
  /** What was done, in a sentence or two. */
  readonly setting: string;
  readonly rows: readonly Row[];
  /** Who could not be run, and why. */
  readonly notRun: readonly { readonly name: string; readonly reason: string }[];
  readonly goals: readonly Goal[];
  readonly remarks: readonly string[];
  /** Where our time went; only when a goal was missed. */
  readonly hotspots: readonly Hotspot[];
}

/**
 * The middle of what a row measured; null when any of its runs has a fault, because then its time counts for nothing.
 */
export function medianOf(row: Row | undefined, valueOf: (run: Row["runs"][number]) => number): number | null {
  if (row === undefined || row.runs.length === 0 || row.runs.some(({ fault }) => fault !== null)) return null;
  return spreadOf(row.runs.map(valueOf)).median;
}

export const rate = ({ records, seconds }: Row["runs"][number]): number => records / seconds;

/** How many times as fast one row is as another. */
export function timesAsFast(
  what: string,
  limit: number,
  ours: Row | undefined,
  theirs: Row | undefined,
  why: string,
): Goal {
  const [own, other] = [medianOf(ours, rate), medianOf(theirs, rate)];
  const measured = own === null || other === null ? null : own / other;
  return {
    what,
    bound: "at least",
    limit,
    unit: " ×",
    measured,
    because: theirs === undefined ? why : "a run was not sound",
  };
}

export const rowOf = (rows: readonly Row[], id: Row["entry"]["participant"]["id"]): Row | undefined =>
  rows.find(({ entry }) => entry.participant.id === id);
