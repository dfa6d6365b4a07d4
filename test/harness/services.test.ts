import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";
import { neededServices } from "../support/needed-services.ts";
import { requiredServices } from "../support/required-services.ts";

describe("the services that a run starts", () => {
  function file(name: string, text: string): string {
    const folder = fileURLToPath(new URL("./scratch/", import.meta.url));
    mkdirSync(folder, { recursive: true });
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  }

  test("are those that its files name", () => {
    const plain = file("plain.ts", 'import { describeWith } from "../../support/describe-with.ts"; // temporal');
    expect(neededServices([plain])).toEqual([]);
    expect(neededServices([plain, file("one.ts", 'describeWith("postgres", "a", () => {})')])).toEqual(["postgres"]);
  });

  test("are also those that a helper of theirs names", () => {
    file("helper.ts", "export const needs = ['browser', 'temporal'];");
    expect(neededServices([file("two.ts", 'import { needs } from "./helper.ts";')])).toEqual(["temporal", "browser"]);
  });
});

describe("REVWATCH_REQUIRE", () => {
  test.each([
    { value: undefined, services: [] },
    { value: "", services: [] },
    { value: "temporal", services: ["temporal"] },
    { value: " temporal, browser,", services: ["temporal", "browser"] },
  ])('"$value" requires $services', ({ value, services }) => {
    expect(requiredServices(value === undefined ? {} : { REVWATCH_REQUIRE: value })).toEqual(services);
  });

  test("with a name that is no service is a fault and not a run without it", () => {
    expect(() => requiredServices({ REVWATCH_REQUIRE: "postgresql" })).toThrow(
      'REVWATCH_REQUIRE names "postgresql". It may name: temporal, postgres, browser, peers.',
    );
  });
});
