import { areas } from "../../checks/define-check.ts";

/** What is mutated in one go, and which tests have to notice. Paths from the root of the repository. */
export interface MutatedArea {
  readonly mutate: readonly string[];
  readonly tests: readonly string[];
}

/** What is held for every check in one place: its settings and its words. */
const ofEveryCheck = ["registry", "say-finding"].map((name) => `test/checks/${name}.test.ts`);

const ofChecks = (area: string): MutatedArea => ({
  mutate: [`checks/${area}/**/*.ts`],
  tests: [`test/checks/${area}/**/*.test.ts`, ...ofEveryCheck],
});

export const mutatedAreas: Readonly<Record<string, MutatedArea>> = Object.fromEntries(
  areas.map((area) => [area, ofChecks(area)]),
);
