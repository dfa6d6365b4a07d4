import { areas } from "../../checks/define-check.ts";

/** What is mutated in one go, and which tests have to notice. Paths from the root of the repository. */
export interface MutatedArea {
  readonly mutate: readonly string[];
  readonly tests: readonly string[];
}

/** Draws thousands of inputs to see that nothing breaks, which says little of what is right and takes long for each mutant. */
const notAsked = "!test/checks/hostile-*.test.ts";
/** What is held for every check in one place: its settings and its words. */
const ofEveryCheck = ["registry", "say-finding"].map((name) => `test/checks/${name}.test.ts`);

const ofChecks = (area: string): MutatedArea => ({
  mutate: [`checks/${area}/**/*.ts`],
  tests: [`test/checks/${area}/**/*.test.ts`, ...ofEveryCheck],
});

/** What the checks of several areas are judged with. The registry itself, and lists of types, hold nothing to mutate. */
const shared: MutatedArea = {
  mutate: ["checks/*.ts", "checks/kinds/*.ts", "checks/sources/*.ts", "domain/leads/*.ts", "!checks/index.ts"],
  tests: ["test/checks/**/*.test.ts", "test/domain/leads/*.test.ts", notAsked],
};

export const mutatedAreas: Readonly<Record<string, MutatedArea>> = {
  ...Object.fromEntries(areas.map((area) => [area, ofChecks(area)])),
  shared,
};
