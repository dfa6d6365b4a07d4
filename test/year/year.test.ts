import { isDeepStrictEqual } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checks } from "../../checks/index.ts";
import { usualRates } from "../../simulators/hubspot/scenario/year/rates.ts";
import { startTestWorld, type TestWorld } from "../activities/test-world.ts";
import { figuresOf } from "./figures-of.ts";
import { AuditedYear } from "./live-a-year.ts";

/** `npm run test:year` lives through the whole of it. */
const isWhole = process.env["REVWATCH_YEAR"] === "whole";
/** In two weeks of a small portal little would happen. */
const troubled = Object.fromEntries(
  Object.entries(usualRates).map(([name, rate]) => [name, rate < 0.3 ? rate * 3 : rate]),
);
const options = isWhole ? { contacts: 600, weeks: 52 } : { contacts: 300, weeks: 2, rates: troubled };
const until = new Date("2026-11-20T15:30:00Z");

let world: TestWorld;
beforeAll(async () => {
  world = await startTestWorld();
});
afterAll(() => world.close());

const idOf = (text: string, key: "failureTitle" | "decision") =>
  checks.find((check) => check[key] === text)?.id ?? text;

test(
  "each figure of each weekly report is what the portal's own records come to, and a past week stays what it was",
  { timeout: isWhole ? 3_600_000 : 120_000 },
  async () => {
    const differences: unknown[] = [];
    let figures = 0;
    const { year, weeks } = await AuditedYear.live(world, {
      ...options,
      until,
      onWeek({ week, report, plain }) {
        const told = figuresOf(report, idOf);
        for (const [name, right] of Object.entries(plain)) {
          const said = told[name as keyof typeof told];
          figures += Array.isArray(right)
            ? right.flat().length
            : typeof right === "object" && right !== null
              ? Object.keys(right).length
              : 1;
          // The report names eight of what was fixed.
          if (name === "minutesToResolve" && plain.minutesToResolve.length > 8) continue;
          if (!isDeepStrictEqual(said, right)) differences.push({ week: week.name, name, said, right });
        }
        expect(report.leads).toMatchObject({ known: true, reason: null });
      },
    });
    expect(weeks).toHaveLength(options.weeks);
    // Weeks in which nothing happened would prove nothing.
    const sum = (of: "raised" | "answered" | "brokeInAll" | "fixedInAll") =>
      weeks.reduce((total, { plain }) => total + plain[of], 0);
    expect(Math.min(sum("raised"), sum("answered"), sum("brokeInAll"), sum("fixedInAll"))).toBeGreaterThan(2);

    const monday = weeks.at(-1)!.week.endsAt.getTime() + 8 * 3_600_000;
    const moved: string[] = [];
    for (const { week, report } of weeks.slice(0, -1)) {
      const kept = await year.kept(week);
      // Of people who were deleted since it names nobody any more, and everything else stays.
      expect({ ...figuresOf(kept, idOf), unanswered: [] }).toEqual({ ...figuresOf(report, idOf), unanswered: [] });
      if (JSON.stringify(await year.report(week, monday)) !== JSON.stringify(kept)) moved.push(week.name);
    }
    expect({ differences, moved }).toEqual({ differences: [], moved: [] });
    process.stdout.write(
      `${weeks.length} weeks, ${figures} figures recomputed, none differs; each week rebuilt is the same.\n`,
    );
  },
);
