import { nameOf, type NewCheck, type NewKind } from "./check-text.ts";

/** test/checks/<area>/<id>.test.ts: red until the check and its cases are written. */
export function testText({ area, id, kind }: NewCheck): string {
  const { helper, healthy, failing } = casesOf[kind];
  const name = nameOf(id);
  return `import { expect, test } from "vitest";
import { ${name} } from "../../../checks/${area}/${id}.ts";
import { ${helper}, sayVerdict } from "../around.ts";

test("what is healthy passes", () => {
  expect(${healthy(name)}).toEqual({ status: "pass" });
});

test("what is not fails, with what it rests on and since when", () => {
  expect(${failing(name)}).toEqual({ status: "fail", evidence: {} });
});

test("whoever has to act reads what, where, how much and the limit", () => {
  expect(sayVerdict(${name}, "TODO", ${failing(name)})).toBe("TODO");
});
`;
}

interface Cases {
  readonly helper: string;
  readonly healthy: (name: string) => string;
  readonly failing: (name: string) => string;
}

const casesOf: Readonly<Record<NewKind, Cases>> = {
  record: {
    helper: "deal, judgeRecord",
    healthy: (name) => `judgeRecord(${name}, deal)`,
    failing: (name) => `judgeRecord(${name}, { ...deal, ownerId: null })`,
  },
  inventory: {
    helper: "campaign, judgeItem",
    healthy: (name) => `judgeItem(${name}, campaign)`,
    failing: (name) => `judgeItem(${name}, { ...campaign, ownerId: null })`,
  },
  measure: {
    helper: "judgeCohorts",
    healthy: (name) => `judgeCohorts(${name}, { whole: [100, 0] })[0]!.verdict`,
    failing: (name) => `judgeCohorts(${name}, { whole: [100, 50] })[0]!.verdict`,
  },
  ourselves: {
    helper: "judgeAccess",
    healthy: (name) => `judgeAccess(${name}, { state: "granted", reason: null, remedy: null })`,
    failing: (name) => `judgeAccess(${name}, { state: "token-refused", reason: "TODO", remedy: null })`,
  },
};
