import { afterAll, describe, expect, test } from "vitest";
import { makeRunChecks } from "../../../activities/judge/run-checks.ts";
import type { RunChecksInput } from "../../../activities/shapes.ts";
import { dealUnlinked } from "../../checks/synthetic/deal-unlinked.ts";
import { registerCheck } from "../../../checks/index.ts";
import { startAuditedClient } from "../audited-client.ts";
import { copy, monitorsOf, runActivity } from "../test-world.ts";

afterAll(registerCheck(dealUnlinked));

const monitors = [{ checkId: dealUnlinked.id, cadence: "fast", severity: "medium", params: {}, origins: {} } as const];
const { world, db, portal, clientId, pass, configure, nextRun, auditNow, run } = startAuditedClient({ monitors });

const newContact = async (email: string, ownerId: string | null = portal().ownerId) =>
  (await portal().api.create("contacts", { email, ...(ownerId === null ? {} : { hubspot_owner_id: ownerId }) })).id;
const newDeal = async (contactId?: string) =>
  (
    await portal().api.create(
      "deals",
      { dealname: "Renewal", dealstage: "qualifiedtobuy", pipeline: "default", hubspot_owner_id: portal().ownerId },
      contactId === undefined ? [] : [{ toId: contactId, typeId: 3 }],
    )
  ).id;
const findings = async () => {
  const rows = await db()
    .selectFrom("finding")
    .selectAll()
    .where("client_id", "=", clientId())
    .orderBy("finding_id")
    .execute();
  return rows.map(({ subject_id, status, ending, evidence }) => ({ subject_id, status, ending, evidence }));
};
const copyNow = async () => {
  const named = nextRun();
  return { run: named, ...(await copy(world().world, named)) };
};
const judge = (input: RunChecksInput) => runActivity(makeRunChecks(world().world), [input]);
const asked = async () =>
  (await portal().admin.requests()).filter(({ path }) => /associations|companies|leads|tasks/.test(path));

describe("a check that rests on what hangs on its record", () => {
  test("judges by the related records' own fields", async () => {
    const [mine, nobodys] = [await newContact("ana@acme.example"), await newContact("ben@acme.example", null)];
    await newDeal(mine);
    const [lonely, foreign] = [await newDeal(), await newDeal(nobodys)];
    await pass(10);
    expect(await run()).toMatchObject({ status: "complete", counts: { opened: 2, unknown: 0 } });
    expect(await findings()).toEqual([
      { subject_id: lonely, status: "open", ending: null, evidence: { contacts: 0 } },
      { subject_id: foreign, status: "open", ending: null, evidence: { contacts: 1, others: "ben@acme.example" } },
    ]);
  });

  test("judges again when a contact is linked, changes, is unlinked or is deleted", async () => {
    const deal = await newDeal();
    const contact = await newContact("ana@acme.example", null);
    const state = async () => {
      await pass(10);
      await run();
      const [found] = await findings();
      return found?.status === "open" ? found.evidence : (found?.ending ?? null);
    };
    expect(await state()).toEqual({ contacts: 0 });
    await portal().api.link("deals", deal, "contacts", contact);
    expect(await state()).toEqual({ contacts: 1, others: "ana@acme.example" });
    await portal().api.update("contacts", contact, { hubspot_owner_id: portal().ownerId });
    expect(await state()).toBe("seen-healthy");
    await portal().api.unlink("deals", deal, "contacts", contact);
    expect(await state()).toEqual({ contacts: 0 });
    await portal().api.link("deals", deal, "contacts", contact);
    expect(await state()).toBe("seen-healthy");
    await portal().api.archive("contacts", contact);
    expect(await state()).toEqual({ contacts: 0 });
  });

  test("goes with a merge of its contacts, and tells nobody", async () => {
    const [ana, home] = [await newContact("ana@acme.example"), await newContact("ana@home.example")];
    await newDeal(ana);
    await newDeal(home);
    await pass(10);
    await run();
    await portal().api.merge("contacts", ana, home);
    for (let runs = 0; runs < 3; runs += 1) {
      await pass(10);
      const { receipts, result } = await auditNow();
      expect(receipts.flatMap(({ reason }) => reason ?? [])).toEqual([]);
      expect(result).toMatchObject({ status: "complete", counts: { opened: 0, unknown: 0 } });
    }
    expect(await findings()).toEqual([]);
  });

  test("is not assessed where associations cannot be read, and ends nothing", async () => {
    const deal = await newDeal();
    await pass(10);
    await run();
    await portal().api.link("deals", deal, "contacts", await newContact("ana@acme.example"));
    await portal().admin.setFault({ kind: "502", path: "/crm/associations" });
    await pass(10);
    const { receipts, result } = await auditNow();
    expect(receipts).toContainEqual(expect.objectContaining({ subject: "deal/contact", status: "unreadable" }));
    expect(result).toMatchObject({ status: "partial", counts: { resolved: 0 } });
    expect(await findings()).toMatchObject([{ status: "open" }]);
    await portal().admin.clearFaults();
    await pass(10);
    await run();
    expect(await findings()).toMatchObject([{ status: "resolved", ending: "seen-healthy" }]);
  });

  test("is told only after HubSpot was asked once more, and not where that shows a contact", async () => {
    await newDeal(await newContact("ana@acme.example"));
    await pass(10);
    await run();
    const contact = await newContact("ben@acme.example");
    const deal = await newDeal();
    await pass(10);
    const { plan, receipts, run: named } = await copyNow();
    // Linked between the copy and the judging, which no search has shown yet.
    await portal().api.link("deals", deal, "contacts", contact);
    expect(await judge({ run: named, plan, receipts })).toMatchObject({ counts: { opened: 0 } });
    expect(await findings()).toEqual([]);
    await portal().api.unlink("deals", deal, "contacts", contact);
    await pass(10);
    expect(await run()).toMatchObject({ counts: { opened: 1 } });
  });

  test("costs what it asks for, and nothing where nobody asks", async () => {
    await newDeal(await newContact("ana@acme.example"));
    await pass(10);
    await portal().admin.clearRequests();
    await run();
    expect((await asked()).map(({ path }) => path)).toEqual(["/crm/associations/2026-09/deals/contacts/batch/read"]);
    await pass(20);
    await portal().admin.clearRequests();
    await run();
    expect(await asked()).toEqual([]);

    configure({ monitors: monitorsOf("deal-close-date-past", "lead-unassigned") });
    await newDeal();
    await pass(20);
    await portal().admin.clearRequests();
    const { plan } = await auditNow();
    expect(plan).not.toHaveProperty("associations");
    expect(plan.records.map((record) => Object.keys(record))).toEqual([
      ["type", "properties"],
      ["type", "properties"],
    ]);
    expect(await asked()).toEqual([]);
    expect(await db().selectFrom("association").selectAll().where("client_id", "=", clientId()).execute()).toEqual([]);
  });
});
