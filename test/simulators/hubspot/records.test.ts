import { expect, test } from "vitest";
import { openPortal } from "./open-portal.ts";

const contacts = "/crm/objects/2026-09/contacts";
const at = (instant: string) => new Date(instant);

interface Rendered {
  readonly id: string;
  readonly properties: Record<string, string | null>;
}
interface Batch {
  readonly results: readonly (Rendered & { new?: boolean; objectWriteTraceId?: string })[];
  readonly errors?: readonly { context: Record<string, string[]>; category: string }[];
}

test("a lead enters the default pipeline, counts its outreach, and goes with its last contact", async () => {
  const { api, portal, raw } = await openPortal();
  const contact = await api.create("contacts", { email: "kim@client.example" });
  const lead = await api.create("leads", { hs_lead_name: "Kim" }, [{ toId: contact.id, typeId: 578 }]);
  await portal.freezeAt(at("2026-06-01T10:00:00Z"));
  await api.create("calls", { hs_timestamp: "2026-06-01T09:30:00Z", hs_call_direction: "OUTBOUND" }, [
    { toId: lead.id, typeId: 597 },
  ]);

  const read = (
    await raw(
      "GET",
      `/crm/objects/2026-09/0-136/${lead.id}?properties=hs_pipeline,hs_pipeline_stage,hs_lead_is_open,hs_lead_call_count,hs_lead_time_to_first_outreach,hs_primary_contact_id`,
    )
  ).json<Rendered>();
  expect(read.properties).toMatchObject({
    hs_pipeline: "lead-pipeline-id",
    hs_pipeline_stage: "new-stage-id",
    hs_lead_is_open: "true",
    hs_lead_call_count: "1",
    hs_lead_time_to_first_outreach: "1800000",
    hs_primary_contact_id: contact.id,
  });
  const pipelines = (await raw("GET", "/crm/pipelines/2026-09/leads")).json<{
    results: { id: string; stages: { id: string }[] }[];
  }>();
  expect(pipelines.results.map(({ id, stages }) => [id, stages.length])).toEqual([["lead-pipeline-id", 5]]);

  const link = { from: { id: lead.id }, to: [{ id: contact.id }] };
  expect((await raw("POST", "/crm/associations/2026-09/leads/contacts/batch/archive", { inputs: [link] })).status).toBe(
    204,
  );
  expect((await raw("GET", `/crm/objects/2026-09/leads/${lead.id}`)).status).toBe(404);
});

test("whoever can own records is a user record too, and stays one after leaving", async () => {
  const { portal, api } = await openPortal();
  const owner = await portal.createOwner({ email: "ana@acme.example", firstName: "Ana", lastName: "Berger" });
  await portal.deactivateOwner(owner.id);

  expect(await api.list("users", ["hs_email", "hubspot_owner_id", "hs_deactivated"])).toMatchObject([
    { properties: { hs_email: "ana@acme.example", hubspot_owner_id: owner.id, hs_deactivated: "true" } },
  ]);
});

test("batch upsert updates what the e-mail address finds and creates the rest", async () => {
  const { raw, api } = await openPortal();
  const known = await api.create("contacts", { email: "kim@client.example" });
  const input = (email: string, jobtitle: string) => ({ id: email, idProperty: "email", properties: { jobtitle } });

  const answer = await raw("POST", `${contacts}/batch/upsert`, {
    inputs: [input("KIM@client.example", "COO"), input("lee@client.example", "CTO")],
  });

  expect(answer.status).toBe(200);
  const { results } = answer.json<Batch>();
  expect(results.map((result) => [result.new, result.properties["jobtitle"]])).toEqual([
    [false, "COO"],
    [true, "CTO"],
  ]);
  expect(results[0]!.id).toBe(known.id);
  expect((await api.read("contacts", results[1]!.id, ["email"])).properties["email"]).toBe("lee@client.example");
});

test("batch create with trace ids writes what is valid and names the rest, with 207", async () => {
  const { raw, api } = await openPortal();
  const input = (objectWriteTraceId: string, email: string) => ({ objectWriteTraceId, properties: { email } });
  const inputs = [input("one", "kim@client.example"), input("two", "no address"), input("three", "lee@client.example")];

  const answer = await raw("POST", `${contacts}/batch/create`, { inputs });

  expect(answer.status).toBe(207);
  const { results, errors = [] } = answer.json<Batch>();
  expect(results.map((result) => result.objectWriteTraceId)).toEqual(["one", "three"]);
  expect(errors.map(({ context, category }) => [context["objectWriteTraceId"], category])).toEqual([
    [["two"], "VALIDATION_ERROR"],
  ]);
  expect(await api.list("contacts")).toHaveLength(2);

  const withoutTrace = inputs.map(({ properties }) => ({ properties: { email: `x${properties.email}` } }));
  expect((await raw("POST", `${contacts}/batch/create`, { inputs: withoutTrace })).status).toBe(400);
  expect(await api.list("contacts")).toHaveLength(2);
});

test("a computed property has a history: each modification that changed it", async () => {
  const { api, portal, raw } = await openPortal();
  const contact = await api.create("contacts", { email: "kim@client.example" });
  for (const day of ["02", "03"]) {
    await portal.freezeAt(at(`2026-06-${day}T09:00:00Z`));
    await portal.logEngagement({ type: "calls", contactIds: [contact.id] });
  }

  const read = (await raw("GET", `${contacts}/${contact.id}?propertiesWithHistory=num_contacted_notes`)).json<{
    propertiesWithHistory: Record<string, { value: string; timestamp: string; sourceType: string }[]>;
  }>();

  expect(read.propertiesWithHistory["num_contacted_notes"]).toEqual([
    { value: "2", timestamp: "2026-06-03T09:00:00.000Z", sourceType: "CALCULATED" },
    { value: "1", timestamp: "2026-06-02T09:00:00.000Z", sourceType: "CALCULATED" },
    { value: "0", timestamp: "2026-06-01T09:00:00.000Z", sourceType: "CALCULATED" },
  ]);
});

test("what administrators require binds dated writes, and not those at the v3 path", async () => {
  const { raw, portal } = await openPortal();
  await portal.change({ requiredOnCreate: { contacts: ["jobtitle"] } });

  const body = { properties: { email: "kim@client.example" } };
  expect((await raw("POST", contacts, body)).status).toBe(400);
  expect((await raw("POST", "/crm/v3/objects/contacts", body)).status).toBe(201);
});

test("search lags behind by record type", async () => {
  const { api, portal } = await openPortal();
  await portal.setLimits({ indexLagMs: 0, indexLagMsOf: { contacts: 20_000 } });
  await portal.freezeAt(at("2026-06-01T09:10:00Z"));
  await api.create("contacts", { email: "kim@client.example" });
  await api.create("companies", { name: "Client" });
  const found = async () => [(await api.search("contacts", [])).length, (await api.search("companies", [])).length];

  expect(await found()).toEqual([0, 1]);
  await portal.freezeAt(at("2026-06-01T09:10:20Z"));
  expect(await found()).toEqual([1, 1]);
});

test("associations name the other record by a number or by a text", async () => {
  const { api, portal, raw } = await openPortal();
  const company = await api.create("companies", { name: "Client" });
  const contact = await api.create("contacts", { email: "kim@client.example" }, [{ toId: company.id, typeId: 279 }]);
  const read = async () => (await raw("GET", `${contacts}/${contact.id}/associations/companies`)).text;

  expect(await read()).toContain(`"toObjectId":${company.id}`);
  await portal.setLimits({ associatedIdsAs: "text" });
  expect(await read()).toContain(`"toObjectId":"${company.id}"`);
});
