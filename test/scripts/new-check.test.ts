import { execFile } from "node:child_process";
import { cpSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { newKinds } from "../../scripts/new-check/check-text.ts";
import { register } from "../../scripts/new-check/register.ts";
import { writeCheck } from "../../scripts/new-check/write-check.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** As much of the project as a check and its test need. */
function workingCopy(): string {
  const copy = temporaryDirectory();
  const parts = [
    "checks",
    "domain",
    "test/checks",
    "test/domain",
    "test/support/fixed-checks.ts",
    "config/schema",
    "connectors/hubspot",
    "package.json",
    "tsconfig.json",
  ];
  for (const part of parts) cpSync(join(root, part), join(copy, part), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
  return copy;
}

/** Runs a package's program in a working copy. */
async function run(copy: string, program: string, ...args: readonly string[]): Promise<{ code: number; said: string }> {
  const file = join(root, "node_modules", program);
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [file, ...args],
      { cwd: copy, env: { ...process.env, NO_COLOR: "1" } },
      (error, out, err) => resolve({ code: error === null ? 0 : 1, said: out + err }),
    );
  });
}

const vitest = "vitest/vitest.mjs";
const placeOf = (kind: string) => `stages/deal-of-${kind}`;
const at = (copy: string, path: string) => readFileSync(join(copy, path), "utf8");

describe("a new check of each kind", () => {
  test("compiles, stands in the registry in order, and its test is red until it is written", async () => {
    const copy = workingCopy();
    for (const kind of newKinds) writeCheck(copy, placeOf(kind), kind);

    const ids = await run(copy, vitest, "run", "--root", copy, "test/checks/registry.test.ts");
    expect(ids.said).not.toMatch(/× they stand in alphabetical order|× every check file is in the registry/);
    expect(ids.said).toMatch(/× its words are all there/);

    const red = await run(copy, vitest, "run", "--root", copy, "test/checks/stages/deal-of-");
    expect(red.code).toBe(1);
    expect(red.said).toMatch(/Tests +25 failed \(25\)/);

    const types = await run(copy, "typescript/bin/tsc", "--noEmit", "-p", join(copy, "tsconfig.json"));
    // Of what else the copy lacks the compiler complains; of these files it must not.
    expect(types.said.split("\n").filter((line) => line.includes("deal-of-"))).toEqual([]);
  });

  test("goes green with its verdicts and its cases", async () => {
    const copy = workingCopy();
    const [file, cases] = writeCheck(copy, "stages/deal-ownerless", "record");
    const written = at(copy, file!)
      .replace("unknown }", "fail, pass }")
      .replace(
        /return unknown\(.*\);/,
        "return forEver(deal.ownerId === null ? fail({ stage: deal.stage.label }) : pass());",
      )
      .replace('from "../define-check.ts";', 'from "../define-check.ts";\nimport { forEver } from "../holds-until.ts";')
      .replace('is"} TODO', "is\"} nobody's");
    writeFileSync(join(copy, file!), written);
    const named = at(copy, cases!)
      .replace("evidence: {}", 'evidence: { stage: "Contract sent" }')
      .replace('name: "TODO"', "name: deal.name")
      .replace(/(now|lasting): "TODO"/g, '$1: "Northwind renewal is nobody\'s."')
      .replace('over: "TODO"', 'over: "Northwind renewal was nobody\'s."')
      // Time alone never moves it.
      .replace("{}, at));", "{}, at), { turns: 0 });");
    writeFileSync(join(copy, cases!), named);
    const green = await run(copy, vitest, "run", "--root", copy, cases!);
    expect(green.said).toMatch(/Tests +7 passed \(7\)/);
  });
});

test.each([
  ["stages", "record", /no place for a check/],
  ["elsewhere/deal-stalled", "record", /an area of stages, routing/],
  ["stages/DealStalled", "record", /in lower case, such as deal-stalled/],
  ["stages/stalled", "record", /no place for a check/],
  ["stages/deal-stalled", "wish", /There are record, inventory, measure, ourselves/],
  ["stages/deal-close-date-past", "record", /is there already/],
])("%s %s is refused, and nothing is written", (place, kind, said) => {
  const before = at(root, "checks/index.ts");
  expect(() => writeCheck(root, place, kind)).toThrow(said);
  expect(at(root, "checks/index.ts")).toBe(before);
});

test("a registry that is written otherwise is not guessed at", () => {
  const check = { area: "stages", id: "deal-stalled", kind: "record", topic: "stale-deals" } as const;
  expect(() => register("export const checks = everyFile();", check)).toThrow(/add the check by hand/);
});
