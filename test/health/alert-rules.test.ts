import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { testUnless } from "../support/test-unless.ts";
import { promtool, withoutPromtool } from "./promtool.ts";

const pathOf = (name: string) => fileURLToPath(new URL(`../../docs/prometheus/${name}`, import.meta.url));

testUnless(withoutPromtool, "promtool finds the alert rules right", () => {
  const { status, said } = promtool(["check", "rules", pathOf("revwatch-rules.yml")]);
  expect(said).toContain("rules found");
  expect({ status, said }).toMatchObject({ status: 0 });
});

testUnless(withoutPromtool, "each alert fires when it should, and none while all is well", () => {
  const { status, said } = promtool(["test", "rules", pathOf("revwatch-rules.test.yml")]);
  expect({ status, said }).toMatchObject({ status: 0 });
});

test("each rule is named in its test and in the operator's guide", () => {
  const rules = [...readFileSync(pathOf("revwatch-rules.yml"), "utf8").matchAll(/alert: (\S+)/g)].map(
    ([, name]) => name!,
  );
  expect(rules.length).toBeGreaterThan(10);
  for (const place of [pathOf("revwatch-rules.test.yml"), pathOf("../operations.md")]) {
    const text = readFileSync(place, "utf8");
    expect(rules.filter((name) => !text.includes(name))).toEqual([]);
  }
});
