import type { Measurement } from "../../domain/measures/measurement.ts";
import type { Figures } from "../aggregate.ts";
import type { Source } from "./source.ts";

/** Which figure of each cohort is kept every day, and how far back it is wanted. */
export interface MeasurementsQuestion<Params = never> {
  readonly figure: "n" | "sum" | "rate" | { readonly percentile: number };
  /** Calendar days before the window that is judged, from the check's settings. */
  readonly days: (params: Params) => number;
}

/**
 * A cohort's own past: what this check has measured of it on the days before the window that it judges. A check finds
 * it as `context.past(cohort)`; what it measures now is kept with each run that has counted everything, and a later
 * one of the same day takes its place.
 */
export const measurements: Source<MeasurementsQuestion> = {
  name: "measurements",
  restsOn: () => ({ scans: [], items: [], fields: [], shows: [] }),
  judgedAgain: () => [{ on: "measurement" }],
};

/** Oldest first; empty where nothing was measured yet. */
export type Past = (cohort: string) => readonly Measurement[];

/** The figure of a cohort that is kept; null without a record. */
export function figureOf({ figure }: Pick<MeasurementsQuestion, "figure">, figures: Figures): number | null {
  if (figures.n === 0) return null;
  if (typeof figure === "object") return figures.percentile(figure.percentile);
  return figures[figure];
}
