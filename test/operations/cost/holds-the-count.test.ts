import { beforeEach, expect, test } from "vitest";
import { checks } from "../../../checks/index.ts";
import type { Cadence } from "../../../checks/define-check.ts";
import type { HubSpotPortal } from "../../../connectors/hubspot/portal.ts";
import type { ItemType } from "../../../domain/inventory/inventory.ts";
import { measurePortal } from "../../../operations/cost/measure-portal.ts";
import { requestsOfDay } from "../../../operations/cost/requests-of-day.ts";
import { startAuditedClient } from "../../activities/audited-client.ts";
import { monitorsOf } from "../../activities/test-world.ts";

const monitors = monitorsOf(...checks.map(({ id }) => id));
const cadences = { fast: { everySeconds: 300 }, hourly: { everySeconds: 3600 }, daily: { dailyAt: "06:00" } } as const;
const { world, portal, clientId, pass, auditNow, raiseHand } = startAuditedClient({ monitors, cadences });

const sent = async () => (await portal().admin.requestCounts()).reduce((sum, { count }) => sum + count, 0);
async function sentBy(work: () => Promise<unknown>): Promise<number> {
  const before = await sent();
  await work();
  return (await sent()) - before;
}

const contacts = 430;

beforeEach(async () => {
  await portal().admin.setLimits({ generalPer10s: 100_000, searchPerSecond: 10_000, associationsPer10s: 100_000 });
  const lead = (number: number) => ({
    email: `p${number}@client.example`,
    lifecyclestage: "lead",
    hubspot_owner_id: portal().ownerId,
  });
  // Over an hour, so that no copy after the first meets more than a page of them again.
  for (let from = 0; from < contacts; from += 100) {
    await portal().api.createMany(
      "contacts",
      Array.from({ length: Math.min(100, contacts - from) }, (_, at) => lead(from + at)),
    );
    await pass(12);
  }
  await portal().api.createMany(
    "deals",
    Array.from({ length: 50 }, (_, at) => ({ dealname: `Deal ${at}`, dealstage: "qualifiedtobuy" })),
  );
  await pass(60);
});

test("what is reckoned for a run of each cadence is what it asks of HubSpot, and not much more", async () => {
  const first = await sentBy(() => auditNow());
  await raiseHand("waits@client.example");
  await pass(30);
  await auditNow();
  await pass(30);
  const opened = world().world.portal(clientId());
  const asked = { sent: () => sentSoFar, now: world().now() };
  let sentSoFar = 0;
  const counted = {
    ...opened,
    // In the place of the governor, which counts what this process sends.
    inventory: async (kind: ItemType) => {
      let items: readonly unknown[] = [];
      sentSoFar += await sentBy(async () => (items = await opened.inventory(kind)));
      return items;
    },
  } as HubSpotPortal;
  const { sizes } = await measurePortal(counted, { monitors }, asked);
  expect(sizes.records).toMatchObject({ contact: contacts + 1, deal: 50 });
  const cost = requestsOfDay({ monitors, cadences }, sizes);
  expect([first <= cost.firstAudit, cost.firstAudit <= 1.5 * first + 40]).toEqual([true, true]);
  for (const { cadence, requests, runsADay } of cost.cadences) {
    const most = Math.max(await askedBy(cadence), await askedBy(cadence));
    expect([cadence, most <= requests / runsADay]).toEqual([cadence, true]);
    expect([cadence, requests / runsADay <= 1.5 * most + 8]).toEqual([cadence, true]);
  }
}, 120_000);

async function askedBy(cadence: Cadence): Promise<number> {
  const asked = await sentBy(() => auditNow({ cadence }));
  await pass(5);
  return asked;
}

test("the daily list is what HubSpot is asked when it is due", async () => {
  await auditNow();
  await pass(26 * 60);
  const { sizes } = await measurePortal(
    world().world.portal(clientId()),
    { monitors },
    { sent: () => 0, now: world().now() },
  );
  const { lists } = requestsOfDay({ monitors, cadences }, sizes);
  const paged = await pagesRead(() => auditNow({ cadence: "daily" }));
  expect(paged).toBeGreaterThanOrEqual(Math.ceil(contacts / 100) + 1);
  expect(paged).toBeLessThanOrEqual(lists);
});

async function pagesRead(work: () => Promise<unknown>): Promise<number> {
  await portal().admin.clearRequests();
  await work();
  const counts = await portal().admin.requestCounts();
  const lists = counts.filter(({ method, endpoint }) => method === "GET" && endpoint.includes("/crm/objects/"));
  return lists.reduce((sum, { count }) => sum + count, 0);
}
