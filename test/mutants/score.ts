import type { MutantResult } from "@stryker-mutator/api/core";

export interface MutationScore {
  /** How many of a hundred were noticed; 100 where nothing could be changed. */
  readonly percent: number;
  /** Without those that are words only, and those that do not run at all. */
  readonly counted: number;
  readonly unnoticed: readonly MutantResult[];
}

/** What breaks a test, or never ends, is noticed; what no test comes by is not. */
export function scoreOf(mutants: readonly MutantResult[]): MutationScore {
  const noticed = mutants.filter(({ status }) => status === "Killed" || status === "Timeout").length;
  const unnoticed = mutants.filter(({ status }) => status === "Survived" || status === "NoCoverage");
  const counted = noticed + unnoticed.length;
  return { percent: counted === 0 ? 100 : (100 * noticed) / counted, counted, unnoticed };
}
