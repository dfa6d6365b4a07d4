import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { makeSyncRecords } from "../../activities/sync-records.ts";
import type { RunName } from "../../activities/shapes.ts";
import { HubSpotBadAnswer } from "../../connectors/hubspot/errors.ts";
import { countSeenSince, streamRecords } from "../../storage/mirror.ts";
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
async function createDeals(count: number): Promise<void> {
  const at = new Date(startOfTest.getTime() - 86_400_000).toISOString();
  await portal.admin.liveThrough(
    Array.from({ length: count }, (_, index) => ({
      what: "record-created" as const,
      type: "deals" as const,
      id: String(5000 + index),
      properties: { dealname: `Deal ${index}` },
      at,
    })),
  );
}

const sync = (
  own: Partial<RunName> = {},
  info: Parameters<typeof runActivity>[2] = {},
  onHeartbeat?: (details: unknown) => void,
) => runActivity(makeSyncRecords(test_.world), [runName(clientId, startOfTest, own), deals], info, onHeartbeat);
const mirrored = async () => {
  const ids: string[] = [];
  for await (const page of streamRecords(test_.world.db, clientId, "deal")) ids.push(...page.map(({ id }) => id));
  return ids;
};
const later = (seconds: number) => test_.moveTo(new Date(startOfTest.getTime() + seconds * 1000), portal);

test("it reads to the last page and proves it", async () => {
  await createDeals(250);
  expect(await sync()).toMatchObject({ subject: "deal", status: "complete", reason: null, records: 250 });
  expect(await mirrored()).toHaveLength(250);
});

test("an empty portal is complete and empty", async () => {
  expect(await sync()).toMatchObject({ status: "complete", records: 0 });
});

describe("an attempt that breaks", () => {
  test("is followed by one that goes on at the failing page", async () => {
    await createDeals(350);
    let left: unknown;
    await portal.admin.setFault({ kind: "500", path, skip: 2, times: 1 });
    await expect(sync({}, { attempt: 1 }, (details) => (left = details))).rejects.toThrow(/status 500/);
    expect(left).toMatchObject({ pages: 2, read: 200 });
    await portal.admin.clearRequests();
    expect(await sync({}, { attempt: 2, heartbeatDetails: left })).toMatchObject({ status: "complete", records: 350 });
    expect((await portal.admin.requests()).filter((request) => request.path.startsWith(path))).toHaveLength(2);
  });

  test("behind the last page has nothing left to read, and is complete all the same", async () => {
    await createDeals(150);
    let left: unknown;
    await sync({}, {}, (details) => (left = details));
    await portal.admin.clearRequests();
    expect(await sync({}, { attempt: 2, heartbeatDetails: left })).toMatchObject({ status: "complete", records: 150 });
    expect(await portal.admin.requests()).toEqual([]);
  });

  test("for the last time says what it has, and removes nothing", async () => {
    await createDeals(250);
    await sync();
    await later(60);
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
      await later(60);
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
    await later(60);
    expect(await sync()).toMatchObject({ status, records: 100 - gone });
    expect(await mirrored()).toHaveLength(kept);
  });

  test("stays suspicious until a person confirms it, and is then the new measure", async () => {
    await createDeals(100);
    await sync();
    await archive(60);
    for (const minute of [1, 2]) {
      await later(60 * minute);
      expect((await sync()).status).toBe("suspicious");
    }
    await later(180);
    expect((await sync()).reason).toContain(`revwatch audit --client ${clientId} --accept-shrink`);
    await later(240);
    expect(await sync({ acceptShrink: true })).toMatchObject({ status: "complete", records: 40 });
    await later(300);
    expect(await sync()).toMatchObject({ status: "complete", records: 40 });
    expect(await mirrored()).toHaveLength(40);
  });

  test("from a handful to none says nothing", async () => {
    await createDeals(19);
    await sync();
    await archive(19);
    await later(60);
    expect(await sync()).toMatchObject({ status: "complete", records: 0 });
  });
});

test("a record that the list brings twice makes the scan partial: another may be missing", async () => {
  await createDeals(150);
  const attempt = { startedAt: startOfTest.toISOString(), after: null, pages: 0, read: 10 };
  const receipt = await sync({}, { heartbeatDetails: attempt });
  expect(receipt).toMatchObject({ status: "partial", reason: "HubSpot listed 10 deals twice, so others may be missing." });
  expect(await countSeenSince(test_.world.db, clientId, "deal", startOfTest)).toBe(150);
});
