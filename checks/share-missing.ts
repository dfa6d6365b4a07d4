import { z } from "zod";
import { fail, pass } from "../domain/findings/verdict.ts";
import type { Figures } from "./aggregate.ts";
import type { FailureFacts } from "./description.ts";
import { numberIn } from "./evidence.ts";

const percent = z.number().min(0).max(100);

/** For measures of what records lack: how large a share may, and from which it is critical. */
export const shareMissingParams = (maxMissingPercent: number, criticalAbovePercent: number) => ({
  maxMissingPercent: percent
    .default(maxMissingPercent)
    .describe("Share of the records that may be without it, in percent"),
  criticalAbovePercent: percent
    .default(criticalAbovePercent)
    .describe("Share of the records without it above which it is critical, in percent"),
  ...sampleParams,
});

export const sampleParams = {
  minSample: z.int().min(1).max(10_000).default(20).describe("Records below which there is no verdict"),
};

interface Limits {
  readonly maxMissingPercent: number;
  /** Left out: it is never critical. */
  readonly criticalAbovePercent?: number;
  /** Of measures that look back: how far. */
  readonly windowDays?: number;
}

/** Judges records of which each adds 1 where it lacks something, else 0. What is shown is never rounded to the better side. */
export function judgeShareMissing({ n: sample, sum: missing }: Figures, limits: Limits) {
  const { maxMissingPercent, criticalAbovePercent = 100, windowDays } = limits;
  const missingPercent = Math.ceil((1000 * missing) / sample) / 10;
  if (missingPercent <= maxMissingPercent) return pass();
  return fail(
    { missing, sample, missingPercent, maxMissingPercent, ...(windowDays === undefined ? {} : { windowDays }) },
    missingPercent > criticalAbovePercent ? { severity: "critical" } : {},
  );
}

/** "14 of 40 open deals have no amount: 35 % (limit 30 %)." */
export function sayShareMissing(
  { evidence, isOver }: Pick<FailureFacts, "evidence" | "isOver">,
  { records, what }: { readonly records: string; readonly what: string },
): string {
  const of = (name: string) => numberIn(evidence, name);
  const verb = isOver ? "had" : "have";
  return `${of("missing")} of ${of("sample")} ${records} ${verb} no ${what}: ${of("missingPercent")} % (limit ${of("maxMissingPercent")} %).`;
}
