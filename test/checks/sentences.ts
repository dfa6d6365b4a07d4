import { describe, expect, test } from "vitest";
import type { z } from "zod";
import type { Check } from "../../checks/define-check.ts";
import type { Verdict } from "../../domain/findings/verdict.ts";
import { sayVerdict } from "./around.ts";
import { asOf, businessTime } from "./samples.ts";

const dayMs = 86_400_000;

/** A failure of a check, and how it is said. */
export interface SaidSample {
  readonly check: Check;
  /** The name of its subject. */
  readonly name: string;
  /** A failure that is no worse a day later. */
  readonly judge: (at: Date) => Verdict;
  /** As it is said now, in words that stay true, and once it has ended. */
  readonly now: string;
  readonly lasting: string;
  readonly over: string;
  /** In a few words, for a line of a list; left out where the check has none. */
  readonly brief?: string;
}

/** Holds the sentences of checks, and that their evidence is made of what does not pass with the time. */
export function describeSentences(samples: readonly SaidSample[]): void {
  describe.each(samples.map((sample) => [sample.check.id, sample] as const))("the sentences of %s", (_, sample) => {
    const { check, name, judge } = sample;
    const failing = (at: Date) => {
      const { holdsUntil: _until, ...verdict } = judge(at);
      return verdict;
    };

    test("is said as it is now, in words that last, and in the past once it has ended", () => {
      const verdict = failing(asOf);
      expect(sayVerdict(check, name, verdict)).toBe(sample.now);
      expect(sayVerdict(check, name, verdict, { at: null })).toBe(sample.lasting);
      expect(sayVerdict(check, name, verdict, { isOver: true })).toBe(sample.over);
    });

    test("is said in a few words where a line of a list has no place for a sentence", () => {
      const verdict = failing(asOf);
      if (verdict.status !== "fail") throw new Error("It did not fail.");
      const { evidence, since = asOf } = verdict;
      const brief = check.brief?.({ name, evidence, since, at: null, isOver: false, businessTime });
      expect(brief).toBe(sample.brief);
    });

    test("a day later nothing of it is stored otherwise, and its sentence goes with the time", () => {
      const verdict = failing(asOf);
      const later = new Date(asOf.getTime() + dayMs);
      expect(failing(later)).toEqual(verdict);
      const goesWithTime = sample.now !== sample.lasting;
      expect(sayVerdict(check, name, verdict, { at: later }) !== sample.now).toBe(goesWithTime);
    });

    test("its evidence holds no time that has passed: what is counted in minutes or days is one of its settings", () => {
      const verdict = failing(asOf);
      if (verdict.status !== "fail") throw new Error("It did not fail.");
      const settings = Object.keys((check.params as z.ZodObject).shape);
      const timed = Object.keys(verdict.evidence).filter((key) =>
        /Seconds|Minutes|Hours|Days|Weeks|Ago|[wW]aited/.test(key),
      );
      expect(timed.filter((key) => !settings.includes(key))).toEqual([]);
      expect(JSON.stringify(verdict.evidence)).not.toMatch(/\b\d+ (?:min|h|d|days?|hours?|minutes?)\b|\bago\b/);
    });
  });
}
