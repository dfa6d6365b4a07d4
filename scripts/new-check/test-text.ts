import { nameOf, type NewCheck, type NewKind } from "./check-text.ts";

/** test/checks/<area>/<id>.test.ts: red until the check and its cases are written. */
export function testText({ area, id, kind }: NewCheck): string {
  const { helper, healthy, failing, failingAt, imports = "", more = () => "" } = casesOf[kind];
  const name = nameOf(id);
  return `import { expect, test } from "vitest";
import { ${name} } from "../../../checks/${area}/${id}.ts";
import { ${helper} } from "../around.ts";
${imports}import { describeSentences } from "../sentences.ts";

test("what is healthy passes", () => {
  expect(${healthy(name)}).toEqual({ status: "pass" });
});

test("what is not fails, with what it rests on and since when", () => {
  expect(${failing(name)}).toEqual({ status: "fail", evidence: {} });
});

describeSentences([
  { check: ${name}, name: "TODO", judge: ${failingAt(name).includes("at }") ? "(at)" : "()"} => ${failingAt(name)}, now: "TODO", lasting: "TODO", over: "TODO" },
]);
${more(name)}`;
}

interface Cases {
  readonly helper: string;
  readonly healthy: (name: string) => string;
  readonly failing: (name: string) => string;
  /** The same at an instant called `at`. */
  readonly failingAt: (name: string) => string;
  readonly imports?: string;
  /** What is tested of this kind besides. */
  readonly more?: (name: string) => string;
}

const casesOf: Readonly<Record<NewKind, Cases>> = {
  record: {
    helper: "judgeRecord, verdictOnRecord",
    healthy: (name) => `judgeRecord(${name}, deal)`,
    failing: (name) => `judgeRecord(${name}, { ...deal, ownerId: null })`,
    failingAt: (name) => `judgeRecord(${name}, { ...deal, ownerId: null }, {}, { asOf: at })`,
    imports: `import { aDeal, expectToHold } from "../holding.ts";\nimport { deal } from "../samples.ts";\n`,
    more: (name) => `
test("while nothing changes but the time, a verdict holds until the instant that it names", () => {
  expectToHold(${name}, aDeal, (some) => (at) => verdictOnRecord(${name}, some, {}, at));
});
`,
  },
  inventory: {
    helper: "judgeItem",
    imports: `import { campaign } from "../samples.ts";\n`,
    healthy: (name) => `judgeItem(${name}, campaign)`,
    failing: (name) => `judgeItem(${name}, { ...campaign, ownerId: null })`,
    failingAt: (name) => `judgeItem(${name}, { ...campaign, ownerId: null }, [], {}, { asOf: at })`,
  },
  measure: {
    helper: "judgeCohorts",
    healthy: (name) => `judgeCohorts(${name}, { whole: [100, 0] })[0]!.verdict`,
    failing: (name) => `judgeCohorts(${name}, { whole: [100, 50] })[0]!.verdict`,
    failingAt: (name) => `judgeCohorts(${name}, { whole: [100, 50] })[0]!.verdict`,
  },
  ourselves: {
    helper: "judgeAccess",
    healthy: (name) => `judgeAccess(${name}, { state: "granted", reason: null, remedy: null })`,
    failing: (name) => `judgeAccess(${name}, { state: "token-refused", reason: "TODO", remedy: null })`,
    failingAt: (name) => `judgeAccess(${name}, { state: "token-refused", reason: "TODO", remedy: null })`,
  },
};
