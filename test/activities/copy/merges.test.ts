import { beforeEach, describe, expect, test } from "vitest";
import { locateFinding } from "../../../operations/reads/locate-finding.ts";
import { addExclusion } from "../../../storage/exclusions.ts";
import { startMergingClient } from "./merging-client.ts";

const { portal, clientId, now, config, db, pass, run, sendAll, submit, waiting, alert, sayAll, idOf, openWithOne } =
  startMergingClient();

describe.each([
  ["as HubSpot merges now", false],
  ["as HubSpot merged before", true],
] as const)("a lead that waits and was told of, merged %s", (_, mergesKeepPrimaryId) => {
  beforeEach(() => portal().admin.change({ mergesKeepPrimaryId }));

  test.each(["hourly list", "fast increment"])(
    "goes on under the id that is left: its age, its alert, nobody hears a word (%s)",
    async (how) => {
      const { lead, other } = await openWithOne();
      const before = await waiting();
      const left = (await portal().api.merge("contacts", other, lead)).id;
      if (how === "hourly list") await pass(27 * 60);

      expect(await run()).toMatchObject({ counts: { opened: 0, reopened: 0, resolved: 0 } });

      expect(await waiting()).toEqual([{ ...before[0]!, finding_id: idOf(left), subject_id: left }]);
      expect(await alert()).toMatchObject({ status: "open", told: [idOf(left)] });
      expect((await sayAll()).filter((said) => !said.startsWith("update"))).toEqual(["open 1 sent"]);
      const told = await db()
        .selectFrom("finding_event")
        .selectAll()
        .where("client_id", "=", clientId())
        .orderBy("event_id")
        .execute();
      expect(told.map(({ finding_id, kind, decision }) => [finding_id, kind, decision])).toEqual([
        [idOf(left), "opened", "told"],
        [idOf(left), "moved", "not-told"],
      ]);
      await pass(1);
      expect(await run()).toMatchObject({ hasNews: false, counts: { opened: 0, resolved: 0 } });
    },
  );

  test("ends as no longer relevant where the record that is left is a customer", async () => {
    const { lead } = await openWithOne();
    const customer = (await portal().api.create("contacts", { email: "ana@customer.example" })).id;
    await portal().api.update("contacts", customer, { lifecyclestage: "customer" });
    const left = (await portal().api.merge("contacts", customer, lead)).id;
    await run();
    expect(await waiting()).toMatchObject([{ subject_id: left, status: "resolved", ending: "no-longer-applies" }]);
    expect(await alert()).toMatchObject({ status: "resolved" });
  });
});

test("two leads that wait become one: the older, with its own acknowledgement, and the message lists one", async () => {
  const older = await submit("ana@lead.example");
  await pass(90);
  await run();
  const younger = await submit("ana@private.example");
  await pass(90);
  await run();
  await sendAll();
  // Somebody took the younger one only.
  await db()
    .updateTable("alert")
    .set({ covered: JSON.stringify([idOf(younger)]) })
    .where("client_id", "=", clientId())
    .execute();
  const [before] = (await waiting()).filter(({ subject_id }) => subject_id === older);

  const left = (await portal().api.merge("contacts", younger, older)).id;
  await pass(1);
  const result = await run();

  expect(result.counts).toMatchObject({ opened: 0, resolved: 0, stillOpen: 1 });
  const after = await waiting();
  expect(after.filter(({ status }) => status === "open")).toMatchObject([
    { finding_id: idOf(left), episode: 1, opened_at: before!.opened_at },
  ]);
  expect(after.filter(({ status }) => status === "resolved")).toMatchObject([{ ending: "no-longer-applies" }]);
  expect(await alert()).toMatchObject({ told: [idOf(left)], covered: [] });
  const update = await db()
    .selectFrom("outbox")
    .selectAll()
    .where("client_id", "=", clientId())
    .where("state", "=", "pending")
    .executeTakeFirstOrThrow();
  expect(update).toMatchObject({
    act: "update",
    message: { alert: { open: 1, headline: "1 lead waiting for a first reply" } },
  });
});

test("what a person said of the former one holds for the one that is left", async () => {
  const { lead, other } = await openWithOne();
  const row = await db()
    .selectFrom("finding")
    .selectAll()
    .where("client_id", "=", clientId())
    .executeTakeFirstOrThrow();
  await addExclusion(db(), row, { kind: "not-a-lead", reason: "sells to us", byWhom: "Ana", at: now() });
  await run();
  expect(await waiting()).toMatchObject([{ status: "resolved", ending: "closed-by-person" }]);
  const left = (await portal().api.merge("contacts", other, lead)).id;
  await pass(1);
  await run();
  expect(await waiting()).toMatchObject([{ subject_id: left, status: "resolved", ending: "closed-by-person" }]);
});

test("the promise goes on where it was: the hand keeps its instant, and there is one of it", async () => {
  const { lead, other } = await openWithOne();
  const hands = async () => {
    const rows = await db()
      .selectFrom("hand")
      .selectAll()
      .where("client_id", "=", clientId())
      .where("contact_id", "is not", null)
      .execute();
    return rows.map(({ hand_id, contact_id, raised_at, state }) => ({ hand_id, contact_id, raised_at, state }));
  };
  const [hand] = await hands();
  const left = (await portal().api.merge("contacts", other, lead)).id;
  await run();
  expect(await hands()).toEqual([{ ...hand!, contact_id: left, state: "waiting" }]);
  await portal().admin.logEngagement({ type: "calls", contactIds: [left], ownerId: portal().ownerId });
  await pass(1);
  await run();
  expect(await hands()).toMatchObject([{ hand_id: hand!.hand_id, state: "answered" }]);
});

test("a link to the finding of the former one leads to the one that goes on", async () => {
  const { lead, other } = await openWithOne();
  const left = (await portal().api.merge("contacts", other, lead)).id;
  await run();
  const asked = { config: () => ({ clients: [config()] }) as never, db: db() };
  expect((await locateFinding(asked, { findingId: idOf(lead) })).row.finding_id).toBe(idOf(left));
  await expect(locateFinding(asked, { findingId: idOf("999") })).rejects.toThrow(/There is no finding/);
});

test("a merge after a merge moves to the last one, be both found in one run", async () => {
  const { lead, other } = await openWithOne();
  const second = (await portal().api.merge("contacts", lead, other)).id;
  const third = (await portal().api.create("contacts", { email: "ana@third.example", lifecyclestage: "lead" })).id;
  const last = (await portal().api.merge("contacts", third, second)).id;
  await run();
  expect(await waiting()).toMatchObject([{ finding_id: idOf(last), status: "open", episode: 1 }]);
});

test("touches go over too: an answer to the former one is an answer to the one that is left", async () => {
  const { lead, other } = await openWithOne();
  await portal().admin.logEngagement({ type: "calls", contactIds: [lead], ownerId: portal().ownerId });
  await portal().admin.logEngagement({ type: "calls", contactIds: [lead, other], ownerId: portal().ownerId });
  await run();
  await pass(1);
  const left = (await portal().api.merge("contacts", other, lead)).id;
  await run();
  const touches = await db().selectFrom("touch").selectAll().where("client_id", "=", clientId()).execute();
  expect(new Set(touches.map(({ contact_id }) => contact_id))).toEqual(new Set([left]));
  expect(await waiting()).toMatchObject([{ subject_id: left, status: "resolved", ending: "seen-healthy" }]);
});
