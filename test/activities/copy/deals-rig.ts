import { afterAll, beforeAll, beforeEach } from "vitest";
import type { RunName } from "../../../activities/shapes.ts";
import { makeSyncRecords } from "../../../activities/copy/sync-records.ts";
import { saveFindings } from "../../../storage/findings.ts";
import { streamRecords } from "../../../storage/mirror.ts";
import { findingRow } from "../../storage/rows.ts";
import { runActivity, runName, startOfTest, startTestWorld, type TestPortal, type TestWorld } from "../test-world.ts";

export const deals = { type: "deal", properties: ["dealname"] } as const;
export const dealsPath = "/crm/objects/2026-09/deals";
/** Attempts of one run, as Temporal makes them. */
export const sameRun = { runId: "fast-1" };

/** A client with an empty portal for each test of a file, whose deals are copied. */
export function startDealsRig() {
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

  const ofFirst = (count: number, firstId = 5000) =>
    Array.from({ length: count }, (_, index) => String(firstId + index));
  const later = (seconds: number) => test_.moveTo(new Date(startOfTest.getTime() + seconds * 1000), portal);
  const asked = async () =>
    (await portal.admin.requests()).map(
      ({ method, path }) => `${method} ${path.replace(dealsPath, "").replace(/\?.*/, "")}`,
    );
  return {
    get world() {
      return test_.world;
    },
    get portal() {
      return portal;
    },
    get clientId() {
      return clientId;
    },
    now: () => test_.now(),
    /** So many deals, created at once, with ids of the simulator's own. */
    async createDeals(count: number, firstId = 5000, on = new Date(startOfTest.getTime() - 86_400_000)): Promise<void> {
      const at = on.toISOString();
      const entries = ofFirst(count, firstId).map((id, index) => {
        return { what: "record-created", type: "deals", id, properties: { dealname: `Deal ${index}` }, at } as const;
      });
      await portal.admin.liveThrough(entries);
    },
    /** Renames the first deals, now or then. */
    async touchDeals(count: number, on = test_.now()): Promise<void> {
      const at = on.toISOString();
      const properties = { dealname: "changed" };
      const entries = ofFirst(count).map(
        (id) => ({ what: "properties-set", type: "deals", id, properties, at }) as const,
      );
      await portal.admin.liveThrough(entries);
    },
    /** Deletes the first deals. */
    async archive(count: number): Promise<void> {
      const at = startOfTest.toISOString();
      await portal.admin.liveThrough(
        ofFirst(count).map((id) => ({ what: "record-archived", type: "deals", id, at }) as const),
      );
    },
    sync: (
      own: Partial<RunName> = {},
      info: Parameters<typeof runActivity>[2] = {},
      onHeartbeat?: (details: unknown) => void,
    ) => runActivity(makeSyncRecords(test_.world), [runName(clientId, test_.now(), own), deals], info, onHeartbeat),
    async mirrored(): Promise<readonly string[]> {
      const ids: string[] = [];
      for await (const page of streamRecords(test_.world.db, clientId, "deal")) ids.push(...page.map(({ id }) => id));
      return ids;
    },
    async names() {
      const found = new Set<string | null | undefined>();
      for await (const page of streamRecords(test_.world.db, clientId, "deal"))
        for (const { properties } of page) found.add(properties["dealname"]);
      return found;
    },
    insertOpenFinding: (dealId: string) =>
      saveFindings(test_.world.db, [
        findingRow(clientId, `f-${dealId}`, startOfTest, { subject_type: "deal", subject_id: dealId }),
      ]),
    later,
    /** The next day, when a list is due again. */
    nextDay: () => later(86_400),
    /** What a piece of work asks of HubSpot. */
    async requestsOf(work: () => Promise<unknown>): Promise<readonly string[]> {
      await portal.admin.clearRequests();
      await work();
      return asked();
    },
  };
}

export const search = "POST /search";
/** A search for changes, and the count that it is held against. */
export const changes = [search, search];
/** A list is held against the count of the search; then the search says what changed while it was read. */
export const proofAndChanges = [search, ...changes];
