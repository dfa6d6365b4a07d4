import type { ProfileName } from "../profiles/all.ts";
import type { Country } from "./holidays.ts";

/** When a client's market is awake. */
export interface Customs {
  readonly country: Country;
  /** How many people turn up in each month, January first, compared with the others. */
  readonly months: readonly number[];
}

export const customsOf: Readonly<Record<ProfileName, Customs>> = {
  // Industry in Germany: quiet in August and towards Christmas, planning season in autumn.
  northwind: { country: "Germany", months: [0.9, 1, 1.15, 1, 0.95, 1, 0.75, 0.6, 1.2, 1.3, 1.25, 0.7] },
  // Consulting in the United States: budgets are made in autumn and opened in January.
  harbor: { country: "United States", months: [1.25, 1.05, 1, 0.95, 0.95, 0.85, 0.7, 0.75, 1.15, 1.25, 1.1, 0.7] },
  // Support for shops around the clock: the rush begins in October.
  nightowl: { country: "none", months: [0.7, 0.75, 0.85, 0.9, 0.95, 0.9, 0.9, 0.95, 1.1, 1.3, 1.5, 1.3] },
};
