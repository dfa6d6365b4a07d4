import { describe, expect, test } from "vitest";
import { parseRecord } from "../../../connectors/hubspot/parse-record.ts";
import type { FaultInput } from "../../../simulators/hubspot/faults/fault.ts";
import { keepDefinitions, propertySetsOf } from "../../../storage/property-sets.ts";
import { startAuditedClient } from "../audited-client.ts";
import { monitorsOf } from "../test-world.ts";

/** What was read of each record decides what it is judged by, however its copy broke. */
const { portal, clientId, now, configure, db, pass, run } = startAuditedClient();

const contacts = 240;
const unowned = 24;
const hourMs = 3_600_000;

const enable = (...checkIds: readonly string[]) => configure({ monitors: monitorsOf(...checkIds) });
const later = (hours: number) => pass(hours * 60);
const setFault = (fault: Omit<FaultInput, "path" | "method"> & Partial<FaultInput>) =>
  portal().admin.setFault({ path: "/crm/objects/2026-09/contacts", method: "GET", ...fault });

/** Leads who asked an hour ago; every tenth has no owner and every tenth no source. */
async function createLeads(): Promise<void> {
  const at = new Date(now().getTime() - 2 * hourMs).toISOString();
  await portal().admin.liveThrough(
    Array.from({ length: contacts }, (_, index) => ({
      what: "record-created" as const,
      type: "contacts" as const,
      id: String(5_000 + index),
      at,
      properties: {
        email: `lead${index}@acme.example`,
        lifecyclestage: "lead",
        recent_conversion_date: new Date(now().getTime() - hourMs).toISOString(),
        ...(index % 10 === 0 ? {} : { hubspot_owner_id: portal().ownerId }),
        ...(index % 10 === 5 ? {} : { hs_analytics_source: "PAID_SEARCH" }),
      },
    })),
  );
}

async function findings(checkId: string) {
  const rows = await db()
    .selectFrom("finding")
    .select(["subject_id", "status", "ending", "evidence", "owner_id"])
    .where("client_id", "=", clientId())
    .where("check_id", "=", checkId)
    .execute();
  return {
    open: rows.filter(({ status }) => status === "open"),
    ended: rows.filter(({ status }) => status === "resolved"),
  };
}
const outcome = (checkId: string) =>
  db()
    .selectFrom("latest_outcome")
    .selectAll()
    .where("client_id", "=", clientId())
    .where("check_id", "=", checkId)
    .executeTakeFirstOrThrow();
const isUnowned = (id: string) => (Number(id) - 5_000) % 10 === 0;

/** How the list breaks that reads the property of a check that was just switched on. */
const breaks: readonly (readonly [name: string, faults: readonly Parameters<typeof setFault>[0][]])[] = [
  ["breaks at its second page", [{ kind: "500", skip: 1 }]],
  ["breaks at its first page", [{ kind: "500" }]],
  [
    "ends early, and nobody can tell where",
    [
      { kind: "last-page", skip: 0 },
      { kind: "low-count", path: "/crm/objects/2026-09/contacts/search", method: "POST", skip: 1 },
    ],
  ],
  [
    "ends early, and the search is away",
    [
      { kind: "last-page", skip: 0 },
      { kind: "500", path: "/crm/objects/2026-09/contacts/search", method: "POST" },
    ],
  ],
  [
    "leaves the property out of a page, and so does the read by id",
    [
      { kind: "lost-property", property: "hubspot_owner_id", skip: 1, times: 1 },
      {
        kind: "lost-property",
        property: "hubspot_owner_id",
        path: "/crm/objects/2026-09/contacts/batch",
        method: "POST",
      },
    ],
  ],
];

describe.each(breaks)("a list for a new check that %s", (_, faults) => {
  test("tells nothing of rows that were not read with its property", async () => {
    await createLeads();
    enable("contact-source-missing");
    await run();
    enable("contact-source-missing", "lead-unassigned");
    await later(1);
    for (const fault of faults) await setFault(fault);
    const result = await run();
    const { open } = await findings("lead-unassigned");
    expect(open.filter(({ subject_id }) => !isUnowned(subject_id))).toEqual([]);
    expect(result.status).toBe("partial");
    expect((await outcome("lead-unassigned")).status).not.toBe("assessed");

    await portal().admin.clearFaults();
    await later(1);
    expect((await run()).status).toBe("complete");
    expect((await findings("lead-unassigned")).open).toHaveLength(unowned);
    expect((await outcome("lead-unassigned")).status).toBe("assessed");
  });

  test("counts no share over rows that were not read with its property", async () => {
    await createLeads();
    enable("lead-unassigned");
    await run();
    enable("lead-unassigned", "contact-source-missing");
    await later(1);
    for (const fault of faults)
      await setFault(fault.kind === "lost-property" ? { ...fault, property: "hs_analytics_source" } : fault);
    await run();
    expect((await findings("contact-source-missing")).open).toEqual([]);
    expect((await outcome("contact-source-missing")).status).not.toBe("assessed");
    await portal().admin.clearFaults();
    await later(1);
    await run();
    expect((await findings("contact-source-missing")).open).toMatchObject([{ evidence: { missing: 24, sample: 240 } }]);
  });
});

test("a shrunken list that waits for a person judges what it did not meet by what was read before", async () => {
  await createLeads();
  enable("contact-source-missing");
  await run();
  const gone = Array.from({ length: 100 }, (_, index) => String(5_000 + index));
  await portal().admin.liveThrough(
    gone.map((id) => ({ what: "record-archived" as const, type: "contacts" as const, id, at: now().toISOString() })),
  );
  enable("contact-source-missing", "lead-unassigned");
  await later(1);
  await run();
  const { open } = await findings("lead-unassigned");
  expect(open).toHaveLength(14);
  expect(open.filter(({ subject_id }) => gone.includes(subject_id))).toEqual([]);
  expect(await outcome("lead-unassigned")).toMatchObject({ status: "partly-assessed", unknown: 100 });
});

describe("a page that loses a property", () => {
  test("is read again by id within the same run", async () => {
    await createLeads();
    enable("lead-unassigned");
    await run();
    await later(30);
    await setFault({ kind: "lost-property", property: "hubspot_owner_id", skip: 1, times: 1 });
    expect(await run()).toMatchObject({ status: "complete", counts: { opened: 0, resolved: 0 } });
    expect(await outcome("lead-unassigned")).toMatchObject({ status: "assessed", unknown: 0 });
  });

  test("for good leaves what rests on it open, and the rest of the checks assessed", async () => {
    await createLeads();
    enable("lead-unassigned", "contact-source-missing");
    await run();
    expect((await findings("lead-unassigned")).open).toHaveLength(unowned);
    await later(30);
    await setFault({ kind: "lost-property", property: "hubspot_owner_id", path: "/crm/objects", method: "GET" });
    await setFault({ kind: "lost-property", property: "hubspot_owner_id", path: "/crm/objects", method: "POST" });
    expect(await run()).toMatchObject({ status: "partial", counts: { resolved: 0 } });
    expect((await findings("lead-unassigned")).open).toHaveLength(unowned);
    expect((await outcome("lead-unassigned")).status).toBe("partly-assessed");
    expect((await outcome("contact-source-missing")).status).toBe("assessed");
    const { reason } = await db()
      .selectFrom("scan")
      .selectAll()
      .where("client_id", "=", clientId())
      .where("subject", "=", "contact")
      .orderBy("started_at", "desc")
      .executeTakeFirstOrThrow();
    expect(reason).toBe("HubSpot left hubspot_owner_id out of 240 of 240 contacts, so nobody knows it of them.");
    await portal().admin.clearFaults();
    await later(1);
    expect((await run()).status).toBe("complete");
  });

  test("that is only shown costs no verdict and moves no finding", async () => {
    const at = new Date(now().getTime() - 40 * 24 * hourMs).toISOString();
    await portal().admin.liveThrough([
      {
        what: "record-created",
        type: "deals",
        id: "7000",
        at,
        properties: {
          dealname: "Tin",
          closedate: at,
          dealstage: "qualifiedtobuy",
          pipeline: "default",
          hubspot_owner_id: portal().ownerId,
        },
      },
    ]);
    enable("deal-close-date-past");
    await run();
    await later(30);
    for (const method of ["GET", "POST"])
      await portal().admin.setFault({
        kind: "lost-property",
        property: "hubspot_owner_id",
        path: "/crm/objects",
        method,
      });
    await run();
    expect((await findings("deal-close-date-past")).open).toMatchObject([{ owner_id: portal().ownerId }]);
  });
});

test("a property that was made anew under its name is read anew before anything is judged by it", async () => {
  await createLeads();
  enable("lead-unassigned");
  await run();
  const { definitions } = await db()
    .selectFrom("mirror_state")
    .select("definitions")
    .where("client_id", "=", clientId())
    .executeTakeFirstOrThrow();
  expect(definitions["hubspot_owner_id"]).toBe("enumeration 2019-08-06T02:41:08.029Z");
  const forgotten = await keepDefinitions(db(), clientId(), "contact", {
    ...definitions,
    hubspot_owner_id: "enumeration 2026-11-25",
  });
  expect(forgotten).toEqual(["hubspot_owner_id"]);
  for (const names of (await propertySetsOf(db(), clientId(), "contact")).values()) {
    expect(names.has("hubspot_owner_id")).toBe(false);
    expect(names.has("lifecyclestage")).toBe(true);
  }
  await later(0.1);
  await portal().admin.clearRequests();
  expect(await run()).toMatchObject({ status: "complete", counts: { resolved: 0, opened: 0 } });
  const isList = ({ method, path }: { method: string; path: string }) =>
    method === "GET" && path.includes("/crm/objects/2026-09/contacts?");
  expect((await portal().admin.requests()).filter((one) => isList(one))).toHaveLength(3);
});

test("a field that was not read has a fault and no empty value", () => {
  const { record, faults } = parseRecord(
    "contact",
    "1",
    { email: "a@b.example" },
    {},
    new Map([["ownerId", "unread"]]),
  );
  expect(record).toMatchObject({ ownerId: null });
  expect(faults.get("ownerId")).toBe("unread");
});
