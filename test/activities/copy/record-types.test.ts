import { describe, expect, test } from "vitest";
import { makeSyncRecords } from "../../../activities/copy/sync-records.ts";
import { typedRecords } from "../../../activities/mirror/typed-records.ts";
import { propertiesFor } from "../../../connectors/hubspot/fields.ts";
import type { RecordType } from "../../../domain/mirror/records.ts";
import { saveFindings } from "../../../storage/findings.ts";
import { findingRow } from "../../storage/rows.ts";
import { startAuditedClient } from "../audited-client.ts";
import { runActivity, runName, startOfTest } from "../test-world.ts";

let people = 0;
const { world, portal, clientId, now, pass } = startAuditedClient();
const copyType = (type: RecordType, fields: readonly string[]) =>
  runActivity(
    makeSyncRecords(world().world),
    [runName(clientId(), now(), { cadence: "fast" }), { type, properties: propertiesFor(type, fields) }],
    { attempt: 4 },
  );
const mirrored = async <Type extends RecordType>(type: Type) => {
  const found = [];
  for await (const page of typedRecords(world().world.db, clientId(), {}).stream(type))
    found.push(...page.map(({ record }) => record));
  return found;
};
const asked = async () => (await portal().admin.requests()).map(({ method, path }) => `${method} ${path}`);

describe.each([
  ["company", "companies", { name: "Acme", domain: "acme.example" }, { name: "Acme Ltd" }, "lifecycleStage"],
  ["lead", "leads", { hs_lead_name: "Kim" }, { hs_lead_name: "Kim Lee" }, "createdAt"],
  [
    "task",
    "tasks",
    { hs_task_subject: "Call Kim", hs_timestamp: startOfTest.toISOString() },
    { hs_task_subject: "Call Kim Lee" },
    "dueAt",
  ],
] as const)("a %s", (type, objectType, first, later, field) => {
  const create = async () => {
    if (type !== "lead") return (await portal().api.create(objectType, first)).id;
    const contact = await portal().api.create("contacts", { email: `kim-${(people += 1)}@acme.example` });
    return (await portal().api.create(objectType, first, [{ toId: contact.id, typeId: 578 }])).id;
  };

  test("is listed, its change is searched by its own date of change, and its deletion is noticed", async () => {
    const [one, two] = [await create(), await create()];
    await pass(10);
    expect(await copyType(type, [field])).toMatchObject({ subject: type, status: "complete", records: 2 });
    expect(await mirrored(type)).toMatchObject([
      { type, id: one, name: Object.values(first)[0] },
      { type, id: two },
    ]);

    await portal().api.update(objectType, one, later);
    await portal().api.archive(objectType, two);
    await pass(20);
    await portal().admin.clearRequests();
    expect(await copyType(type, [field])).toMatchObject({ status: "complete", records: 1 });
    expect((await mirrored(type)).map(({ id, name }) => [id, name])).toEqual([[one, Object.values(later)[0]]]);
    expect((await asked()).filter((path) => /GET .*\/objects/.test(path))).toEqual([]);
  });
});

describe.each(["company", "deal"] as const)("two records of type %s that are merged", (type) => {
  const objectType = type === "company" ? "companies" : "deals";
  const named = (name: string) =>
    type === "company" ? { name, domain: `${name}.example` } : { dealname: name, dealstage: "qualifiedtobuy" };

  test("are one, and what people were told of goes with it", async () => {
    const kept = (await portal().api.create(objectType, named("acme"))).id;
    const lost = (await portal().api.create(objectType, named("acme-two"))).id;
    await pass(10);
    await copyType(type, ["ownerId"]);
    await saveFindings(world().world.db, [
      findingRow(clientId(), `some-check.${type}.${lost}`, startOfTest, {
        check_id: "some-check",
        subject_type: type,
        subject_id: lost,
      }),
    ]);
    const left = (await portal().api.merge(objectType, kept, lost)).id;
    await pass(20);
    await copyType(type, ["ownerId"]);
    expect((await mirrored(type)).map(({ id }) => id)).toEqual([left]);
    const rows = await world().world.db.selectFrom("finding").selectAll().where("client_id", "=", clientId()).execute();
    expect(rows.map(({ subject_id, status }) => [subject_id, status])).toEqual([[left, "open"]]);
  });
});

test("a lead goes with the last person that it was about", async () => {
  const contact = (await portal().api.create("contacts", { email: "ana@acme.example" })).id;
  const lead = (await portal().api.create("leads", { hs_lead_name: "Ana" }, [{ toId: contact, typeId: 578 }])).id;
  await pass(10);
  await copyType("lead", ["isOpen"]);
  expect(await mirrored("lead")).toMatchObject([{ id: lead, isOpen: true }]);
  await portal().api.unlink("leads", lead, "contacts", contact);
  await pass(20);
  await copyType("lead", ["isOpen"]);
  expect(await mirrored("lead")).toEqual([]);
});
