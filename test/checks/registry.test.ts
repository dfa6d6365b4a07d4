import { existsSync, globSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { areas, cadences } from "../../checks/define-check.ts";
import { checkById, checks } from "../../checks/index.ts";
import { promiseKeepers } from "../../checks/promise.ts";
import { severities } from "../../domain/findings/severity.ts";
import { topics } from "../../domain/alerting/topic.ts";
import { fixedChecks } from "../support/fixed-checks.ts";

const folder = new URL("../../checks/", import.meta.url);
const files = globSync(`{${areas.join(",")}}/*.ts`, { cwd: folder }).map((file) => file.replaceAll("\\", "/"));
const ids = checks.map(({ id }) => id);

test("they stand in alphabetical order, each once", () => {
  expect(ids).toEqual([...new Set(ids)].sort());
});

test("every check file is in the registry", () => {
  const inRegistry = files.map((file) => basename(file, ".ts")).filter((name) => ids.includes(name));
  expect(inRegistry.sort()).toEqual(ids);
  const parts = files.filter((file) => !ids.includes(basename(file, ".ts")));
  expect(parts).toEqual([]);
});

test("one check says by which settings a lead is known to wait", () => {
  expect(promiseKeepers.map(({ check }) => check.id)).toEqual(["lead-unanswered"]);
});

test("a check is found by its id, and nothing else is", () => {
  for (const check of checks) expect(checkById(check.id)).toBe(check);
  expect(checkById("deal-unheard-of")).toBeUndefined();
});

test("its own test holds what a check says, and for how long a verdict about a record holds", () => {
  const untested = checks.filter(({ id, area, kind }) => {
    if (fixedChecks.includes(id)) return false; // held in say-finding.test.ts and holds-until.test.ts
    const own = new URL(`../test/checks/${area}/${id}.test.ts`, folder);
    const text = existsSync(own) ? readFileSync(own, "utf8") : "";
    return !text.includes("describeSentences(") || (kind === "record" && !text.includes("expectToHold("));
  });
  expect(untested.map(({ id }) => id)).toEqual([]);
});

describe.each(checks.map((check) => [check.id, check] as const))("%s", (id, check) => {
  test("its id is its file's name, in kebab-case, in the folder of its area", () => {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)+$/);
    expect(files).toContain(`${check.area}/${id}.ts`);
  });

  test("its words are all there", () => {
    for (const text of [check.title, check.why, check.executive, check.decision, check.runbook, check.whenNotToUse])
      expect(text.length).toBeGreaterThan(20);
    expect(check.why).toMatch(/[.?!]$/);
    expect(check.title).not.toMatch(/\.$/);
    expect(check.executive).toMatch(/\.$/);
    expect(check.decision).toMatch(/\.$/);
    expect(check.sources.length).toBeGreaterThan(0);
    expect(check.falsePositives.length).toBeGreaterThan(0);
    for (const one of check.falsePositives) expect(one).toMatch(/^.{20,}[.?!]$/);
  });

  test("a founder reads no word of the CRM's", () => {
    expect(check.executive).not.toMatch(/\b(CRM|HubSpot|lifecycle|pipeline|UTM|owner|property|scope|token)\b/i);
  });

  test("severity, cadence and topic are known words, and its share can be reached", () => {
    expect(severities).toContain(check.severity);
    expect(cadences).toContain(check.cadence);
    expect(topics).toContain(check.topic);
    expect(check.failShare).toBeGreaterThan(0);
    expect(check.failShare).toBeLessThanOrEqual(1);
  });

  test("every setting has a default, a description, and refuses what it does not know", () => {
    const params = check.params as z.ZodObject;
    expect(params.safeParse({}).success).toBe(true);
    expect(params.safeParse({ unheardOf: 1 }).success).toBe(false);
    const undescribed = Object.entries(params.shape).filter(
      ([, field]) => ((field as z.ZodType).description ?? "").length < 10,
    );
    expect(undescribed).toEqual([]);
  });

  test("a number that is set has a least and a most, and what stands there by itself lies between them", () => {
    const params = check.params as z.ZodObject;
    const { properties = {} } = z.toJSONSchema(params, { io: "input" });
    for (const [name, field] of Object.entries(properties)) {
      const { type, minimum, maximum } = field as { type?: string; minimum?: number; maximum?: number };
      if (type !== "integer" && type !== "number") continue;
      const accepts = (value: number | undefined) => value !== undefined && params.safeParse({ [name]: value }).success;
      expect({ name, least: accepts(minimum), below: accepts(minimum! - 1) }).toEqual({
        name,
        least: true,
        below: false,
      });
      expect({ name, most: accepts(maximum), above: accepts(maximum! + 1) }).toEqual({
        name,
        most: true,
        above: false,
      });
    }
    expect(params.safeParse(params.parse({})).error).toBeUndefined();
  });

  test("a setting that is a number carries its unit in its name", () => {
    const { properties = {} } = z.toJSONSchema(check.params, { io: "input" });
    const numbers = Object.entries(properties).filter(([, field]) =>
      ["integer", "number"].includes(String((field as { type?: string }).type)),
    );
    for (const [name] of numbers)
      expect(name).toMatch(/Days|Deviations|Hours|Minutes|PerSpelling|Percent|Records|Sample|Times|Users|Weeks/);
  });

  test("it cannot be changed while the product runs", () => {
    expect(Object.isFrozen(check)).toBe(true);
  });
});
