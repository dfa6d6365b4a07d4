import { afterAll, beforeAll, expect, test } from "vitest";
import { openLived } from "../../../simulators/hubspot/scenario/open-lived.ts";
import { startHubSpot } from "../../../simulators/hubspot/start.ts";
import type { HubSpotSimulator } from "../../../simulators/hubspot/start.ts";
import { PortalReader } from "./read-portal.ts";

const token = "pat-in-a-crowd";
const crowd = 2_345;
let hubspot: HubSpotSimulator;
let reader: PortalReader;
let livedIds: readonly string[];

beforeAll(async () => {
  hubspot = await startHubSpot();
  const until = new Date("2026-11-20T15:30:00Z");
  const { hosted } = openLived(hubspot.portals, {
    portalId: 8301,
    profile: "northwind",
    contacts: 130,
    seed: 2,
    until,
    token,
    crowd,
  });
  hosted.portal.frozenAt = until.getTime();
  hosted.portal.limits = { ...hosted.portal.limits, generalPer10s: 1e6, searchPerSecond: 1e6 };
  reader = new PortalReader(hubspot.address, token);
  const at = until.getTime();
  livedIds = [...hosted.portal.records("contacts")].flatMap((one) =>
    one.exists(at) && !one.isArchived(at) ? [one.id] : [],
  );
});
afterAll(() => hubspot.close());

interface Page {
  readonly total?: number;
  readonly results: readonly { readonly id: string; readonly properties: Record<string, string | null> }[];
  readonly paging?: { readonly next: { readonly after: string } };
}

const ascending = (ids: readonly string[]) => ids.toSorted((one, other) => Number(one) - Number(other));

test.each([100, 99, 13])("pages of %d show the lived ones, then the crowd, each once", async (limit) => {
  const ids: string[] = [];
  for (let after: string | undefined = "0"; after !== undefined;) {
    const page: Page | null = await reader.get<Page>(
      `/crm/objects/2026-09/contacts?limit=${limit}&after=${after}&properties=lifecyclestage`,
    );
    ids.push(...page!.results.map(({ id }) => id));
    after = page!.paging?.next.after;
    // Only the last page is short.
    expect(after === undefined || page!.results.length === limit).toBe(true);
  }
  expect(ids.slice(0, livedIds.length)).toEqual(livedIds);
  expect(new Set(ids).size).toBe(livedIds.length + crowd);
  expect(ids).toEqual(ascending(ids));
});

test("a search counts and shows both, by keyset and by offset", async () => {
  const search = (body: object) => reader.post<Page>("/crm/objects/2026-09/contacts/search", { limit: 200, ...body });
  const sorts = [{ propertyName: "hs_object_id", direction: "ASCENDING" }];
  const byKeyset: string[] = [];
  for (let last = "0"; ;) {
    const filters = [{ propertyName: "hs_object_id", operator: "GT", value: last }];
    const { results, total } = await search({ filterGroups: [{ filters }], sorts });
    byKeyset.push(...results.map(({ id }) => id));
    if (total! <= results.length) break;
    last = byKeyset.at(-1)!;
  }
  const byOffset: string[] = [];
  for (let after = 0; after < livedIds.length + crowd; after += 200)
    byOffset.push(...(await search({ filterGroups: [], sorts, after: String(after) })).results.map(({ id }) => id));

  expect(byKeyset).toHaveLength(livedIds.length + crowd);
  expect(byKeyset).toEqual(ascending(byKeyset));
  expect(byOffset).toEqual(byKeyset);
});

test("a batch may ask for both, and the crowd is settled", async () => {
  const ids = [livedIds[3]!, "210000000007", livedIds[5]!, "210000099999"];
  const inputs = ids.map((id) => ({ id }));
  const answer = await reader.post<Page & { errors: unknown[] }>("/crm/objects/2026-09/contacts/batch/read", {
    inputs,
    properties: ["lifecyclestage", "hs_lead_status"],
  });
  expect(answer.results.map(({ id }) => id).toSorted()).toEqual(ids.slice(0, 3).toSorted());
  expect(answer.errors).toHaveLength(1);
  expect(answer.results.find(({ id }) => id === "210000000007")?.properties).toMatchObject({
    lifecyclestage: "customer",
    hs_lead_status: null,
  });
  const deal = await reader.record("deals", "230000000002", ["dealstage"]);
  expect(deal).toMatchObject({ dealstage: "closedwon" });
});
