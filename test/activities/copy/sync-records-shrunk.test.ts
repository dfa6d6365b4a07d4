import { describe, expect, test } from "vitest";
import { makeSyncRecords } from "../../../activities/copy/sync-records.ts";
import { deals, startDealsRig } from "./deals-rig.ts";
import { runActivity, runName } from "../test-world.ts";

const rig = startDealsRig();

describe("a portal that has shrunk", () => {
  test.each([
    [20, "complete", 80],
    [21, "suspicious", 100],
  ])("by %s in a hundred is %s", async (gone, status, kept) => {
    await rig.createDeals(100);
    await rig.sync();
    await rig.archive(gone);
    await rig.nextDay();
    expect((await rig.sync()).status).toBe(status === "complete" ? "partial" : status);
    expect(await rig.mirrored()).toHaveLength(100);
    expect(await rig.sync()).toMatchObject({ status, records: 100 - gone });
    expect(await rig.mirrored()).toHaveLength(kept);
  });

  test("and is large is listed again once an hour while it waits for a person", async () => {
    await rig.createDeals(2_600);
    await rig.sync();
    await rig.archive(600);
    await rig.nextDay();
    expect((await rig.sync()).status).toBe("suspicious");
    await rig.later(86_400 + 1_800);
    expect(await rig.requestsOf(rig.sync)).toEqual(["POST /search", "POST /search"]);
    expect((await rig.sync()).status).toBe("suspicious");
    await rig.later(86_400 + 3_600);
    expect((await rig.requestsOf(rig.sync)).filter((one) => one === "GET ")).toHaveLength(20);
    expect(await rig.sync({ acceptShrink: true })).toMatchObject({ status: "complete", records: 2_000 });
  });

  test("stays suspicious until a person confirms it, and is then the new measure", async () => {
    await rig.createDeals(100);
    await rig.sync();
    await rig.archive(60);
    for (const day of [1, 2]) {
      await rig.later(86_400 * day);
      expect((await rig.sync()).status).toBe("suspicious");
      await rig.later(86_400 * day + 3_600);
      expect((await rig.sync()).reason).toContain(`revwatch audit --client ${rig.clientId} --accept-shrink`);
    }
    expect(await rig.sync({ acceptShrink: true })).toMatchObject({ status: "complete", records: 40 });
    await rig.later(86_400 * 4);
    expect(await rig.sync()).toMatchObject({ status: "complete", records: 40 });
    expect(await rig.mirrored()).toHaveLength(40);
  });

  test.each([
    [10, "complete"],
    [11, "partial"],
  ])("by %s of two hundred is %s at the first reading, because a mass of them needs a second", async (gone, status) => {
    await rig.createDeals(200);
    await rig.sync();
    await rig.archive(gone);
    await rig.nextDay();
    expect((await rig.sync()).status).toBe(status);
    expect(await rig.sync()).toMatchObject({ status: "complete", records: 200 - gone });
    expect(await rig.mirrored()).toHaveLength(200 - gone);
  });

  test("from a handful to none needs a second reading, and no person", async () => {
    await rig.createDeals(19);
    await rig.sync();
    await rig.archive(19);
    await rig.nextDay();
    expect((await rig.sync()).reason).toBe(
      "19 of 19 deals are no longer listed. The next run lists them a second time and decides.",
    );
    expect(await rig.sync()).toMatchObject({ status: "complete", records: 0 });
  });
});

test("an empty list is not believed while the search counts records: they are read by their ids", async () => {
  const opened = rig.world.portal(rig.clientId);
  const hollow = { ...rig.world, portal: () => ({ ...opened, recordPage: async () => ({ records: [], next: null }) }) };
  const syncHollow = () => runActivity(makeSyncRecords(hollow), [runName(rig.clientId, rig.now()), deals]);
  await rig.createDeals(19);
  expect(await syncHollow()).toMatchObject({ status: "complete", records: 19 });
  expect(await rig.mirrored()).toHaveLength(19);
  await rig.nextDay();
  expect(await syncHollow()).toMatchObject({ status: "complete", records: 19 });
  expect(await rig.mirrored()).toHaveLength(19);
});
