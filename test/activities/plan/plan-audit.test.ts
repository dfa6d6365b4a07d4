import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makePlanAudit } from "../../../activities/plan/plan-audit.ts";
import { HubSpotOutage } from "../../../connectors/hubspot/errors.ts";
import { fixedChecks } from "../../support/fixed-checks.ts";
import { runActivity, runName, startOfTest, startTestWorld, testClient, type TestWorld } from "../test-world.ts";

let test_: TestWorld;
beforeAll(async () => {
  test_ = await startTestWorld();
});
afterAll(() => test_.close());

const plan = (clientId: string, attempt = 1, cadence: "all" | "fast" = "all") =>
  runActivity(makePlanAudit(test_.world), [runName(clientId, startOfTest, { cadence })], { attempt });
const storedAccess = async (clientId: string) =>
  (
    await test_.world.db
      .selectFrom("client")
      .select("access")
      .where("client_id", "=", clientId)
      .executeTakeFirstOrThrow()
  ).access;

test("it says what has to be read, and nothing of the records themselves", async () => {
  await test_.addClient("northwind");
  const { access, records, items, touchLookBackDays, checkIds, missingProperties, uiDomain } = await plan("northwind");
  expect(access.state).toBe("granted");
  expect(records.map(({ type }) => type)).toEqual(["contact", "deal"]);
  expect(records[1]!.properties).toEqual([
    "amount",
    "closedate",
    "createdate",
    "dealname",
    "dealstage",
    "hs_merged_object_ids",
    "hubspot_owner_id",
    "notes_next_activity_date",
    "pipeline",
  ]);
  expect([...items].sort()).toEqual(["campaign", "owner", "pipeline"]);
  expect([touchLookBackDays, missingProperties, checkIds.length, uiDomain]).toEqual([
    30,
    [],
    fixedChecks.length,
    "app.hubspot.com",
  ]);
});

test("a cadence reads only what its own checks need", async () => {
  const { records, items, checkIds } = await plan("northwind", 1, "fast");
  expect(checkIds).toEqual(["incremental-judging-differs", "lead-unanswered", "lead-unassigned", "portal-unreadable"]);
  expect([records.map(({ type }) => type), items]).toEqual([["contact"], ["owner"]]);
});

test("a property that the portal does not have is told, because reads would pass it over in silence", async () => {
  const portal = await test_.addClient("bare");
  await portal.admin.setFault({ kind: "empty-object", path: "/crm/properties", times: 1 });
  await expect(plan("bare")).rejects.toThrow(/properties of contacts/);
});

describe("before anything else it asks whose portal the token opens", () => {
  test("the token of another client reads nothing", async () => {
    const northwind = await test_.addClient("mixed-up");
    test_.setClient(testClient("mixed-up", "999999"));
    await northwind.admin.clearRequests();
    const result = await plan("mixed-up");
    expect(result).toMatchObject({ access: { state: "wrong-portal" }, records: [], items: [], touchLookBackDays: 0 });
    expect(result.access.reason).toMatch(/opens portal \d+, but this client's portal is 999999\. Nothing was read\./);
    expect((await northwind.admin.requests()).map(({ path }) => path)).toEqual(["/account-info/2026-09/details"]);
    expect((await storedAccess("mixed-up")).state).toBe("wrong-portal");
  });

  test.each([
    ["401", "token-refused"],
    ["530", "token-refused"],
    ["403", "token-refused"],
    ["477", "migrating"],
    ["429-daily", "daily-limit-reached"],
  ] as const)("a lasting refusal (%s) is an answer, not an error: %s", async (kind, state) => {
    const portal = await test_.addClient(`refused-${kind}`);
    await portal.admin.setFault({ kind });
    const { access, checkIds } = await plan(`refused-${kind}`);
    expect(access.state).toBe(state);
    expect(access.reason).not.toBeNull();
    expect(access.remedy).not.toBeNull();
    expect(checkIds).toContain("portal-unreadable");
  });

  test.each(["500", "html-200", "empty-object", "reset", "429-burst"] as const)(
    "what trying again may mend (%s) is tried again, and in the end said",
    async (kind) => {
      const portal = await test_.addClient(`broken-${kind}`);
      await portal.admin.setFault({ kind });
      await expect(plan(`broken-${kind}`, 1)).rejects.toThrow(/HubSpot/);
      expect((await plan(`broken-${kind}`, 4)).access.state).toBe("unreachable");
    },
  );
});

test("a revoked token is a plan as well, and a new one is used at once", async () => {
  const portal = await test_.addClient("renewed");
  await portal.admin.revokeToken("revwatch");
  expect((await plan("renewed")).access.state).toBe("token-refused");
  await portal.admin.grantToken({ token: "pat-test-a-new-one", name: "new" });
  test_.setToken("renewed", "pat-test-a-new-one");
  expect((await plan("renewed")).access).toEqual({ state: "granted", reason: null, remedy: null });
});

test("a type whose properties may not be listed is not read: a name that nobody checked would read as empty", async () => {
  const portal = await test_.addClient("scoped");
  await portal.admin.setFault({ kind: "403", path: "/crm/properties/2026-09/deals" });
  const { records, missingProperties, unreadable } = await plan("scoped");
  expect([records.map(({ type }) => type), missingProperties]).toEqual([["contact"], []]);
  expect(unreadable).toEqual([
    expect.objectContaining({
      subject: "deal",
      status: "unreadable",
      isForbidden: true,
      reason: expect.stringMatching(/no deal is read/),
    }),
  ]);
  await portal.admin.clearFaults();
  await portal.admin.setFault({ kind: "403", path: "/crm/properties" });
  expect((await plan("scoped")).records).toEqual([]);
  await portal.admin.clearFaults();
  await portal.admin.setFault({ kind: "502", path: "/crm/properties" });
  await expect(plan("scoped")).rejects.toThrow(HubSpotOutage);
});

test.each([
  ["401", "token-refused"],
  ["477", "migrating"],
  ["429-daily", "daily-limit-reached"],
] as const)(
  "a portal that closes (%s) between two questions is %s at once, at the first attempt",
  async (kind, state) => {
    const portal = await test_.addClient(`closing-${kind}`);
    await portal.admin.setFault({ kind, path: "/crm/properties" });
    const { access, records, items, checkIds } = await plan(`closing-${kind}`);
    expect([access.state, records, items, checkIds.length]).toEqual([state, [], [], fixedChecks.length]);
    expect((await storedAccess(`closing-${kind}`)).state).toBe(state);
  },
);

test.each([
  ["500", "status 500"],
  ["429-burst", "asks to wait"],
] as const)("an outage between two questions (%s) is tried again", async (kind, said) => {
  const portal = await test_.addClient(`shaky-${kind}`);
  await portal.admin.setFault({ kind, path: "/crm/properties" });
  await expect(plan(`shaky-${kind}`)).rejects.toThrow(said);
  expect((await storedAccess(`shaky-${kind}`)).state).toBe("granted");
});
