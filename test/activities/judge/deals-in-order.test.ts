import { expect, test } from "vitest";
import { monitorsOf } from "../test-world.ts";
import { startAuditedClient } from "../audited-client.ts";

const perDeal = [
  "deal-close-date-pushed",
  "deal-stale",
  "deal-stuck-in-stage",
  "deal-unassigned",
  "deal-without-contact",
];
const monitors = monitorsOf("contact-email-missing", "deal-amount-missing", "lost-reason-missing", ...perDeal);
const { db, portal, clientId, now, pass, run } = startAuditedClient({ monitors });

const day = 24 * 60;
const contactToDeal = 4;
const daily = () => run({ cadence: "daily" });
const findings = async () => {
  const rows = await db()
    .selectFrom("finding")
    .select(["check_id", "subject_id", "status"])
    .where("client_id", "=", clientId())
    .orderBy("check_id")
    .execute();
  return rows.map(({ check_id, subject_id, status }) => `${check_id} ${subject_id} ${status}`);
};
const newDeal = async (properties: Readonly<Record<string, string>> = {}) => {
  const deal = { dealname: "Pilot", dealstage: "qualifiedtobuy", pipeline: "default", ...properties };
  return (await portal().api.create("deals", deal)).id;
};

test("what a deal lacks is told when it is no longer new, and ends with what was missing", async () => {
  const id = await newDeal();
  await daily();
  await pass(7 * day);
  await daily();
  expect(await findings()).toEqual([`deal-unassigned ${id} open`, `deal-without-contact ${id} open`]);

  await portal().admin.logEngagement({ type: "notes", dealIds: [id] });
  await portal().api.create("contacts", { email: "kim@buyer.example" }, [{ toId: id, typeId: contactToDeal }]);
  await portal().api.update("deals", id, { hubspot_owner_id: portal().ownerId });
  await pass(10);
  await daily();
  expect(await findings()).toEqual([`deal-unassigned ${id} resolved`, `deal-without-contact ${id} resolved`]);
});

test("a deal that nobody works turns stale, then stuck, by time alone; and each ends with what it asked for", async () => {
  const owned = { hubspot_owner_id: portal().ownerId };
  const id = await newDeal(owned);
  await portal().api.create("contacts", { email: "kim@buyer.example" }, [{ toId: id, typeId: contactToDeal }]);
  await daily();
  await pass(14 * day);
  await daily();
  expect(await findings()).toEqual([]);
  await pass(day);
  await daily();
  expect(await findings()).toEqual([`deal-stale ${id} open`]);
  await pass(45 * day);
  await daily();
  expect(await findings()).toEqual([`deal-stale ${id} open`]);
  await pass(day);
  await daily();
  expect(await findings()).toEqual([`deal-stale ${id} open`, `deal-stuck-in-stage ${id} open`]);

  await portal().admin.logEngagement({ type: "calls", dealIds: [id] });
  await portal().api.update("deals", id, { dealstage: "presentationscheduled" });
  await pass(10);
  await daily();
  expect(await findings()).toEqual([`deal-stale ${id} resolved`, `deal-stuck-in-stage ${id} resolved`]);
});

test("the history of open deals with a date is read, and one that was pushed three times is told", async () => {
  const owned = { hubspot_owner_id: portal().ownerId, closedate: "2026-12-10" };
  const [pushed, once] = [await newDeal(owned), await newDeal(owned)];
  await daily();
  for (const closedate of ["2026-12-20", "2027-01-05", "2027-01-20"]) {
    await pass(3 * day);
    await portal().api.update("deals", pushed, { closedate });
  }
  await portal().api.update("deals", once, { closedate: "2026-12-20" });
  await daily();
  await pass(10);
  await daily();
  expect((await findings()).filter((said) => said.startsWith("deal-close"))).toEqual([
    `deal-close-date-pushed ${pushed} open`,
  ]);
});

test("shares are of what is no longer new: nineteen deals are too few, and a lost one counts by its reason", async () => {
  const owned = { hubspot_owner_id: portal().ownerId };
  for (let number = 0; number < 19; number += 1) await newDeal({ ...owned, amount: "" });
  await pass(day);
  await newDeal(owned);
  await pass(6 * day);
  await daily();
  const said = async (checkId: string) =>
    (await findings()).filter((finding) => finding.startsWith(checkId)).map((finding) => finding.split(" ").at(-1));
  expect(await said("deal-amount-missing")).toEqual([]);
  await pass(day);
  await daily();
  expect(await said("deal-amount-missing")).toEqual(["open"]);

  for (let number = 0; number < 20; number += 1)
    await newDeal({ ...owned, dealstage: "closedlost", closedate: now().toISOString() });
  await pass(10);
  await daily();
  expect(await said("lost-reason-missing")).toEqual(["open"]);
});

test("a portal below Professional has no times of stages: that check alone is not assessed, and says why", async () => {
  await portal().admin.change({ subscriptions: { marketing: "starter", sales: "starter", service: "free" } });
  await newDeal();
  await daily();
  const outcomes = await db()
    .selectFrom("latest_outcome")
    .select(["check_id", "status", "reason"])
    .where("client_id", "=", clientId())
    .where("check_id", "in", ["deal-stale", "deal-stuck-in-stage"])
    .orderBy("check_id")
    .execute();
  expect(outcomes).toEqual([
    { check_id: "deal-stale", status: "assessed", reason: null },
    {
      check_id: "deal-stuck-in-stage",
      status: "not-assessed",
      reason: "This portal has no property deal.hs_v2_date_entered_current_stage.",
    },
  ]);
});
