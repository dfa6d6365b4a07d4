import { expect, test } from "vitest";
import { startAuditedClient } from "../audited-client.ts";
import { monitorsOf } from "../test-world.ts";

const ofContacts = ["won-deal-contact-not-customer", "lifecycle-behind-deal", "mql-not-accepted"];
const ofLeads = ["qualified-lead-without-deal", "disqualified-without-reason", "lead-without-contact"];
const { db, portal, clientId, pass, run } = startAuditedClient({ monitors: monitorsOf(...ofContacts, ...ofLeads) });

const days = (count: number) => pass(count * 24 * 60);
const found = async () =>
  (
    await db()
      .selectFrom("finding")
      .selectAll()
      .where("client_id", "=", clientId())
      .orderBy("check_id")
      .orderBy("subject_id")
      .execute()
  ).map(({ check_id, subject_id, status, ending }) => [check_id, subject_id, status === "open" ? "open" : ending]);
const outcomes = async () =>
  db().selectFrom("latest_outcome").selectAll().where("client_id", "=", clientId()).orderBy("check_id").execute();

const newContact = async (lifecyclestage: string, name = lifecyclestage) =>
  (await portal().api.create("contacts", { email: `${name}@acme.example`, lifecyclestage })).id;
const newDeal = async (dealstage: string, contactId: string) => {
  const properties = { dealname: "Tin", pipeline: "default", dealstage };
  return (await portal().api.create("deals", properties, [{ toId: contactId, typeId: 3 }])).id;
};
const newLead = async (stage: string, contactId: string, more = {}) => {
  const properties = { hs_lead_name: "Tin", hs_pipeline: "lead-pipeline-id", hs_pipeline_stage: stage, ...more };
  return (await portal().api.create("leads", properties, [{ toId: contactId, typeId: 578 }])).id;
};

test("a contact's stage is held against its deals, and told once", async () => {
  const [buyer, prospect, both] = [
    await newContact("lead"),
    await newContact("subscriber"),
    await newContact("lead", "ana"),
  ];
  await newDeal("closedwon", buyer);
  await newDeal("qualifiedtobuy", prospect);
  await newDeal("closedwon", both);
  await newDeal("qualifiedtobuy", both);
  await days(6);
  await run();
  expect(await found()).toEqual([]);
  await days(2);
  await run();
  const won = "won-deal-contact-not-customer";
  expect(await found()).toEqual([
    ["lifecycle-behind-deal", prospect, "open"],
    [won, buyer, "open"],
    [won, both, "open"],
  ]);
  await portal().api.update("contacts", buyer, { lifecyclestage: "customer" });
  await portal().api.update("contacts", prospect, { lifecyclestage: "opportunity" });
  await portal().api.update("contacts", both, { lifecyclestage: "customer" });
  await pass(60);
  await run();
  expect((await found()).map(([, , state]) => state)).toEqual(["seen-healthy", "seen-healthy", "seen-healthy"]);
});

test("an MQL is sales' to accept or reject, and a rejection of before is none", async () => {
  const contact = await newContact("lead");
  await portal().api.update("contacts", contact, { hs_lead_status: "BAD_TIMING" });
  await pass(60);
  await portal().api.update("contacts", contact, { lifecyclestage: "marketingqualifiedlead" });
  await days(2);
  await run();
  await pass(10);
  await run();
  expect(await found()).toEqual([["mql-not-accepted", contact, "open"]]);
  await portal().api.update("contacts", contact, { hs_lead_status: "UNQUALIFIED" });
  await pass(10);
  await run();
  await pass(10);
  await run();
  expect(await found()).toEqual([["mql-not-accepted", contact, "seen-healthy"]]);
});

test("a qualified lead waits for the deal of its contact, a disqualified one for a reason", async () => {
  const contact = await newContact("opportunity");
  const qualified = await newLead("qualified-stage-id", contact);
  const given = await newLead("unqualified-stage-id", contact, { hs_lead_disqualification_reason: "NO_BUDGET" });
  const silent = await newLead("unqualified-stage-id", contact);
  await pass(60);
  await run();
  expect((await found()).map(([check]) => check)).not.toContain("qualified-lead-without-deal");
  await pass(10);
  await run();
  expect(await found()).toEqual([
    ["disqualified-without-reason", silent, "open"],
    ["qualified-lead-without-deal", qualified, "open"],
  ]);
  expect(await outcomes()).toContainEqual(expect.objectContaining({ check_id: "lead-without-contact", failed: 0 }));
  await newDeal("appointmentscheduled", contact);
  await portal().api.update("leads", silent, { hs_lead_disqualification_note: "Out of business" });
  await pass(10);
  await run();
  expect((await found()).map(([, , state]) => state)).toEqual(["seen-healthy", "seen-healthy"]);
  expect(given).not.toBe(silent);
});

test("a portal without lead objects has nothing found, nothing unknown, and is told why", async () => {
  await portal().admin.change({ subscriptions: { marketing: "free", sales: "free", service: "free" } });
  await newContact("lead");
  await pass(10);
  expect(await run()).toMatchObject({ counts: { opened: 0, unknown: 0 } });
  const said = (await outcomes()).map(({ check_id, status, unknown }) => [check_id, status, unknown]);
  expect(said).toEqual(
    [...ofContacts, ...ofLeads].toSorted().map((id) => [id, ofLeads.includes(id) ? "not-assessed" : "assessed", 0]),
  );
});
