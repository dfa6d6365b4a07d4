import { beforeEach, describe, expect, test } from "vitest";
import { makeSyncAssociations } from "../../../activities/copy/sync-associations.ts";
import { makeSyncRecords } from "../../../activities/copy/sync-records.ts";
import type { AssociationPair } from "../../../domain/mirror/associations.ts";
import { linksOf } from "../../../storage/associations/links.ts";
import { keepOnlyLinks } from "../../../storage/associations/readings.ts";
import { saveFindings } from "../../../storage/findings.ts";
import { findingRow } from "../../storage/rows.ts";
import { startAuditedClient } from "../audited-client.ts";
import { runActivity, runName, startOfTest } from "../test-world.ts";

const pair: AssociationPair = { from: "deal", to: "contact" };
const path = "/crm/associations/2026-09/deals/contacts/batch/read";
const { world, portal, clientId, now, pass } = startAuditedClient();
const last = { attempt: 4 };
const copyBoth = async () => {
  const run = runName(clientId(), now(), { cadence: "fast" });
  const records = makeSyncRecords(world().world);
  await runActivity(records, [run, { type: "contact", properties: ["email"], linkedTo: ["deal"] }], last);
  await runActivity(records, [run, { type: "deal", properties: ["dealname"], linkedTo: ["contact"] }], last);
};
const link = async (pairs: readonly AssociationPair[] = [pair]) =>
  runActivity(makeSyncAssociations(world().world), [runName(clientId(), now(), { cadence: "fast" }), pairs], last);
const run = async () => {
  await copyBoth();
  return link();
};
/** What the mirror says hangs on a deal, and on a contact: both ends have to agree. */
const linked = async ({ from, to }: AssociationPair, id: string) =>
  (await linksOf(world().world.db, clientId(), { from, to }, [id])).get(id) ?? [];
const contactsOf = (dealId: string) => linked(pair, dealId);
const dealsOf = (contactId: string) => linked({ from: "contact", to: "deal" }, contactId);
const asked = async () =>
  (await portal().admin.requests()).filter((request) => request.path.includes("associations")).length;
const newDeal = async (contactId?: string) =>
  (
    await portal().api.create(
      "deals",
      { dealname: "Renewal", dealstage: "qualifiedtobuy" },
      contactId === undefined ? [] : [{ toId: contactId, typeId: 3 }],
    )
  ).id;
const newContact = async (email: string) => (await portal().api.create("contacts", { email })).id;
const tell = (dealId: string) =>
  saveFindings(world().world.db, [
    findingRow(clientId(), `f-${dealId}`, startOfTest, { subject_type: "deal", subject_id: dealId }),
  ]);

test("after the first list all are asked for, and stand at both ends", async () => {
  const contact = await newContact("ana@acme.example");
  const [deal, lonely] = [await newDeal(contact), await newDeal()];
  await pass(10);
  expect(await run()).toEqual([
    expect.objectContaining({ subject: "deal/contact", status: "complete", reason: null, records: 2 }),
  ]);
  expect([await contactsOf(deal), await contactsOf(lonely), await dealsOf(contact)]).toEqual([[contact], [], [deal]]);
});

test("a thousand are asked for in one request, and a walk that broke goes on where it was", async () => {
  const at = startOfTest.toISOString();
  const ids = Array.from({ length: 1_001 }, (_, index) => String(50_000 + index));
  await portal().admin.liveThrough(
    ids.map((id) => ({ what: "record-created", type: "deals", id, properties: { dealname: id }, at }) as const),
  );
  await pass(10);
  await copyBoth();
  await portal().admin.setFault({ kind: "502", path, skip: 1, times: 1 });
  await portal().admin.clearRequests();
  expect(await link()).toMatchObject([{ status: "unreadable", records: 0 }]);
  expect(await asked()).toBe(2);
  expect(await link()).toMatchObject([{ status: "complete", records: 1 }]);
  expect(await asked()).toBe(3);
});

test("where nothing changed nothing is asked, and nothing where no check wants to know", async () => {
  await newDeal(await newContact("ana@acme.example"));
  await pass(10);
  await run();
  await pass(20);
  await portal().admin.clearRequests();
  expect(await run()).toMatchObject([{ status: "complete", records: 0 }]);
  expect(await asked()).toBe(0);
  await newDeal();
  await pass(1);
  const plain = { type: "deal", properties: ["dealname"] } as const;
  await runActivity(makeSyncRecords(world().world), [runName(clientId(), now(), { cadence: "fast" }), plain], last);
  expect(await asked()).toBe(0);
});

test.each(["deal", "contact"])("a new association shows with the change of its %s alone", async (met) => {
  const contact = await newContact("ana@acme.example");
  const deal = await newDeal();
  await pass(10);
  await run();
  await portal().api.link("deals", deal, "contacts", contact);
  await pass(20);
  await copyBoth();
  await world().world.db.deleteFrom("association_due").where("from_type", "<>", met).execute();
  await link();
  expect([await contactsOf(deal), await dealsOf(contact)]).toEqual([[contact], [deal]]);
});

test("what was unlinked shows at once where somebody was told, and else with the next list", async () => {
  const contact = await newContact("ana@acme.example");
  const [told, other] = [await newDeal(contact), await newDeal(contact)];
  await pass(10);
  await run();
  await tell(told);
  await pass(60);
  await portal().api.unlink("deals", told, "contacts", contact);
  await portal().api.unlink("deals", other, "contacts", contact);
  await pass(60);
  await world().world.db.deleteFrom("association_due").execute();
  await link();
  expect([await contactsOf(told), await contactsOf(other), await dealsOf(contact)]).toEqual([[], [contact], [other]]);
  await pass(27 * 60);
  await run();
  expect([await contactsOf(other), await dealsOf(contact)]).toEqual([[], []]);
});

test.each(["502", "empty-object", "lost-answer"] as const)(
  "half an answer (%s) is none: what is known stays, and it is asked again",
  async (kind) => {
    const contact = await newContact("ana@acme.example");
    const deal = await newDeal(contact);
    await pass(10);
    await run();
    await portal().api.update("deals", deal, { dealname: "Renewal 2" });
    await pass(20);
    await portal().admin.setFault({ kind, path });
    expect(await run()).toMatchObject([{ subject: "deal/contact", status: "unreadable" }]);
    expect(await contactsOf(deal)).toEqual([contact]);
    await portal().admin.clearFaults();
    await portal().api.unlink("deals", deal, "contacts", contact);
    expect(await link()).toMatchObject([{ status: "complete" }]);
    expect(await contactsOf(deal)).toEqual([]);
  },
);

test("a contact that is deleted hangs on nothing, and what it hung on is asked anew", async () => {
  const contact = await newContact("ana@acme.example");
  const deal = await newDeal(contact);
  await pass(10);
  await run();
  await portal().api.archive("contacts", contact);
  await pass(20);
  await copyBoth();
  expect(await contactsOf(deal)).toEqual([]);
  const due = await world()
    .world.db.selectFrom("association_due")
    .selectAll()
    .where("client_id", "=", clientId())
    .execute();
  expect(due).toContainEqual(expect.objectContaining({ from_type: "deal", to_type: "contact", record_id: deal }));
  await link();
  expect(await contactsOf(deal)).toEqual([]);
});

test("of two contacts that were merged the one that is left has the deals of both", async () => {
  const [ana, other] = [await newContact("ana@acme.example"), await newContact("ana@home.example")];
  const [one, two] = [await newDeal(ana), await newDeal(other)];
  await pass(10);
  await run();
  const left = (await portal().api.merge("contacts", ana, other)).id;
  await pass(20);
  await run();
  await pass(1);
  await run();
  expect([await contactsOf(one), await contactsOf(two), await dealsOf(left)]).toEqual([[left], [left], [one, two]]);
  expect([await dealsOf(ana), await dealsOf(other)].flat()).toEqual([]);
});

describe("both ends are changed records", () => {
  const changesOf = async () => {
    const rows = await world()
      .world.db.selectFrom("record")
      .select(["record_type", "record_id", "change_no"])
      .where("client_id", "=", clientId())
      .execute();
    return new Map(rows.map((row) => [`${row.record_type} ${row.record_id}`, Number(row.change_no)]));
  };
  /** Which records have another number after some work. */
  const changedBy = async (work: () => Promise<unknown>) => {
    const before = await changesOf();
    await work();
    return [...(await changesOf())]
      .filter(([name, no]) => before.get(name) !== no)
      .map(([name]) => name)
      .sort();
  };
  let contact: string;
  let deal: string;
  beforeEach(async () => {
    contact = await newContact("ana@acme.example");
    deal = await newDeal(contact);
    await newDeal(await newContact("ben@acme.example"));
    await pass(10);
    await run();
  });

  test("when they are unlinked, and not when an answer is equal", async () => {
    await tell(deal);
    expect(await changedBy(link)).toEqual([]);
    await portal().api.unlink("deals", deal, "contacts", contact);
    expect(await changedBy(link)).toEqual([`contact ${contact}`, `deal ${deal}`]);
  });

  test("when a property of one of them changes", async () => {
    await portal().api.update("contacts", contact, { email: "ana@other.example" });
    await pass(20);
    expect(await changedBy(copyBoth)).toEqual([`contact ${contact}`, `deal ${deal}`]);
  });

  test("when one of them is deleted", async () => {
    await portal().api.archive("contacts", contact);
    await pass(20);
    expect(await changedBy(copyBoth)).toEqual([`deal ${deal}`]);
  });
});

test("what no check asks for any more is forgotten, and read anew when one asks again", async () => {
  const contact = await newContact("ana@acme.example");
  const deal = await newDeal(contact);
  await pass(10);
  await run();
  await keepOnlyLinks(world().world.db, clientId(), [pair]);
  expect(await contactsOf(deal)).toEqual([contact]);
  await keepOnlyLinks(world().world.db, clientId(), []);
  expect([await contactsOf(deal), await dealsOf(contact)]).toEqual([[], []]);
  expect(await link()).toMatchObject([{ status: "complete", records: 1 }]);
  expect(await contactsOf(deal)).toEqual([contact]);
});

test("of records that were never copied whole nobody knows what hangs on them", async () => {
  expect(await link()).toMatchObject([
    { status: "unreadable", reason: "The deals were not copied whole yet, so nobody knows what hangs on them." },
  ]);
});
