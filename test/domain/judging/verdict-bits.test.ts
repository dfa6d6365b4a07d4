import { describe, expect, test } from "vitest";
import fc from "fast-check";
import { packVerdicts, unpackVerdicts } from "../../../domain/judging/verdict-bits.ts";

const verdict = fc.constantFrom("pass", "fail", "unknown", "not-applicable", null);

describe("verdicts in bits", () => {
  test("come back as they were, whatever they are", () => {
    fc.assert(
      fc.property(fc.array(verdict, { maxLength: 90 }), (verdicts) => {
        expect(unpackVerdicts(packVerdicts(verdicts), verdicts.length)).toEqual(verdicts);
      }),
    );
  });

  test("take two bits a check, and one more each only where a check has not judged", () => {
    const eighty = Array.from({ length: 80 }, () => "fail" as const);
    expect(packVerdicts(eighty)).toHaveLength(2 * 20);
    expect(packVerdicts([...eighty.slice(1), null])).toHaveLength(2 * 30);
  });
});
