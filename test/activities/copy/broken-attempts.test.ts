import { describe, expect, test } from "vitest";
import { makeSyncRecords } from "../../../activities/copy/sync-records.ts";
import { readMirrorState } from "../../../storage/mirror-state.ts";
import { deals, dealsPath, sameRun, startDealsRig, search, proofAndChanges } from "./deals-rig.ts";
import { runActivity, runName, startOfTest } from "../test-world.ts";

const rig = startDealsRig();

describe("an attempt that breaks", () => {
  test("is followed by one that goes on at the failing page", async () => {
    await rig.createDeals(350);
    await rig.portal.admin.setFault({ kind: "500", path: dealsPath, skip: 2, times: 1 });
    await expect(rig.sync(sameRun, { attempt: 1 })).rejects.toThrow(/status 500/);
    expect((await readMirrorState(rig.world.db, rig.clientId, "deal")).listing).toMatchObject({ records: 200 });
    expect(await rig.requestsOf(() => rig.sync(sameRun, { attempt: 2 }))).toEqual(["GET ", "GET ", ...proofAndChanges]);
    expect(await rig.mirrored()).toHaveLength(350);
  });

  test("behind the last page has nothing left to read but what changed meanwhile", async () => {
    await rig.createDeals(150);
    await rig.portal.admin.setFault({ kind: "500", path: `${dealsPath}/search`, times: 1 });
    await expect(rig.sync(sameRun, { attempt: 1 })).rejects.toThrow(/status 500/);
    expect(await rig.requestsOf(() => rig.sync(sameRun, { attempt: 2 }))).toEqual(proofAndChanges);
    expect(await rig.sync(sameRun)).toMatchObject({ status: "complete", records: 150 });
  });

  test("in the search for changes goes on behind the last record that was stored", async () => {
    await rig.createDeals(450);
    await rig.sync();
    await rig.later(3_600);
    await rig.touchDeals(450);
    await rig.portal.admin.setFault({ kind: "500", path: `${dealsPath}/search`, skip: 1, times: 1 });
    await expect(rig.sync({}, { attempt: 1 })).rejects.toThrow(/status 500/);
    expect(await rig.requestsOf(() => rig.sync({}, { attempt: 2 }))).toEqual([search, search, search, search, search]);
    expect(await rig.names()).toEqual(new Set(["changed"]));
  });

  test("in a search that lagged behind passes over nothing that it shows later", async () => {
    await rig.createDeals(450);
    await rig.sync();
    await rig.later(3_600);
    const rename = (index: number, dealname: string, seconds: number) => {
      const at = new Date(startOfTest.getTime() + seconds * 1_000).toISOString();
      return { what: "properties-set", type: "deals", id: String(5000 + index), properties: { dealname }, at } as const;
    };
    const early = Array.from({ length: 449 }, (_, index) => rename(index + 1, "early", 1_800));
    await rig.portal.admin.liveThrough([...early, rename(0, "late", 3_300)]);
    await rig.portal.admin.setLimits({ indexLagMs: 600_000 });
    await rig.portal.admin.setFault({ kind: "500", path: `${dealsPath}/search`, skip: 1, times: 1 });
    await expect(rig.sync({}, { attempt: 1 })).rejects.toThrow(/status 500/);
    await rig.portal.admin.setLimits({ indexLagMs: 0 });
    await rig.sync({}, { attempt: 2 });
    expect(await rig.names()).toEqual(new Set(["early", "late"]));
  });

  test("and ends is gone on with by the next run", async () => {
    await rig.createDeals(2_350);
    await rig.portal.admin.setFault({ kind: "500", path: dealsPath, skip: 22, times: 1 });
    expect(await rig.sync({}, { attempt: 4 })).toMatchObject({ status: "partial", records: 2_200 });
    await rig.later(60);
    expect(await rig.requestsOf(rig.sync)).toEqual(["GET ", "GET ", ...proofAndChanges]);
    expect(await rig.sync()).toMatchObject({ status: "complete", records: 2_350 });
  });

  test("and is gone on with by a machine whose clock is behind loses and doubts nothing", async () => {
    await rig.createDeals(2_350);
    await rig.portal.admin.setFault({ kind: "500", path: dealsPath, skip: 22, times: 1 });
    expect(await rig.sync({}, { attempt: 4 })).toMatchObject({ status: "partial", records: 2_200 });
    await rig.later(60);
    const behind = { ...rig.world, now: () => new Date(rig.now().getTime() - 3_600_000) };
    const run = runName(rig.clientId, rig.now());
    const receipt = await runActivity(makeSyncRecords(behind), [run, deals]);
    expect(receipt).toMatchObject({ status: "complete", reason: null, records: 2_350 });
  });

  test("and ends before it had read much is not believed by the next run, which reads anew", async () => {
    await rig.createDeals(350);
    await rig.portal.admin.setFault({ kind: "500", path: dealsPath, skip: 2, times: 1 });
    expect(await rig.sync({}, { attempt: 4 })).toMatchObject({ status: "partial", records: 200 });
    await rig.portal.admin.liveThrough([
      { what: "record-archived", type: "deals", id: "5002", at: startOfTest.toISOString() },
    ]);
    await rig.later(60);
    expect(await rig.sync()).toMatchObject({ status: "complete", records: 349 });
    expect(await rig.mirrored()).not.toContain("5002");
  });

  test("for the last time says what it has, and removes nothing", async () => {
    await rig.createDeals(250);
    await rig.sync();
    await rig.nextDay();
    await rig.portal.admin.setFault({ kind: "truncated", path: dealsPath, skip: 1 });
    const receipt = await rig.sync({}, { attempt: 4 });
    expect(receipt).toMatchObject({ status: "partial", records: 100 });
    expect(receipt.reason).toMatch(/its JSON is cut off or broken\. 100 deals had been read by then\./);
    expect(await rig.mirrored()).toHaveLength(250);
  });

  test("on its first page has read nothing that could be judged", async () => {
    await rig.portal.admin.setFault({ kind: "html-200", path: dealsPath });
    expect(await rig.sync({}, { attempt: 4 })).toMatchObject({ status: "unreadable", records: 0 });
  });
});
