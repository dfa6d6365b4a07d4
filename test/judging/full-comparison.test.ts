import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { OpenDatabase } from "../../storage/open-database.ts";
import { lastComparison } from "../../storage/judging/comparison.ts";
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
});
