import { beforeEach, describe, expect, test } from "vitest";
import { makeSyncRecords } from "../../../activities/copy/sync-records.ts";
import { locateFinding } from "../../../operations/reads/locate-finding.ts";
import { addExclusion } from "../../../storage/exclusions.ts";
import { noticeMerges } from "../../../storage/merged-records.ts";
import { startAuditedClient } from "../audited-client.ts";
import { audit, copy, monitorsOf, runActivity } from "../test-world.ts";

/** Two checks, neither of which gets worse while a test lasts. */
const monitors = monitorsOf("lead-unanswered", "deal-close-date-past").map((monitor) =>
  monitor.checkId === "lead-unanswered"
    ? { ...monitor, params: { ...monitor.params, criticalAfterMinutes: 90_000 } }
    : monitor,
);
const { world, portal, clientId, now, config, db, pass, run, nextRun, raiseHand, sendAll } = startAuditedClient({
  monitors,
});

const submit = async (email: string) => (await raiseHand(email)).contactId;
const waiting = async () => {
  const rows = await db()
    .selectFrom("finding")
    .selectAll()
    .where("client_id", "=", clientId())
    .where("check_id", "=", "lead-unanswered")
    .orderBy("finding_id")
    .execute();
  return rows.map(({ finding_id, subject_id, status, ending, episode, opened_at, since }) => {
    return { finding_id, subject_id, status, ending, episode, opened_at, since };
  });
};
const alert = () => db().selectFrom("alert").selectAll().where("client_id", "=", clientId()).executeTakeFirstOrThrow();
const sayAll = async () => {
  const rows = await db().selectFrom("outbox").selectAll().where("client_id", "=", clientId()).orderBy("seq").execute();
  return rows.map(({ act, revision, state }) => `${act} ${revision} ${state}`);
};
const idOf = (contactId: string) => `lead-unanswered.contact.${contactId}`;

/** One lead that waits and was told of, and a contact that nobody waits for. */
async function openWithOne() {
  const lead = await submit("ana@lead.example");
  const other = (await portal().api.create("contacts", { email: "ana@private.example", lifecyclestage: "lead" })).id;
  await pass(90);
  await run();
  await sendAll();
  await pass(5);
  return { lead, other };
}

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
    message: { alert: { open: 1, headline: "1 lead waits for a first answer" } },
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

describe("a deal", () => {
  test("that was told of moves as a contact does", async () => {
    const values = { dealname: "Renewal", dealstage: "qualifiedtobuy", closedate: "2026-11-01T00:00:00Z" };
    const [one, two] = [
      await portal().api.create("deals", values),
      await portal().api.create("deals", { ...values, closedate: "2027-11-01T00:00:00Z" }),
    ];
    await run();
    const open = async () =>
      (
        await db()
          .selectFrom("finding")
          .selectAll()
          .where("client_id", "=", clientId())
          .where("check_id", "=", "deal-close-date-past")
          .execute()
      ).map(({ subject_id, status, episode }) => ({ subject_id, status, episode }));
    expect(await open()).toEqual([{ subject_id: one.id, status: "open", episode: 1 }]);
    await pass(1);
    const left = (await portal().api.merge("deals", one.id, two.id)).id;
    await run();
    expect(await open()).toEqual([{ subject_id: left, status: "open", episode: 1 }]);
  });
});

describe("what is said of a merge and is not true", () => {
  test("two records that name each other both stay", async () => {
    const { lead, other } = await openWithOne();
    const merges = [
      { formerId: lead, survivorId: other },
      { formerId: other, survivorId: lead },
    ];
    await noticeMerges(db(), clientId(), "contact", merges, now());
    await run();
    expect(await waiting()).toMatchObject([{ subject_id: lead, status: "open" }]);
    expect(await db().selectFrom("merged_record").selectAll().where("client_id", "=", clientId()).execute()).toEqual(
      [],
    );
  });

  test("an id that is answered with three others is asked for alone, and leads to one", async () => {
    const { lead, other } = await openWithOne();
    const left = (await portal().api.merge("contacts", other, lead)).id;
    const strangers = [await portal().api.create("contacts", {}), await portal().api.create("contacts", {})];
    const answered = world().world.portal(clientId());
    const portalWithThree = {
      ...answered,
      async recordsById(...asked: Parameters<typeof answered.recordsById>) {
        const { records, gone } = await answered.recordsById(...asked);
        if (!asked[2].includes(lead)) return { records, gone };
        const others = await answered.recordsById(
          asked[0],
          asked[1],
          strangers.map(({ id }) => id),
        );
        const claim = { hs_merged_object_ids: lead };
        return {
          records: [
            ...records,
            ...others.records.map((one) => ({ ...one, properties: { ...one.properties, ...claim } })),
          ],
          gone,
        };
      },
    };
    const { plan } = await copy(world().world, nextRun());
    const contacts = plan.records.find(({ type }) => type === "contact")!;
    await runActivity(makeSyncRecords({ ...world().world, portal: () => portalWithThree }), [nextRun(), contacts], {
      attempt: 4,
    });
    const merged = await db()
      .selectFrom("merged_record")
      .selectAll()
      .where("client_id", "=", clientId())
      .where("former_id", "=", lead)
      .execute();
    expect(merged).toMatchObject([{ survivor_id: left }]);
    await run();
    expect(await waiting()).toMatchObject([{ subject_id: left, status: "open" }]);
  });
});

test("a portal whose records do not name what was merged: the id alone leads there", async () => {
  const { lead, other } = await openWithOne();
  const left = (await portal().api.merge("contacts", other, lead)).id;
  const answered = world().world.portal(clientId());
  const silent = {
    ...answered,
    recordPage: async (type: string, names: readonly string[], after: string | null) =>
      answered.recordPage(
        type,
        names.filter((name) => name !== "hs_merged_object_ids"),
        after,
      ),
    changedPage: async (type: string, names: readonly string[], since: Date, after: string | null) =>
      answered.changedPage(
        type,
        names.filter((name) => name !== "hs_merged_object_ids"),
        since,
        after,
      ),
    recordsById: async (type: string, names: readonly string[], ids: readonly string[]) =>
      answered.recordsById(
        type,
        names.filter((name) => name !== "hs_merged_object_ids"),
        ids,
      ),
  };
  await pass(27 * 60);
  await audit({ ...world(), world: { ...world().world, portal: () => silent } }, nextRun());
  expect(await waiting()).toMatchObject([{ subject_id: left, status: "open", episode: 1 }]);
});

test("a deleted contact that is restored is a person of whom nothing was known, and its end was called deleted", async () => {
  const { lead } = await openWithOne();
  await portal().api.archive("contacts", lead);
  await run();
  expect(await waiting()).toMatchObject([{ status: "resolved", ending: "deleted" }]);
  await pass(1);
  await portal().admin.liveThrough([{ what: "record-restored", type: "contacts", id: lead, at: now().toISOString() }]);
  await run();
  expect(await waiting()).toMatchObject([
    { subject_id: lead, status: "open", episode: 1 },
    { status: "resolved", ending: "deleted" },
  ]);
});
