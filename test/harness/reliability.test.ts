import { describe, expect, test, vi } from "vitest";
import { reliabilityTable } from "../reliability/reliability-table.ts";
import { atLeast, atMost, eachSeed, exactly, figure } from "../reliability/row.ts";

describe("a row of the matrix", () => {
  test("a seed that fails says how to repeat it alone, and then only that one runs", async () => {
    const ran: number[] = [];
    const story = (seed: number) => {
      ran.push(seed);
      if (seed === 2) throw new Error("told twice");
    };
    await expect(eachSeed({ quick: 3, full: 3 }, story)).rejects.toThrow(
      /^Seed 2: told twice\nRepeat it with: REVWATCH_SEED=2 npm test -- test\/harness\/reliability.test.ts -t "a seed that fails/,
    );
    vi.stubEnv("REVWATCH_SEED", "7");
    expect(await eachSeed({ quick: 3, full: 3 }, story)).toBe(1);
    vi.unstubAllEnvs();
    expect(ran).toEqual([1, 2, 7]);
  });

  test.each([
    { limit: exactly(0), text: "0", allowed: 0, refused: 1 },
    { limit: atMost(300, "s"), text: "≤ 300 s", allowed: 300, refused: 300.1 },
    { limit: atLeast(5), text: "≥ 5", allowed: 5, refused: 4 },
  ])("a figure of $text", ({ limit, text, allowed, refused }) => {
    expect(limit.text).toBe(text);
    figure("seconds", allowed, limit);
    expect(() => figure("seconds", refused, limit)).toThrow(`seconds: ${refused}, and the limit is ${text}`);
  });

  test("the table shows a row with its figures, says of others what they wait for, and passes nothing that did not run", () => {
    const figures = [{ what: "messages lost", measured: 1, limit: "0", holds: false }];
    const table = reliabilityTable(
      new Map([
        ["F7", { passed: 3, failed: 1, skipped: 0, figures }],
        ["F8", { passed: 3, failed: 0, skipped: 1, figures: [] }],
      ]),
    );
    expect(table).toMatch(/^F7 .* 3 passed, 1 failed +FAILED$/m);
    expect(table).toMatch(/^ +messages lost +0 +1 +FAILED$/m);
    expect(table).toMatch(/^F8 .* 3 passed, 1 skipped +not all ran$/m);
    expect(table).toMatch(/^S5 +Signatures of webhooks +webhooks$/m);
    expect(table).not.toMatch(/^F1 /m);
  });
});
