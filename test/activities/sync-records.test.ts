import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { makeSyncRecords } from "../../activities/sync-records.ts";
import type { RunName } from "../../activities/shapes.ts";
import { HubSpotBadAnswer } from "../../connectors/hubspot/errors.ts";
import { streamRecords } from "../../storage/mirror.ts";
import { saveFindings } from "../../storage/findings.ts";
import { leaseMirror, readMirrorState } from "../../storage/mirror-state.ts";
import { findingRow } from "../storage/rows.ts";
import { runActivity, runName, startOfTest, startTestWorld, type TestPortal, type TestWorld } from "./test-world.ts";

const deals = { type: "deal", properties: ["dealname"] } as const;
const path = "/crm/objects/2026-09/deals";
let test_: TestWorld;
let portal: TestPortal;
let clientId: string;
let number = 0;

beforeAll(async () => {
  test_ = await startTestWorld();
});
afterAll(() => test_.close());
beforeEach(async () => {
  clientId = `client-${(number += 1)}`;
  portal = await test_.addClient(clientId);
  await test_.moveTo(startOfTest, portal);
});

/** So many deals, created at once, with ids of the simulator's own. */
async function createDeals(count: number, firstId = 5000, on = new Date(startOfTest.getTime() - 86_400_000)): Promise<void> {
  const at = on.toISOString();
  await portal.admin.liveThrough(
    Array.from({ length: count }, (_, index) => ({
      what: "record-created" as const,
      type: "deals" as const,
      id: String(firstId + index),
      properties: { dealname: `Deal ${index}` },
      at,
    })),
  );
}

/** Renames the first deals, now or then. */
async function touchDeals(count: number, on = test_.now()): Promise<void> {
  await portal.admin.liveThrough(
    Array.from({ length: count }, (_, index) => ({
      what: "properties-set" as const,
      type: "deals" as const,
      id: String(5000 + index),
      properties: { dealname: "changed" },
      at: on.toISOString(),
    })),
  );
}

const sync = (
  own: Partial<RunName> = {},
  info: Parameters<typeof runActivity>[2] = {},
  onHeartbeat?: (details: unknown) => void,
) => runActivity(makeSyncRecords(test_.world), [runName(clientId, test_.now(), own), deals], info, onHeartbeat);
const mirrored = async () => {
  const ids: string[] = [];
  for await (const page of streamRecords(test_.world.db, clientId, "deal")) ids.push(...page.map(({ id }) => id));
  return ids;
};
const names = async () => {
  const found = new Set<string | null | undefined>();
  for await (const page of streamRecords(test_.world.db, clientId, "deal"))
    for (const { properties } of page) found.add(properties["dealname"]);
  return found;
};
const insertOpenFinding = (dealId: string) =>
  saveFindings(test_.world.db, [findingRow(clientId, `f-${dealId}`, startOfTest, { subject_type: "deal", subject_id: dealId })]);
const later = (seconds: number) => test_.moveTo(new Date(startOfTest.getTime() + seconds * 1000), portal);

test("it reads to the last page and proves it", async () => {
  await createDeals(250);
  expect(await sync()).toMatchObject({ subject: "deal", status: "complete", reason: null, records: 250 });
  expect(await mirrored()).toHaveLength(250);
});

test("an empty portal is complete and empty", async () => {
  expect(await sync()).toMatchObject({ status: "complete", records: 0 });
});

/** Attempts of one run, as Temporal makes them. */
const sameRun = { runId: "fast-1" };
/** The next day, when a list is due again. */
const nextDay = () => later(86_400);
const asked = async () =>
  (await portal.admin.requests()).map(({ method, path: whole }) => `${method} ${whole.replace(path, "").replace(/\?.*/, "")}`);
const requestsOf = async (work: () => Promise<unknown>) => {
  await portal.admin.clearRequests();
  await work();
  return asked();
};

describe("an attempt that breaks", () => {
  test("is followed by one that goes on at the failing page", async () => {
    await createDeals(350);
    await portal.admin.setFault({ kind: "500", path, skip: 2, times: 1 });
    await expect(sync(sameRun, { attempt: 1 })).rejects.toThrow(/status 500/);
    expect((await readMirrorState(test_.world.db, clientId, "deal")).progress).toMatchObject({ records: 200 });
    expect(await requestsOf(() => sync(sameRun, { attempt: 2 }))).toEqual(["GET ", "GET ", "POST /search"]);
    expect(await mirrored()).toHaveLength(350);
  });

  test("behind the last page has nothing left to read but what changed meanwhile", async () => {
    await createDeals(150);
    await portal.admin.setFault({ kind: "500", path: `${path}/search`, times: 1 });
    await expect(sync(sameRun, { attempt: 1 })).rejects.toThrow(/status 500/);
    expect(await requestsOf(() => sync(sameRun, { attempt: 2 }))).toEqual(["POST /search"]);
    expect(await sync(sameRun)).toMatchObject({ status: "complete", records: 150 });
  });

  test("in the search for changes goes on behind the last record that was stored", async () => {
    await createDeals(450);
    await sync();
    await later(3_600);
    await touchDeals(450);
    await portal.admin.setFault({ kind: "500", path: `${path}/search`, skip: 1, times: 1 });
    await expect(sync({}, { attempt: 1 })).rejects.toThrow(/status 500/);
    expect(await requestsOf(() => sync({}, { attempt: 2 }))).toEqual(["POST /search", "POST /search", "POST /search"]);
    expect(await names()).toEqual(new Set(["changed"]));
  });

  test("and ends is gone on with by the next run", async () => {
    await createDeals(2_350);
    await portal.admin.setFault({ kind: "500", path, skip: 22, times: 1 });
    expect(await sync({}, { attempt: 4 })).toMatchObject({ status: "partial", records: 2_200 });
    await later(60);
    expect(await requestsOf(sync)).toEqual(["GET ", "GET ", "POST /search"]);
    expect(await sync()).toMatchObject({ status: "complete", records: 2_350 });
  });

  test("and ends before it had read much is not believed by the next run, which reads anew", async () => {
    await createDeals(350);
    await portal.admin.setFault({ kind: "500", path, skip: 2, times: 1 });
    expect(await sync({}, { attempt: 4 })).toMatchObject({ status: "partial", records: 200 });
    await portal.admin.liveThrough([{ what: "record-archived", type: "deals", id: "5002", at: startOfTest.toISOString() }]);
    await later(60);
    expect(await sync()).toMatchObject({ status: "complete", records: 349 });
    expect(await mirrored()).not.toContain("5002");
  });

  test("for the last time says what it has, and removes nothing", async () => {
    await createDeals(250);
    await sync();
    await nextDay();
    await portal.admin.setFault({ kind: "truncated", path, skip: 1 });
    const receipt = await sync({}, { attempt: 4 });
    expect(receipt).toMatchObject({ status: "partial", records: 100 });
    expect(receipt.reason).toMatch(/its JSON is cut off or broken\. 100 deals had been read by then\./);
    expect(await mirrored()).toHaveLength(250);
  });

  test("on its first page has read nothing that could be judged", async () => {
    await portal.admin.setFault({ kind: "html-200", path });
    expect(await sync({}, { attempt: 4 })).toMatchObject({ status: "unreadable", records: 0 });
  });
});

describe("answers that look like an end, or like more of the same", () => {
  test.each(["html-200", "empty-object", "truncated", "repeated-cursor", "empty-page", "502", "reset"] as const)(
    "%s",
    async (kind) => {
      await createDeals(250);
      await sync();
      await nextDay();
      await portal.admin.setFault({ kind, path, skip: 1 });
      const receipt = await sync({}, { attempt: 4 });
      expect(receipt.status).toBe("partial");
      expect(await mirrored()).toHaveLength(250);
    },
  );

  test("a page that is empty and goes on is no page", async () => {
    await createDeals(250);
    await portal.admin.setFault({ kind: "empty-page", path, skip: 1, times: 1 });
    await expect(sync()).rejects.toThrow(HubSpotBadAnswer);
  });
});

test.each(["401", "403", "530"] as const)("a refusal (%s) is not tried again", async (kind) => {
  await portal.admin.setFault({ kind, path });
  const receipt = await sync({}, { attempt: 1 });
  expect(receipt.status).toBe("unreadable");
  expect(receipt.reason).not.toContain("pat-test");
});

describe("a portal that has shrunk", () => {
  const archive = async (count: number) => {
    const at = startOfTest.toISOString();
    await portal.admin.liveThrough(
      Array.from({ length: count }, (_, index) => ({
        what: "record-archived" as const,
        type: "deals" as const,
        id: String(5000 + index),
        at,
      })),
    );
  };

  test.each([
    [20, "complete", 80],
    [21, "suspicious", 100],
  ])("by %s in a hundred is %s", async (gone, status, kept) => {
    await createDeals(100);
    await sync();
    await archive(gone);
    await nextDay();
    expect(await sync()).toMatchObject({ status, records: 100 - gone });
    expect(await mirrored()).toHaveLength(kept);
  });

  test("stays suspicious until a person confirms it, and is then the new measure", async () => {
    await createDeals(100);
    await sync();
    await archive(60);
    for (const day of [1, 2]) {
      await later(86_400 * day);
      expect((await sync()).status).toBe("suspicious");
      await later(86_400 * day + 3_600);
      expect((await sync()).reason).toContain(`revwatch audit --client ${clientId} --accept-shrink`);
    }
    expect(await sync({ acceptShrink: true })).toMatchObject({ status: "complete", records: 40 });
    await later(86_400 * 4);
    expect(await sync()).toMatchObject({ status: "complete", records: 40 });
    expect(await mirrored()).toHaveLength(40);
  });

  test("from a handful to none says nothing", async () => {
    await createDeals(19);
    await sync();
    await archive(19);
    await nextDay();
    expect(await sync()).toMatchObject({ status: "complete", records: 0 });
  });
});

test("a record that the list brings twice makes the scan partial: another may be missing", async () => {
  await createDeals(150);
  await portal.admin.setFault({ kind: "500", path, skip: 1, times: 1 });
  await expect(sync(sameRun)).rejects.toThrow(/status 500/);
  await sql`update mirror_state set progress = jsonb_set(progress, '{records}', '110') where client_id = ${clientId}`.execute(
    test_.world.db,
  );
  expect(await sync(sameRun)).toMatchObject({
    status: "partial",
    reason: "HubSpot listed 10 deals twice, so others may be missing.",
  });
});

test("a list during which the token's scopes change is no complete one", async () => {
  await createDeals(250);
  const answers = [["crm.objects.deals.read", "oauth"], ["oauth"]];
  const opened = test_.world.portal(clientId);
  const changing = { ...test_.world, portal: () => ({ ...opened, grantedScopes: () => Promise.resolve(answers.shift()!) }) };
  const receipt = await runActivity(makeSyncRecords(changing), [runName(clientId, test_.now()), deals]);
  expect(receipt.status).toBe("partial");
  expect(receipt.reason).toContain("The token's scopes changed while it was read: now without crm.objects.deals.read.");
  expect(await sync()).toMatchObject({ status: "complete", records: 250 });
});

describe("between two lists", () => {
  test("only what changed is read: a quiet portal costs a search and a count", async () => {
    await createDeals(250);
    await sync();
    await later(3_600);
    expect(await requestsOf(sync)).toEqual(["POST /search", "POST /search"]);
    await touchDeals(3);
    await createDeals(2, 9000, test_.now());
    await later(7_200);
    expect(await requestsOf(sync)).toEqual(["POST /search", "POST /search"]);
    expect(await sync()).toMatchObject({ status: "complete", records: 252 });
    expect([...(await names())].filter((name) => name === "changed")).toHaveLength(1);
  });

  test("more than ten thousand in one millisecond are all found, each once", async () => {
    await createDeals(100);
    await sync();
    await later(600);
    await createDeals(10_450, 20_000, startOfTest);
    // A machine that is busy may send late; how limits are kept is another test's matter.
    await portal.admin.setLimits({ searchPerSecond: 1_000 });
    expect(await sync()).toMatchObject({ status: "complete", records: 10_550 });
  }, 60_000);

  test("a change that the search shows late is found by the overlap", async () => {
    await createDeals(5);
    await sync();
    await later(600);
    await portal.admin.setLimits({ indexLagMs: 60_000 });
    await touchDeals(1, new Date(startOfTest.getTime() + 595_000));
    await sync();
    expect((await names()).has("changed")).toBe(false);
    await later(660);
    await sync();
    expect((await names()).has("changed")).toBe(true);
  });

  test("a record that somebody was told about and that is deleted goes at once", async () => {
    await createDeals(5);
    await sync();
    await insertOpenFinding("5002");
    await insertOpenFinding("5003");
    await portal.admin.liveThrough([{ what: "record-archived", type: "deals", id: "5002", at: startOfTest.toISOString() }]);
    await later(600);
    await portal.admin.setFault({ kind: "500", path: `${path}/search`, skip: 1, times: 1 });
    expect((await sync({}, { attempt: 4 })).status).not.toBe("complete");
    expect(await mirrored()).toEqual(["5000", "5001", "5002", "5003", "5004"]);
    await sync();
    expect(await mirrored()).toEqual(["5000", "5001", "5003", "5004"]);
  });

  test("in a small portal any deletion goes at once, because the search counts fewer", async () => {
    await createDeals(5);
    await sync();
    await portal.admin.liveThrough([{ what: "record-archived", type: "deals", id: "5002", at: startOfTest.toISOString() }]);
    await later(600);
    expect(await requestsOf(sync)).toEqual(["POST /search", "POST /search", "GET "]);
    expect(await mirrored()).toEqual(["5000", "5001", "5003", "5004"]);
  });

  test("even when time passes while it reads", async () => {
    await createDeals(5);
    await sync();
    await portal.admin.liveThrough([{ what: "record-archived", type: "deals", id: "5002", at: startOfTest.toISOString() }]);
    await later(600);
    let ticks = 0;
    const ticking = { ...test_.world, now: () => new Date(test_.now().getTime() + (ticks += 5)) };
    const run = runName(clientId, test_.now());
    expect(await runActivity(makeSyncRecords(ticking), [run, deals])).toMatchObject({ status: "complete", records: 4 });
  });

  test("in a large one only that of a record that somebody was told about", async () => {
    await createDeals(2_001);
    await sync();
    for (const id of ["5002", "5003"])
      await portal.admin.liveThrough([{ what: "record-archived", type: "deals", id, at: startOfTest.toISOString() }]);
    await insertOpenFinding("5002");
    await later(600);
    expect(await requestsOf(sync)).toEqual(["POST /search", "POST /batch/read"]);
    expect((await mirrored()).slice(0, 4)).toEqual(["5000", "5001", "5003", "5004"]);
    await nextDay();
    await sync();
    expect((await mirrored()).slice(0, 4)).toEqual(["5000", "5001", "5004", "5005"]);
  });

  test("an empty answer about it removes nothing", async () => {
    await createDeals(5);
    await sync();
    await insertOpenFinding("5002");
    await portal.admin.setFault({ kind: "empty-page", path: `${path}/batch/read` });
    await later(600);
    await sync({}, { attempt: 4 });
    expect(await mirrored()).toHaveLength(5);
  });

  test("a check that needs more of each record has all of them read again", async () => {
    await createDeals(150);
    await sync();
    await later(600);
    const wider = { type: "deal", properties: ["dealname", "amount"] } as const;
    const run = runName(clientId, test_.now());
    expect(await requestsOf(() => runActivity(makeSyncRecords(test_.world), [run, wider]))).toContain("GET ");
    await later(1_200);
    expect(await requestsOf(sync)).toEqual(["POST /search", "POST /search"]);
  });

  test.each(["html-200", "empty-object", "truncated", "empty-page", "502", "reset"] as const)(
    "an answer that is none (%s) is no end of the changes: they are found by the next run",
    async (kind) => {
      await createDeals(250);
      await sync();
      await later(3_600);
      await touchDeals(250);
      await portal.admin.setFault({ kind, path: `${path}/search`, skip: 1 });
      expect((await sync({}, { attempt: 4 })).status).toBe("partial");
      await portal.admin.clearFaults();
      await later(7_200);
      expect(await sync()).toMatchObject({ status: "complete", records: 250 });
      expect(await names()).toEqual(new Set(["changed"]));
    },
  );
});

describe("runs that meet at one mirror", () => {
  test("take turns: the second waits, and finds the work done", async () => {
    await createDeals(250);
    expect(await leaseMirror(test_.world.db, clientId, "deal", "hourly-1")).toBe(true);
    const waiting = sync({ cadence: "daily" });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await mirrored()).toEqual([]);
    await sql`update mirror_state set lease_until = now() - interval '1 second' where client_id = ${clientId}`.execute(
      test_.world.db,
    );
    expect(await waiting).toMatchObject({ status: "complete", records: 250 });
    expect(await requestsOf(() => sync({ cadence: "hourly" }))).toEqual([]);
  });
});
