import { log } from "@temporalio/activity";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { OpenDatabase } from "../../storage/open-database.ts";
import { lastComparison } from "../../storage/judging/comparison.ts";
import { monitorsOf } from "../activities/test-world.ts";
import { openTestDatabase } from "../support/open-test-database.ts";
import { chanceOf } from "./chance.ts";
import { happenings } from "./happenings.ts";
import { startTwins, type Twins } from "./judged-twins.ts";

const noon = new Date("2026-11-25T12:00:00Z");
const nextDay = new Date("2026-11-26T12:00:00Z");

describe("the full comparison of the day", () => {
  let open: OpenDatabase;
  let twins: Twins;
  beforeAll(async () => {
    open = await openTestDatabase();
  });
  afterAll(() => open.close());
  beforeEach(async () => {
    const chance = chanceOf(7);
    twins = await startTwins(open.db);
    for (let time = 0; time < 25; time += 1) {
      const happening = happenings["a record is stored"]!(chance, noon);
      for (const clientId of twins.ids) await happening(open.db, clientId);
    }
    const difference = await twins.run(noon, "all");
    if (difference !== null) throw new Error(difference);
  });
  const own = () => twins.ids[0];

  test("finds nothing where everything was judged, and says what it compared", async () => {
    expect(await twins.run(nextDay, "daily")).toBeNull();
    const last = await lastComparison(open.db, own());
    expect(last).toMatchObject({ asOf: nextDay, verdicts: 0, counters: 0, firstDifference: null });
    expect(last!.records).toBeGreaterThan(20);
  });

  test.each([
    [
      "a verdict that is held otherwise than it is",
      sql`update standing set verdicts = decode('00', 'hex'), due_at = null where cadence = 'daily'`,
      /^(deal-close-date-past|deal-without-next-activity|lead-stale|utm-value-fragmented) on (deal|contact)s$/,
    ],
    [
      "a counter that is off",
      sql`update judged_check set failed = failed + 1 where check_id = 'lead-stale'`,
      /^lead-stale/,
    ],
    ["a day that counts too much", sql`update day_count set n = n + 3 where day <> ''`, /^(contact-source|utm-value)/],
    [
      "a record of which nothing is held",
      sql`delete from standing where cadence = 'daily' and record_type = 'deal'`,
      /^deal-/,
    ],
  ])("finds %s, and repairs it", async (_, tamper, first) => {
    await tamper.execute(open.db);
    const difference = await twins.run(nextDay, "daily");
    expect(difference).toMatch("the full comparison found");
    expect((await lastComparison(open.db, own()))!.firstDifference).toMatch(first);
    // Repaired in the same run: the next day nothing differs, here and beside who judges everything.
    expect(await twins.run(new Date("2026-11-27T12:00:00Z"), "daily")).toBeNull();
  });

  describe("for people", () => {
    const check = "incremental-judging-differs";
    const day = (number: number) => new Date(noon.getTime() + number * 86_400_000);
    const tamper = () => sql`delete from standing where cadence = 'daily' and record_type = 'deal'`.execute(open.db);
    const found = async () => {
      const { db } = open;
      const own_ = await db
        .selectFrom("finding")
        .selectAll()
        .where("client_id", "=", own())
        .where("check_id", "=", check)
        .execute();
      return own_.map(({ status, ending, baseline, evidence }) => ({ status, ending, baseline, evidence }));
    };
    const outcome = () =>
      open.db
        .selectFrom("latest_outcome")
        .select(["status", "passed", "failed", "unknown", "not_applicable"])
        .where("client_id", "=", own())
        .where("check_id", "=", check)
        .executeTakeFirst();
    beforeEach(() => {
      twins.config = { ...twins.config, monitors: [...twins.config.monitors, ...monitorsOf(check)] };
    });

    /** The day's run, and the fast one behind it. */
    const live = async (asOf: Date) => {
      await twins.run(asOf, "daily");
      await twins.run(new Date(asOf.getTime() + 300_000), "fast");
    };

    test("what differs is found by the next fast run, once, and ends with the next comparison that finds nothing", async () => {
      await live(day(1));
      expect(await found()).toEqual([]);
      expect(await outcome()).toMatchObject({ status: "assessed", passed: 1, unknown: 0 });

      await tamper();
      const warn = vi.spyOn(log, "warn").mockImplementation(() => undefined);
      await live(day(2));
      const lines = warn.mock.calls.map(([line, facts]) => [line, Object.keys(facts ?? {}), facts?.["clientId"]]);
      warn.mockRestore();
      expect(lines).toEqual([
        [
          "What is held differs from what everything, judged anew, says. It is repaired.",
          ["clientId", "asOf", "records", "verdicts", "counters", "firstDifference"],
          own(),
        ],
      ]);
      const [opened, ...more] = await found();
      expect(more).toEqual([]);
      expect(opened).toMatchObject({ status: "open", baseline: false });
      const { verdicts, comparedAt } = opened!.evidence as { verdicts: number; comparedAt: string };
      expect([verdicts > 0, comparedAt]).toEqual([true, day(2).toISOString()]);

      await live(day(3));
      expect(await found()).toMatchObject([{ status: "resolved", ending: "seen-healthy" }]);
    });

    test("a run that breaks after it has compared and repaired takes its finding along to the next attempt", async () => {
      await tamper();
      await twins.breakRun(day(1), "daily");
      expect(await found()).toEqual([]);
      await live(day(1));
      expect(await found()).toMatchObject([{ status: "open" }]);
    });

    test("a new installation, which has nothing to compare yet, does not look worse for it", async () => {
      const fresh = await startTwins(open.db);
      fresh.config = { ...fresh.config, monitors: [...fresh.config.monitors, ...monitorsOf(check)] };
      twins = fresh;
      await fresh.run(day(1), "all");
      expect(await outcome()).toMatchObject({ status: "assessed", failed: 0, unknown: 0, not_applicable: 1 });
      await live(day(2));
      expect(await outcome()).toMatchObject({ status: "assessed", failed: 0, unknown: 0 });
      // A day without a daily run is forgiven, a second one is a doubt.
      await fresh.run(day(3), "fast");
      expect(await outcome()).toMatchObject({ status: "assessed", unknown: 0 });
      await fresh.run(day(4), "fast");
      expect(await outcome()).toMatchObject({ unknown: 1 });
    });
  });
});
