import { describe, expect, test, vi } from "vitest";
import { newNeedsOf } from "../../../operations/reads/new-needs.ts";
import { startAuditedClient } from "../audited-client.ts";
import { monitorsOf } from "../test-world.ts";

/**
 * A portal that is too large to be listed anew in passing, and a check that is switched on later. A tenth of the real
 * limits and of the real size: what a run may spend and what there is to read stand to each other as they do there.
 */
const { world, portal, clientId, now, configure, config, db, pass, run, auditNow } = startAuditedClient();

// A dozen audits of some thousand records each.
vi.setConfig({ testTimeout: 180_000 });

const contacts = 2_600;
const unowned = contacts / 10;
const fast = { cadence: "fast" } as const;

/** 250,000 requests a day, 2 %, and 1,440 runs: three requests a run. */
const perRun = 3;
const perDay = 5_000;

async function createLeads(): Promise<void> {
  Object.assign(world().world, { backgroundPercent: () => 2 });
  const at = new Date(now().getTime() - 7_200_000).toISOString();
  await portal().admin.liveThrough(
    Array.from({ length: contacts }, (_, index) => ({
      what: "record-created" as const,
      type: "contacts" as const,
      id: String(5_000 + index),
      at,
      properties: {
        email: `lead${index}@acme.example`,
        lifecyclestage: "lead",
        recent_conversion_date: new Date(now().getTime() - 3_600_000).toISOString(),
        ...(index % 10 === 0 ? {} : { hubspot_owner_id: portal().ownerId }),
        ...(index % 10 === 5 ? {} : { hs_analytics_source: "PAID_SEARCH" }),
      },
    })),
  );
}

/** Checks of one cadence, so that each run judges all of them. */
const enable = (...checkIds: readonly string[]) =>
  configure({ monitors: monitorsOf(...checkIds).map((monitor) => ({ ...monitor, cadence: "fast" as const })) });

const outcome = (checkId: string) =>
  db()
    .selectFrom("latest_outcome")
    .selectAll()
    .where("client_id", "=", clientId())
    .where("check_id", "=", checkId)
    .executeTakeFirstOrThrow();
const openOf = async (checkId: string) =>
  (
    await db()
      .selectFrom("finding")
      .select("finding_id")
      .where("client_id", "=", clientId())
      .where("check_id", "=", checkId)
      .where("status", "=", "open")
      .execute()
  ).length;

async function reads(what: RegExp): Promise<number> {
  const requests = await portal().admin.requests();
  return requests.filter(({ method, path }) => what.test(`${method} ${path}`)).length;
}
const lists = /^GET .*\/objects\/[^/]+\/contacts\?/;

const spent = async () =>
  Number(
    (
      await db()
        .selectFrom("background_request")
        .select(({ fn }) => fn.sum<string>("requests").as("requests"))
        .where("client_id", "=", clientId())
        .executeTakeFirstOrThrow()
    ).requests,
  );

describe("a check that needs a property of which nobody has read anything", () => {
  test("waits beside checks that are judged in every run, within the share, and is then assessed", async () => {
    await createLeads();
    enable("contact-source-missing");
    await run({ mode: "baseline" });
    enable("contact-source-missing", "lead-unassigned");
    expect(await newNeedsOf({ ...world().world, config: configWith(2) }, config())).toMatchObject([
      {
        what: expect.stringMatching(/hubspot_owner_id.* of the contacts$/) as string,
        checkIds: ["lead-unassigned"],
        requests: contacts / 100,
      },
    ]);

    let runs = 0;
    const reasons: (string | null)[] = [];
    for (let isWaiting = true; isWaiting; runs += 1) {
      await pass(1);
      // A lead that comes meanwhile is read whole, and judged by the old checks at once.
      if (runs === 2)
        await portal().admin.submitForm({ email: "late@acme.example", formName: "Demo", pageUrl: "https://a.example" });
      await portal().admin.clearRequests();
      const before = await spent();
      const { result, receipts } = await auditNow(fast);
      expect(result.status).toBe("complete");
      expect(await reads(lists)).toBe(0);
      expect((await spent()) - before).toBeLessThanOrEqual(perRun);
      expect(await outcome("contact-source-missing")).toMatchObject({ status: "assessed", unknown: 0 });
      const { status, reason } = await outcome("lead-unassigned");
      isWaiting = receipts.some(({ awaits }) => awaits !== undefined);
      expect(status).toBe(isWaiting ? "not-assessed" : "assessed");
      expect(await openOf("lead-unassigned")).toBe(isWaiting ? 0 : unowned);
      if (isWaiting) reasons.push(reason);
    }
    expect(runs).toBe(Math.ceil(contacts / 100 / perRun));
    expect(await spent()).toBe(contacts / 100);
    expect(reasons[0]).toMatch(
      /^It needs .*hubspot_owner_id.* of the contacts, which is still being read beside the audits: 300 of 2600 so far\.$/,
    );
    expect(new Set(reasons).size).toBe(reasons.length);
    expect(await newNeedsOf({ ...world().world, config: configWith(2) }, config())).toEqual([]);
    await pass(1);
    await run(fast);
    expect(await spent()).toBe(contacts / 100);
  });

  test("spends no more than the day's share, and goes on with the next day", async () => {
    await createLeads();
    enable("contact-source-missing");
    await run({ mode: "baseline" });
    enable("contact-source-missing", "lead-unassigned");
    await db()
      .insertInto("background_request")
      .values({ client_id: clientId(), day: "2026-11-25", requests: perDay - 2 })
      .execute();
    await pass(1);
    await run(fast);
    await pass(1);
    await run(fast);
    expect(await spent()).toBe(perDay);
    await pass(9 * 60);
    await run(fast);
    expect(await spent()).toBe(perDay + perRun);
  });

  test("that HubSpot does not answer breaks no audit, and is asked again by the next one", async () => {
    await createLeads();
    enable("contact-source-missing");
    await run({ mode: "baseline" });
    enable("contact-source-missing", "lead-unassigned");
    await portal().admin.setFault({ kind: "500", path: "/crm/objects/2026-09/contacts/batch", method: "POST" });
    await pass(1);
    expect((await run(fast)).status).toBe("complete");
    expect((await outcome("lead-unassigned")).status).toBe("not-assessed");
    await portal().admin.clearFaults();
    for (let runs = 0; runs < 10; runs += 1) {
      await pass(1);
      await run(fast);
    }
    expect((await outcome("lead-unassigned")).status).toBe("assessed");
    expect(await openOf("lead-unassigned")).toBe(unowned);
  });

  test("that HubSpot leaves out is said to be left out once every record was asked for", async () => {
    await createLeads();
    enable("contact-source-missing");
    await run({ mode: "baseline" });
    enable("contact-source-missing", "lead-unassigned");
    for (const method of ["GET", "POST"])
      await portal().admin.setFault({
        kind: "lost-property",
        property: "hubspot_owner_id",
        path: "/crm/objects",
        method,
      });
    for (let runs = 0; runs < 10; runs += 1) {
      await pass(1);
      await run(fast);
    }
    const { status, reason } = await outcome("lead-unassigned");
    expect(status).toBe("partly-assessed");
    expect(reason).toContain("HubSpot left hubspot_owner_id out of");
    expect(await spent()).toBe(contacts / 100);
    expect(await openOf("lead-unassigned")).toBe(0);
  });
});

test("a record type that is needed for the first time is listed a part in each run, and judged when it is whole", async () => {
  await createLeads();
  enable("contact-source-missing");
  await run({ mode: "baseline" });
  const at = new Date(now().getTime() - 40 * 86_400_000).toISOString();
  await portal().admin.liveThrough(
    Array.from({ length: 3_000 }, (_, index) => ({
      what: "record-created" as const,
      type: "deals" as const,
      id: String(9_000 + index),
      at,
      properties: { dealname: `Tin ${index}`, closedate: at, dealstage: "qualifiedtobuy", pipeline: "default" },
    })),
  );
  enable("contact-source-missing", "deal-close-date-past");
  let runs = 0;
  const reasons: (string | null)[] = [];
  for (let isWaiting = true; isWaiting; runs += 1) {
    await pass(1);
    const { result, receipts } = await auditNow(fast);
    expect(result.status).toBe("complete");
    expect((await outcome("contact-source-missing")).status).toBe("assessed");
    isWaiting = receipts.some(({ awaits }) => awaits !== undefined);
    const { status, reason } = await outcome("deal-close-date-past");
    expect(status).toBe(isWaiting ? "not-assessed" : "assessed");
    if (isWaiting) reasons.push(reason);
  }
  expect(runs).toBe(4);
  expect(reasons).toEqual(
    [2300, 2600, 2900].map(
      (read) => `It needs the deals, which is still being read beside the audits: ${read} of 3000 so far.`,
    ),
  );
  expect(await openOf("deal-close-date-past")).toBe(3_000);
});

test("a first audit reads what it needs at once", async () => {
  await createLeads();
  enable("contact-source-missing", "lead-unassigned");
  const { receipts } = await auditNow({ mode: "baseline" });
  expect(receipts.filter(({ awaits }) => awaits !== undefined)).toEqual([]);
  expect((await outcome("lead-unassigned")).status).toBe("assessed");
});

function configWith(backgroundPercent: number) {
  return () => ({ hubspot: { address: "", headroomPercent: 10, backgroundPercent } }) as never;
}
