import { describe, expect, test } from "vitest";
import type { ActivityWorld } from "../../../activities/world.ts";
import { makeSyncRecords } from "../../../activities/copy/sync-records.ts";
import { dealsPath, startDealsRig } from "./deals-rig.ts";
import { runActivity, runName } from "../test-world.ts";

const rig = startDealsRig();
const pages = 8;
const deals = pages * 100 - 8;
const cutAt = [0, 3, 6];

/** A page that says that it is the last one, or that left out half of its records. */
const broken = (kind: "last-page" | "thin-page", skip: number) =>
  rig.portal.admin.setFault({ kind, path: dealsPath, method: "GET", skip, times: 1 });

describe.each(["last-page", "thin-page"] as const)("a list with a %s", (kind) => {
  test.each(cutAt)("at page %s is whole, because HubSpot's search knows the records that it left out", async (skip) => {
    await rig.createDeals(deals);
    await broken(kind, skip);
    expect(await rig.sync()).toMatchObject({ status: "complete", records: deals });
    expect(await rig.mirrored()).toHaveLength(deals);
  });

  test.each(cutAt)("at page %s removes nothing from a mirror that was whole", async (skip) => {
    await rig.createDeals(deals);
    await rig.sync();
    await broken(kind, skip);
    await rig.nextDay();
    const asked = await rig.requestsOf(async () => expect((await rig.sync()).status).toBe("complete"));
    expect(await rig.mirrored()).toHaveLength(deals);
    expect(asked.length).toBeLessThan(60);
  });
});

test("a list that ends early and a search that cannot tell which are missing is partial, with both counts, and listed anew", async () => {
  await rig.createDeals(6_200);
  await broken("last-page", 1);
  const receipt = await rig.sync();
  expect(receipt).toMatchObject({ status: "partial", records: 200 });
  expect(receipt.reason).toBe("HubSpot listed 200 deals, and its search counts 6200. The next run lists anew.");
  expect(await rig.sync()).toMatchObject({ status: "complete", records: 6_200 });
});

test("a search that lags behind the list costs a read by id and no doubt", async () => {
  await rig.createDeals(450);
  await rig.sync();
  await rig.nextDay();
  const opened = rig.world.portal(rig.clientId);
  const lagging: ActivityWorld = {
    ...rig.world,
    portal: () => ({
      ...opened,
      // The index does not know the newest deal yet, and still counts one that the list no longer has.
      countInSearch: async (type, range, modified) => {
        if (modified !== undefined) return opened.countInSearch(type, range, modified);
        const { ids } = await opened.idsInSearch(type, range ?? { after: null, upTo: null });
        const count = await opened.countInSearch(type, range);
        return count - (ids.includes("5449") || (range?.upTo ?? null) === null ? 1 : 0);
      },
      idsInSearch: async (type: string, range: { after: string | null; upTo: string | null }) => {
        const { ids, total } = await opened.idsInSearch(type, range);
        const known = ids.filter((id) => id !== "5449");
        return { ids: known, total: total - (ids.length - known.length) };
      },
    }),
  };
  const receipt = await runActivity(makeSyncRecords(lagging), [
    runName(rig.clientId, rig.now()),
    { type: "deal", properties: ["dealname"] },
  ]);
  expect(receipt).toMatchObject({ status: "complete", records: 450 });
  expect(await rig.mirrored()).toContain("5449");
});

test.each([
  ["void-page", 2_600],
  ["low-count", 2_600],
  ["void-page", 300],
] as const)(
  "a search that has lost its index (%s) is no quiet portal of %i deals, however long it lasts",
  async (kind, known) => {
    await rig.createDeals(known);
    await rig.sync();
    await rig.portal.admin.setFault({ kind, path: `${dealsPath}/search`, method: "POST" });
    for (const minutes of [10, 90, 180]) {
      await rig.later(minutes * 60);
      await rig.touchDeals(3, new Date(rig.now().getTime() - 120_000));
      expect((await rig.sync({}, { attempt: 4 })).status).not.toBe("complete");
    }
    await rig.portal.admin.clearFaults();
    expect((await rig.sync()).status).toBe("complete");
    expect(await rig.names()).toContain("changed");
    expect(await rig.mirrored()).toHaveLength(known);
  },
);
