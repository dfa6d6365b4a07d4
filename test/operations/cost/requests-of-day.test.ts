import { expect, test } from "vitest";
import { checks } from "../../../checks/index.ts";
import { requestsOfDay, type PortalSizes } from "../../../operations/cost/requests-of-day.ts";
import { monitorsOf } from "../../activities/test-world.ts";

const monitors = monitorsOf(...checks.map(({ id }) => id));
const cadences = { fast: { everySeconds: 300 }, hourly: { everySeconds: 3600 }, daily: { dailyAt: "06:00" } } as const;

/** A portal of 20,000 contacts in which one record in a hundred changes each hour; leads and tasks as many as deals. */
const sizes: PortalSizes = {
  records: { contact: 20_000, company: 8_000, deal: 4_000, lead: 4_000, task: 4_000 },
  changedADay: { contact: 4_800, company: 1_920, deal: 960, lead: 960, task: 960 },
  inventory: new Proxy({}, { get: () => 3 }),
};

test.each([
  [625_000, 0.02],
  [250_000, 0.04],
])("with every check on, 20,000 contacts take at most a small share of %i calls a day", (limit, share) => {
  expect(requestsOfDay({ monitors, cadences }, sizes).total).toBeLessThanOrEqual(limit * share);
});

test("the lists grow with the portal, and the runs do not", () => {
  const tenfold = { ...sizes, records: { ...sizes.records, contact: 200_000 } };
  const [one, ten] = [requestsOfDay({ monitors, cadences }, sizes), requestsOfDay({ monitors, cadences }, tenfold)];
  expect(ten.lists - one.lists).toBeGreaterThanOrEqual(1_800);
  expect(ten.cadences).toEqual(one.cadences);
});

test("a cadence costs by how often it runs; what cannot be read, and a check that is off, cost nothing", () => {
  const total = (own: object, of = sizes) => requestsOfDay({ monitors, cadences: { ...cadences, ...own } }, of).total;
  expect(total({ fast: { everySeconds: 600 } })).toBeLessThan(total({}));
  const { contact: _, ...others } = sizes.records;
  expect(total({}, { ...sizes, records: others })).toBeLessThan(total({}));
  expect(requestsOfDay({ monitors: [], cadences }, sizes)).toMatchObject({ total: 0, cadences: [] });
});
