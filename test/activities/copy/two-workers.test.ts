import { afterAll, beforeAll, expect, test } from "vitest";
import { copyRecords } from "../../../activities/copy/records/copy-records.ts";
import { createGateway } from "../../../connectors/hubspot/gateway.ts";
import { createGovernor } from "../../../connectors/hubspot/governor.ts";
import { openPortal } from "../../../connectors/hubspot/portal.ts";
import { HubSpotAdmin, type PortalAdmin } from "../../../simulators/client.ts";
import { startHubSpot, type HubSpotSimulator } from "../../../simulators/hubspot/start.ts";
import { leaseAllowance } from "../../../storage/allowance.ts";
import { countRecords } from "../../../storage/mirror.ts";
import { openPostgres, type OpenDatabase } from "../../../storage/open-database.ts";
import { createTestDatabase, type TestDatabase } from "../../support/create-test-database.ts";
import { describeWith } from "../../support/describe-with.ts";

const token = "pat-na1-two-workers";
const types = { contact: "contacts", company: "companies", deal: "deals", call: "calls" } as const;
const limit = 190;

describeWith("postgres", "two workers on one portal", () => {
  let hubspot: HubSpotSimulator;
  let portal: PortalAdmin;
  let database: TestDatabase;
  const workers: OpenDatabase[] = [];
  beforeAll(async () => {
    hubspot = await startHubSpot();
    portal = await new HubSpotAdmin(hubspot.address).openGenerated({ portalId: 77, contacts: 24_000, token });
    database = await createTestDatabase();
    for (let worker = 0; worker < 2; worker += 1) workers.push(await openPostgres(database.url));
  });
  afterAll(async () => {
    await Promise.all(workers.map(({ close }) => close()));
    await database.drop();
    await hubspot.close();
  });

  /** What a worker process has of its own: a pool, a governor, and nothing shared but the database. */
  const worker = ({ db }: OpenDatabase) => {
    const ledger = { lease: (asked: Parameters<typeof leaseAllowance>[2]) => leaseAllowance(db, "acme", asked) };
    const governor = createGovernor({ ledger, headroomPercent: () => 0 });
    const pages = openPortal(createGateway({ address: hubspot.address, token: () => token, governor }));
    return {
      db,
      pages,
      now: () => new Date(),
      sleep: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
    };
  };

  test("use its limit together and never exceed it: the portal counts", async () => {
    const tools = workers.map(worker);
    const copies = Object.entries(types).map(([type, objectType], index) =>
      copyRecords(tools[index % 2]!, {
        clientId: "acme",
        type,
        objectType,
        holder: `run-${index}`,
        properties: ["hs_object_id"],
        asOf: new Date(),
        freshForMs: 0,
        listEveryMs: 0,
        anew: false,
        suspects: [],
      }),
    );
    expect((await Promise.all(copies)).map(({ status }) => status)).toEqual(Array.from(copies, () => "complete"));
    expect(await countRecords(workers[0]!.db, "acme", "contact")).toBe(24_000);

    const peaks = new Map((await portal.requestPeaks()).map((peak) => [peak.bucket, peak]));
    expect([...peaks.values()].map(({ refused }) => refused)).toEqual([...peaks.values()].map(() => 0));
    expect(peaks.get("general")!.max).toBeLessThanOrEqual(limit);
    expect(peaks.get("general")!.max).toBeGreaterThan(limit * 0.9);
  });
});
