import { describe, expect, test } from "vitest";
import type { ActivityWorld } from "../../../activities/world.ts";
import { makeSyncRecords } from "../../../activities/copy/sync-records.ts";
import type { IdRange } from "../../../domain/mirror/mirror.ts";
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

/** The world with a search that does not know these deals, and counts none of them. */
function searchWithout(hidden: readonly string[]): ActivityWorld {
  const opened = rig.world.portal(rig.clientId);
  const known = async (type: string, range: IdRange) => {
    const { ids, total } = await opened.idsInSearch(type, range);
    const left = ids.filter((id) => !hidden.includes(id));
    return { ids: left, total: total - (ids.length - left.length) };
  };
  return {
    ...rig.world,
    portal: () => ({
      ...opened,
      idsInSearch: known,
      async countInSearch(type, range, modified) {
        const count = await opened.countInSearch(type, range, modified);
        if (modified !== undefined) return count;
        const [after, upTo] = [Number(range?.after ?? 0), Number(range?.upTo ?? Infinity)];
        const isWithin = (id: string) => Number(id) > after && Number(id) <= upTo;
        return count - hidden.filter(isWithin).length;
      },
    }),
  };
}

const syncIn = (world: ActivityWorld) =>
  runActivity(makeSyncRecords(world), [runName(rig.clientId, rig.now()), { type: "deal", properties: ["dealname"] }]);

test.each([
  ["three old deals proves the list: it lags", 3, { status: "complete", records: 450 }],
  [
    "four old deals proves nothing: it has lost them, or it lies",
    4,
    { status: "partial", reason: "HubSpot listed 450 deals, and its search counts 446. The next run lists anew." },
  ],
] as const)("a search that does not know %s", async (_, hidden, receipt) => {
  await rig.createDeals(450);
  await rig.sync();
  await rig.nextDay();
  const ids = Array.from({ length: hidden }, (_unused, index) => String(5_449 - 40 * index));
  expect(await syncIn(searchWithout(ids))).toMatchObject(receipt);
  for (const id of ids) expect(await rig.mirrored()).toContain(id);
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
