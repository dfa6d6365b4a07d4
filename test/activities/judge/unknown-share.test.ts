import { afterAll, beforeAll, expect, test } from "vitest";
import { isTooMuchUnknown, withoutUnknown } from "../../../domain/findings/assess.ts";
import { readCoverage } from "../../../operations/reads/client-coverage.ts";
import { audit, monitorsOf, runName, startOfTest, startTestWorld, type TestWorld } from "../test-world.ts";

let world: TestWorld;
beforeAll(async () => {
  world = await startTestWorld();
});
afterAll(() => world.close());

const assessed = { status: "assessed", reason: null, remedy: null, evaluates: true, mayResolve: true } as const;

test.each([
  [0, 0, false],
  [0, 120, false],
  [1, 20, false],
  [6, 120, false],
  [7, 120, true],
  [1, 19, true],
  [38, 120, true],
  [1, 1, true],
])("%i unknown of %i are too many: %s", (unknown, all, isTooMuch) => {
  expect(isTooMuchUnknown(unknown, all)).toBe(isTooMuch);
  const after = withoutUnknown(assessed, { unknown, all, of: "deal", reason: "no date" });
  expect(after).toMatchObject({
    status: isTooMuch ? "partly-assessed" : "assessed",
    mayResolve: true,
    evaluates: true,
  });
});

test("38 of 120 deals that nobody can judge are said, and cost the check its place in the coverage, and no true end", async () => {
  const portal = await world.addClient("unreadable");
  const at = new Date(startOfTest.getTime() - 40 * 86_400_000).toISOString();
  const deals = (count: number, firstId: number, closedate: string) =>
    Array.from({ length: count }, (_, index) => ({
      what: "record-created" as const,
      type: "deals" as const,
      id: String(firstId + index),
      at,
      properties: { dealname: `D${index}`, dealstage: "qualifiedtobuy", pipeline: "default", closedate },
    }));
  await portal.admin.liveThrough([
    ...deals(38, 100, "soon"),
    ...deals(2, 200, at),
    ...deals(80, 300, "2027-03-01T00:00:00Z"),
  ]);
  const { world: activities } = world;
  const client = activities.client("unreadable");
  world.setClient({ ...client, monitors: monitorsOf("deal-close-date-past") });
  const first = await audit(world, runName("unreadable", startOfTest));
  expect(first.result).toMatchObject({ status: "complete", score: null, counts: { opened: 2, unknown: 38 } });

  const coverage = await readCoverage(activities.db, activities.client("unreadable"), startOfTest);
  expect(coverage).toMatchObject({
    enabled: 1,
    assessed: 0,
    unjudged: [{ checkId: "deal-close-date-past", unknown: 38, of: 120 }],
  });
  expect(coverage.gaps).toEqual([
    {
      checkId: "deal-close-date-past",
      status: "partly-assessed",
      reason:
        '38 of 120 deals could not be judged. The first: HubSpot\'s closedate cannot be read: "soon" is not a date.',
      remedy: "Correct the values in HubSpot; the next run judges them.",
    },
  ]);

  const later = new Date(startOfTest.getTime() + 3_600_000);
  await portal.admin.liveThrough([
    {
      what: "properties-set",
      type: "deals",
      id: "200",
      properties: { closedate: "2027-03-01T00:00:00Z" },
      at: startOfTest.toISOString(),
    },
  ]);
  await world.moveTo(later, portal);
  expect((await audit(world, runName("unreadable", later))).result.counts).toMatchObject({ resolved: 1, unknown: 38 });
});
