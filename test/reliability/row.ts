// oxlint-disable vitest/valid-title, vitest/valid-describe-callback, vitest/expect-expect -- titles and bodies are the
// caller's
import { relative } from "node:path";
import { describe, expect, TestRunner } from "vitest";
import { seededRandom, type Random } from "../faults/seeded-random.ts";
import { rowOf, type RowId } from "./matrix.ts";

/** Measured by a test of a row, and what it may be. */
export interface Figure {
  readonly what: string;
  readonly measured: number;
  readonly limit: string;
  readonly holds: boolean;
}

declare module "vitest" {
  interface TaskMeta {
    row?: RowId;
    figures?: Figure[];
  }
}

/** How often: a few times in `npm test`, as often as the matrix says in `npm run test:reliability`. */
export interface Repeats {
  readonly quick: number;
  readonly full: number;
}

export const isFull = process.env["REVWATCH_RELIABILITY"] === "full";

/** Tests of one row of the matrix, in a file named after it: `f7-slack-away.test.ts`. A row may have several files. */
export function row(id: RowId, body: () => void): void {
  describe(`${id}: ${rowOf(id).what}`, { meta: { row: id }, timeout: isFull ? 4 * 3_600_000 : 600_000 }, body);
}

export function repeats({ quick, full }: Repeats): number {
  return isFull ? full : quick;
}

/**
 * Runs a story once for each seed. The first that fails ends the test and says how to repeat it alone.
 *
 * @returns How many seeds ran.
 */
export async function eachSeed(
  times: Repeats,
  story: (seed: number, random: Random) => Promise<void> | void,
): Promise<number> {
  const only = process.env["REVWATCH_SEED"];
  const seeds = only === undefined ? Array.from({ length: repeats(times) }, (_, index) => index + 1) : [Number(only)];
  for (const seed of seeds) {
    try {
      await story(seed, seededRandom(seed));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(`Seed ${seed}: ${reason}\nRepeat it with: ${commandFor(seed)}`, { cause: error });
    }
  }
  return seeds.length;
}

function commandFor(seed: number): string {
  const { testPath, currentTestName } = expect.getState();
  const file = testPath === undefined ? "" : relative(process.cwd(), testPath);
  const title = (currentTestName ?? "").split(" > ").at(-1)!;
  return `REVWATCH_SEED=${seed} npm test -- ${file} -t ${JSON.stringify(title)}`;
}

export interface Limit {
  readonly text: string;
  allows(measured: number): boolean;
}

export const exactly = (right: number, unit = ""): Limit => ({
  text: `${right}${unit && ` ${unit}`}`,
  allows: (measured) => measured === right,
});
export const atMost = (most: number, unit = ""): Limit => ({
  text: `≤ ${most}${unit && ` ${unit}`}`,
  allows: (measured) => measured <= most,
});
export const atLeast = (least: number, unit = ""): Limit => ({
  text: `≥ ${least}${unit && ` ${unit}`}`,
  allows: (measured) => measured >= least,
});
/** Told in the table, and bound to nothing. */
export const forTheRecord: Limit = { text: "-", allows: () => true };

/** Notes a figure of the running test for the table at the end, and fails the test when it breaks its limit. */
export function figure(what: string, measured: number, limit: Limit): void {
  const holds = limit.allows(measured);
  const test = TestRunner.getCurrentTest();
  if (test === undefined) throw new Error(`figure(${JSON.stringify(what)}) belongs into a test.`);
  (test.meta.figures ??= []).push({ what, measured, limit: limit.text, holds });
  expect(holds, `${what}: ${measured}, and the limit is ${limit.text}`).toBe(true);
}
