import { describe, expect, test } from "vitest";
import { makeSyncRecords } from "../../../activities/copy/sync-records.ts";
import { streamRecords } from "../../../storage/mirror.ts";
import { leaseMirror, releaseMirror, saveProgress } from "../../../storage/mirror-lease.ts";
import { readMirrorState } from "../../../storage/mirror-state.ts";
import { deals, dealsPath, startDealsRig, search, changes } from "./deals-rig.ts";
import { runActivity, runName, startOfTest } from "../test-world.ts";

const rig = startDealsRig();

describe("between two lists", () => {
  test("only what changed is read: a quiet portal costs a search and two counts", async () => {
    await rig.createDeals(250);
    await rig.sync();
    await rig.later(3_600);
    expect(await rig.requestsOf(rig.sync)).toEqual([...changes, search]);
    await rig.touchDeals(3);
    await rig.createDeals(2, 9000, rig.now());
    await rig.later(7_200);
    // Where something has changed it is asked how far the index has come.
    expect(await rig.requestsOf(rig.sync)).toEqual([...changes, search, search]);
    expect(await rig.sync()).toMatchObject({ status: "complete", records: 252 });
    expect([...(await rig.names())].filter((name) => name === "changed")).toHaveLength(1);
  });

  test("more than ten thousand in one millisecond are all found, each once", async () => {
    await rig.createDeals(100);
    await rig.sync();
    await rig.later(600);
    await rig.createDeals(10_450, 20_000, startOfTest);
    // A machine that is busy may send late; how limits are kept is another test's matter.
    await rig.portal.admin.setLimits({ searchPerSecond: 1_000 });
    expect(await rig.sync()).toMatchObject({ status: "complete", records: 10_550 });
  });

  test("a change that the search shows late is found by the overlap", async () => {
    await rig.createDeals(5);
    await rig.sync();
    await rig.later(600);
    await rig.portal.admin.setLimits({ indexLagMs: 60_000 });
    await rig.touchDeals(1, new Date(startOfTest.getTime() + 595_000));
    await rig.sync();
    expect((await rig.names()).has("changed")).toBe(false);
    await rig.later(660);
    await rig.sync();
    expect((await rig.names()).has("changed")).toBe(true);
  });

  test("a record that somebody was told about and that is deleted goes at once", async () => {
    await rig.createDeals(5);
    await rig.sync();
    await rig.insertOpenFinding("5002");
    await rig.insertOpenFinding("5003");
    await rig.portal.admin.liveThrough([
      { what: "record-archived", type: "deals", id: "5002", at: startOfTest.toISOString() },
    ]);
    await rig.later(600);
    await rig.portal.admin.setFault({ kind: "500", path: `${dealsPath}/search`, skip: 1, times: 1 });
    expect((await rig.sync({}, { attempt: 4 })).status).not.toBe("complete");
    expect(await rig.mirrored()).toEqual(["5000", "5001", "5002", "5003", "5004"]);
    await rig.sync();
    expect(await rig.mirrored()).toEqual(["5000", "5001", "5003", "5004"]);
  });

  test("in a small portal any deletion goes at once, because the search counts fewer", async () => {
    await rig.createDeals(5);
    await rig.sync();
    await rig.portal.admin.liveThrough([
      { what: "record-archived", type: "deals", id: "5002", at: startOfTest.toISOString() },
    ]);
    await rig.later(600);
    expect(await rig.requestsOf(rig.sync)).toEqual([...changes, search, search, "POST /batch/read"]);
    expect(await rig.mirrored()).toEqual(["5000", "5001", "5003", "5004"]);
  });

  test("even when time passes while it reads", async () => {
    await rig.createDeals(5);
    await rig.sync();
    await rig.portal.admin.liveThrough([
      { what: "record-archived", type: "deals", id: "5002", at: startOfTest.toISOString() },
    ]);
    await rig.later(600);
    let ticks = 0;
    const ticking = { ...rig.world, now: () => new Date(rig.now().getTime() + (ticks += 5)) };
    const run = runName(rig.clientId, rig.now());
    expect(await runActivity(makeSyncRecords(ticking), [run, deals])).toMatchObject({ status: "complete", records: 4 });
  });

  test("in a large one only that of a record that somebody was told about", async () => {
    await rig.createDeals(2_001);
    await rig.sync();
    for (const id of ["5002", "5003"])
      await rig.portal.admin.liveThrough([
        { what: "record-archived", type: "deals", id, at: startOfTest.toISOString() },
      ]);
    await rig.insertOpenFinding("5002");
    await rig.later(600);
    expect(await rig.requestsOf(rig.sync)).toEqual([...changes, search, "POST /batch/read"]);
    expect((await rig.mirrored()).slice(0, 4)).toEqual(["5000", "5001", "5003", "5004"]);
    await rig.nextDay();
    await rig.sync();
    expect((await rig.mirrored()).slice(0, 4)).toEqual(["5000", "5001", "5004", "5005"]);
  });

  test("an empty answer about it removes nothing", async () => {
    await rig.createDeals(5);
    await rig.sync();
    await rig.insertOpenFinding("5002");
    await rig.portal.admin.setFault({ kind: "empty-page", path: `${dealsPath}/batch/read` });
    await rig.later(600);
    await rig.sync({}, { attempt: 4 });
    expect(await rig.mirrored()).toHaveLength(5);
  });

  test("a check that needs more of each record has all of them read again", async () => {
    await rig.createDeals(150);
    await rig.sync();
    await rig.later(600);
    const wider = { type: "deal", properties: ["dealname", "amount"] } as const;
    const run = runName(rig.clientId, rig.now());
    expect(await rig.requestsOf(() => runActivity(makeSyncRecords(rig.world), [run, wider]))).toContain("GET ");
    await rig.later(1_200);
    expect(await rig.requestsOf(rig.sync)).toEqual([...changes, search]);
  });

  test("a check that is switched off and on again finds no record without what it needs", async () => {
    const wider = { type: "deal", properties: ["dealname", "closedate"] } as const;
    const syncWider = () => runActivity(makeSyncRecords(rig.world), [runName(rig.clientId, rig.now()), wider]);
    await rig.createDeals(150);
    const closedate = "2026-12-01T00:00:00Z";
    await rig.portal.admin.liveThrough([
      { what: "properties-set", type: "deals", id: "5001", properties: { closedate }, at: startOfTest.toISOString() },
    ]);
    await syncWider();
    await rig.later(3_600);
    await rig.touchDeals(2);
    await rig.sync();
    // Behind the overlap, so that no search brings them again.
    await rig.later(7_200);
    await rig.sync();
    await rig.later(10_800);
    await syncWider();
    const kept = new Map<string, unknown>();
    for await (const page of streamRecords(rig.world.db, rig.clientId, "deal"))
      for (const { id, properties } of page) kept.set(id, properties["closedate"]);
    expect(Date.parse(String(kept.get("5001")))).toBe(Date.parse(closedate));
  });

  test("and a run of narrower needs that breaks leaves no record behind that claims more than it holds", async () => {
    const wider = { type: "deal", properties: ["dealname", "closedate"] } as const;
    await rig.createDeals(250);
    await runActivity(makeSyncRecords(rig.world), [runName(rig.clientId, rig.now()), wider]);
    await rig.later(3_600);
    await rig.touchDeals(250);
    await rig.portal.admin.setFault({ kind: "502", path: `${dealsPath}/search`, skip: 1, times: 1 });
    expect((await rig.sync({}, { attempt: 4 })).status).toBe("partial");
    expect((await readMirrorState(rig.world.db, rig.clientId, "deal")).properties).toEqual(["dealname"]);
  });

  test.each(["html-200", "empty-object", "truncated", "empty-page", "502", "reset"] as const)(
    "an answer that is none (%s) is no end of the changes: they are found by the next run",
    async (kind) => {
      await rig.createDeals(250);
      await rig.sync();
      await rig.later(3_600);
      await rig.touchDeals(250);
      await rig.portal.admin.setFault({ kind, path: `${dealsPath}/search`, skip: 1 });
      expect((await rig.sync({}, { attempt: 4 })).status).toBe("partial");
      await rig.portal.admin.clearFaults();
      await rig.later(7_200);
      expect(await rig.sync()).toMatchObject({ status: "complete", records: 250 });
      expect(await rig.names()).toEqual(new Set(["changed"]));
    },
  );
});

describe("runs that meet at one mirror", () => {
  test("one that began a moment before the last copy is content with it, and lists nothing", async () => {
    await rig.createDeals(150);
    await rig.sync();
    await rig.later(600);
    await rig.sync({ cadence: "fast" });
    const earlier = runName(rig.clientId, new Date(rig.now().getTime() - 300), { cadence: "fast" });
    const asks = () => runActivity(makeSyncRecords(rig.world), [earlier, deals]);
    expect(await rig.requestsOf(asks)).toEqual([]);
  });

  const listOf = (holder: string) =>
    leaseMirror(rig.world.db, { clientId: rig.clientId, recordType: "deal", kind: "list" }, holder);

  test("a first list is read by one: the second waits, and finds the work done", async () => {
    await rig.createDeals(250);
    const list = (await listOf("hourly-1"))!;
    const waiting = rig.sync({ cadence: "daily" });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await rig.mirrored()).toEqual([]);
    await releaseMirror(rig.world.db, list);
    expect(await waiting).toMatchObject({ status: "complete", records: 250 });
    expect(await rig.requestsOf(() => rig.sync({ cadence: "hourly" }))).toEqual([]);
  });

  test("changes are copied beside a long list, and nobody waits for it", async () => {
    await rig.createDeals(250);
    await rig.sync();
    await rig.later(24 * 3_600);
    const list = (await listOf("daily-1"))!;
    const startedAt = rig.now().toISOString();
    await saveProgress(rig.world.db, list, {
      how: "list",
      properties: [...deals.properties],
      asOf: startedAt,
      startedAt,
      attempt: { holder: "daily-1", startedAt },
      after: "100",
      records: 100,
      isListed: false,
      listedCount: null,
    });
    await rig.touchDeals(3);
    await rig.later(24 * 3_600 + 400);
    // A list is due for this one too.
    expect(await rig.sync({ cadence: "daily" })).toMatchObject({ status: "complete", records: 250 });
    expect((await rig.names()).has("changed")).toBe(true);
    expect((await readMirrorState(rig.world.db, rig.clientId, "deal")).listing).toMatchObject({ after: "100" });
  });

  test("what was copied beside a list stays as new as it is when the list ends", async () => {
    await rig.createDeals(250);
    await rig.sync();
    await rig.later(24 * 3_600);
    const open = rig.world.portal(rig.clientId);
    const beside: unknown[] = [];
    const meeting = {
      ...open,
      recordPage: async (...asked: Parameters<typeof open.recordPage>) => {
        if (asked[2] !== null && beside.length === 0) {
          await rig.later(24 * 3_600 + 600);
          await rig.touchDeals(3);
          await rig.createDeals(1, 6000, rig.now());
          await rig.later(24 * 3_600 + 1_000);
          beside.push(await rig.sync({ cadence: "fast" }));
        }
        return open.recordPage(...asked);
      },
    };
    const run = runName(rig.clientId, rig.now(), { cadence: "daily" });
    const listed = await runActivity(makeSyncRecords({ ...rig.world, portal: () => meeting }), [run, deals]);
    expect(beside).toMatchObject([{ status: "complete", records: 251 }]);
    expect(listed).toMatchObject({ status: "complete", records: 251 });
    const state = await readMirrorState(rig.world.db, rig.clientId, "deal");
    expect(state.listedAt).toEqual(new Date(run.asOf));
    expect(state.copiedAt!.getTime() - state.listedAt!.getTime()).toBe(1_000_000);
    expect(state.listing).toBeNull();
  });
});
