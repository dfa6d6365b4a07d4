import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { makeSyncRecords } from "../../../activities/copy/sync-records.ts";
import { HubSpotBadAnswer } from "../../../connectors/hubspot/errors.ts";
import { streamRecords } from "../../../storage/mirror.ts";
import { leaseMirror, readMirrorState } from "../../../storage/mirror-state.ts";
import { deals, dealsPath, sameRun, startDealsRig } from "./deals-rig.ts";
import { runActivity, runName, startOfTest } from "../test-world.ts";

const rig = startDealsRig();

test("it reads to the last page and proves it", async () => {
  await rig.createDeals(250);
  expect(await rig.sync()).toMatchObject({ subject: "deal", status: "complete", reason: null, records: 250 });
  expect(await rig.mirrored()).toHaveLength(250);
});

test("an empty portal is complete and empty", async () => {
  expect(await rig.sync()).toMatchObject({ status: "complete", records: 0 });
});

const search = "POST /search";
/** A search for changes, and the count that it is held against. */
const changes = [search, search];
/** A list is held against the count of the search; then the search says what changed while it was read. */
const proofAndChanges = [search, ...changes];

describe("an attempt that breaks", () => {
  test("is followed by one that goes on at the failing page", async () => {
    await rig.createDeals(350);
    await rig.portal.admin.setFault({ kind: "500", path: dealsPath, skip: 2, times: 1 });
    await expect(rig.sync(sameRun, { attempt: 1 })).rejects.toThrow(/status 500/);
    expect((await readMirrorState(rig.world.db, rig.clientId, "deal")).progress).toMatchObject({ records: 200 });
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

describe("answers that look like an end, or like more of the same", () => {
  test.each(["html-200", "empty-object", "truncated", "repeated-cursor", "empty-page", "502", "reset"] as const)(
    "%s",
    async (kind) => {
      await rig.createDeals(250);
      await rig.sync();
      await rig.nextDay();
      await rig.portal.admin.setFault({ kind, path: dealsPath, skip: 1 });
      const receipt = await rig.sync({}, { attempt: 4 });
      expect(receipt.status).toBe("partial");
      expect(await rig.mirrored()).toHaveLength(250);
    },
  );

  test("a page that is empty and goes on is no page", async () => {
    await rig.createDeals(250);
    await rig.portal.admin.setFault({ kind: "empty-page", path: dealsPath, skip: 1, times: 1 });
    await expect(rig.sync()).rejects.toThrow(HubSpotBadAnswer);
  });
});

test.each(["401", "403", "530"] as const)("a refusal (%s) is not tried again", async (kind) => {
  await rig.portal.admin.setFault({ kind, path: dealsPath });
  const receipt = await rig.sync({}, { attempt: 1 });
  expect(receipt.status).toBe("unreadable");
  expect(receipt.reason).not.toContain("pat-test");
});

test("a record that the list brings twice makes the scan partial: another may be missing", async () => {
  await rig.createDeals(150);
  await rig.portal.admin.setFault({ kind: "500", path: dealsPath, skip: 1, times: 1 });
  await expect(rig.sync(sameRun)).rejects.toThrow(/status 500/);
  await sql`update mirror_state set progress = jsonb_set(progress, '{records}', '110') where client_id = ${rig.clientId}`.execute(
    rig.world.db,
  );
  expect(await rig.sync(sameRun)).toMatchObject({
    status: "partial",
    reason: "HubSpot listed 10 deals twice, so others may be missing.",
  });
});

test("a list during which the token's scopes change is no complete one", async () => {
  await rig.createDeals(250);
  const answers = [["crm.objects.deals.read", "oauth"], ["oauth"]];
  const opened = rig.world.portal(rig.clientId);
  const changing = {
    ...rig.world,
    portal: () => ({ ...opened, grantedScopes: () => Promise.resolve(answers.shift()!) }),
  };
  const receipt = await runActivity(makeSyncRecords(changing), [runName(rig.clientId, rig.now()), deals]);
  expect(receipt.status).toBe("partial");
  expect(receipt.reason).toContain("The token's scopes changed while it was read: now without crm.objects.deals.read.");
  expect(await rig.sync()).toMatchObject({ status: "complete", records: 250 });
});

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
  }, 60_000);

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

  test("take turns: the second waits, and finds the work done", async () => {
    await rig.createDeals(250);
    expect(await leaseMirror(rig.world.db, rig.clientId, "deal", "hourly-1")).toBe(true);
    const waiting = rig.sync({ cadence: "daily" });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await rig.mirrored()).toEqual([]);
    await sql`update mirror_state set lease_until = now() - interval '1 second' where client_id = ${rig.clientId}`.execute(
      rig.world.db,
    );
    expect(await waiting).toMatchObject({ status: "complete", records: 250 });
    expect(await rig.requestsOf(() => rig.sync({ cadence: "hourly" }))).toEqual([]);
  });
});
