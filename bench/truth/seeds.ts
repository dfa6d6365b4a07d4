import type { ProfileName } from "../../simulators/hubspot/scenario/profiles/all.ts";

/** What one seed is: a client, and the instant at which it is audited. */
export interface SeedOfTruth {
  readonly seed: number;
  readonly profile: ProfileName;
  readonly asOf: Date;
}

/** Afternoons in the middle of a week, in two countries and on both sides of their changes of the clock. */
export const seedsOfTruth: readonly SeedOfTruth[] = [
  { seed: 1, profile: "northwind", asOf: new Date("2026-11-25T14:10:00Z") },
  { seed: 2, profile: "harbor", asOf: new Date("2026-06-17T18:20:00Z") },
  { seed: 3, profile: "northwind", asOf: new Date("2026-09-23T13:45:00Z") },
  { seed: 4, profile: "harbor", asOf: new Date("2026-10-28T19:05:00Z") },
  { seed: 5, profile: "northwind", asOf: new Date("2026-03-18T13:30:00Z") },
];
