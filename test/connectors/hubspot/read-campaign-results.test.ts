import { expect, test } from "vitest";
import type { Gateway } from "../../../connectors/hubspot/gateway.ts";
import { inventoryKinds } from "../../../connectors/hubspot/inventory/index.ts";
import { campaignAssetTypes } from "../../../connectors/hubspot/read-campaign-reports.ts";
import { startPortal } from "./started-portal.ts";

const kind = inventoryKinds["campaign-result"];

/** A portal of one campaign, whose clock shows 30 November; it notes what it is asked about it. */
function portalWith(dates: { readonly hs_start_date?: string; readonly hs_end_date?: string }, sessions: number) {
  const asked: string[] = [];
  const answerOf = (path: string): unknown => {
    const properties = { hs_name: "Winter", ...dates };
    if (path.endsWith("/c-1")) return { id: "c-1", properties };
    if (!path.includes("/c-1/")) return { results: [{ id: "c-1", properties }] };
    asked.push(path.split("/c-1/")[1]!);
    if (path.endsWith("/metrics"))
      return { sessions, newContactsFirstTouch: 0, newContactsLastTouch: 0, influencedContacts: 0 };
    const ids = path.endsWith("MARKETING_EMAIL") ? ["9", "10"] : path.endsWith("FORM") ? ["f"] : [];
    return { results: ids.map((id) => ({ id, name: id })) };
  };
  const gateway = {
    request: async (_method: string, path: string) => Promise.resolve(answerOf(path)),
    answeredAt: () => new Date("2026-11-30T12:00:00Z"),
  } as unknown as Gateway;
  return { gateway, asked };
}

const notAsked = {
  type: "campaign-result",
  id: "c-1",
  name: "Winter",
  sessions: null,
  emailIds: null,
  otherAssets: null,
};
const assets = campaignAssetTypes.map((type) => `assets/${type}`).toSorted();

test.each([
  [
    "nobody has visited: its assets are counted too",
    { hs_start_date: "2026-11-20" },
    0,
    { sessions: 0, emailIds: ["10", "9"], otherAssets: 1 },
    1 + assets.length,
  ],
  ["somebody has visited", { hs_start_date: "2026-11-20" }, 3, { sessions: 3 }, 1],
  ["it starts on the last day that may be today somewhere", { hs_start_date: "2026-12-01" }, 3, { sessions: 3 }, 1],
  ["it starts the day after", { hs_start_date: "2026-12-02" }, 3, {}, 0],
  ["it has no start", {}, 3, {}, 0],
  ["it may not be over everywhere", { hs_start_date: "2026-11-01", hs_end_date: "2026-11-29" }, 3, { sessions: 3 }, 1],
  ["it is over", { hs_start_date: "2026-11-01", hs_end_date: "2026-11-28" }, 3, {}, 0],
] as const)("%s", async (_, dates, sessions, found, requests) => {
  const { gateway, asked } = portalWith(dates, sessions);
  expect(await kind.read(gateway)).toEqual([{ ...notAsked, ...found }]);
  expect(asked).toHaveLength(requests);
  expect(await kind.readOne!(gateway, "c-1")).toEqual({ ...notAsked, ...found });
});

test("a simulated portal answers what is asked", async () => {
  const { api, portal, reader } = await startPortal();
  await portal.change({ subscriptions: { marketing: "professional", sales: "free", service: "free" } });
  const { id } = await api.createCampaign({ hs_name: "Q3", hs_utm: "q3", hs_start_date: "2026-05-20" });
  const at = "2026-06-01T09:00:00.000Z";
  await portal.liveThrough([
    { what: "campaign-asset-added", id, assetType: "LANDING_PAGE", assetId: "p1", name: "Page", at },
    { what: "campaign-asset-added", id, assetType: "MARKETING_EMAIL", assetId: "e1", name: "Mail", at },
  ]);
  expect(await reader.inventory("campaign-result")).toEqual([
    { ...notAsked, id, name: "Q3", sessions: 0, emailIds: ["e1"], otherAssets: 1 },
  ]);
});
