import { expect, test } from "vitest";
import { makeSyncTouches } from "../../../activities/copy/sync-touches.ts";
import { HubSpotBadAnswer } from "../../../connectors/hubspot/errors.ts";
import { touchesByContact } from "../../../storage/touches.ts";
import { startAuditedClient } from "../audited-client.ts";
import { copy, runActivity } from "../test-world.ts";

const { world, portal, clientId, now, db, pass, nextRun, raiseHand, logCall } = startAuditedClient();

const touchesOfAll = async () => {
  const rows = await db()
    .selectFrom("touch")
    .select("contact_id")
    .distinct()
    .where("client_id", "=", clientId())
    .execute();
  return touchesByContact(
    db(),
    clientId(),
    rows.map(({ contact_id }) => contact_id),
  );
};
/** Copies the contacts, then asks for touches and counts what that costs. */
async function sync(attempt = 1) {
  const run = nextRun({ cadence: "fast" });
  await copy(world().world, run);
  await portal().admin.clearRequests();
  const [, receipt] = await runActivity(makeSyncTouches(world().world), [run, 14], { attempt });
  return { receipt, requests: (await portal().admin.requests()).map(({ path }) => path) };
}
/** Only asks for touches; the contacts are as they were copied last. */
async function ask() {
  await portal().admin.clearRequests();
  const run = nextRun({ cadence: "fast" });
  const [, receipt] = await runActivity(makeSyncTouches(world().world), [run, 14], { attempt: 4 });
  return { receipt, requests: (await portal().admin.requests()).map(({ path }) => path) };
}

test("when nobody waits it asks nothing", async () => {
  await portal().api.create("contacts", { email: "old@lead.example", lifecyclestage: "lead" });
  expect(await sync()).toMatchObject({ receipt: { subject: "touch", status: "complete", records: 0 }, requests: [] });
});

test("the cost follows the leads that wait: four questions for any number of them", async () => {
  for (let index = 0; index < 5; index += 1) await raiseHand(`c${index}@lead.example`);
  const { requests } = await sync();
  expect(requests).toHaveLength(4);
  expect(requests.every((path) => path.startsWith("/crm/associations/"))).toBe(true);
});

test("a lead that was answered is not asked for again by the next run", async () => {
  const { contactId } = await raiseHand("ana@lead.example");
  await pass(5);
  await logCall(contactId);
  await pass(1);
  expect((await touchesOfAll()).size).toBe(0);
  await sync();
  expect((await touchesOfAll()).get(contactId)).toMatchObject([{ kind: "call" }]);
  expect((await ask()).requests).toEqual([]);
});

test("an old call that is hung on the lead later counts, though the lead itself was not modified", async () => {
  const { contactId } = await raiseHand("ana@lead.example");
  await pass(5);
  const other = await portal().api.create("contacts", { email: "other@lead.example" });
  const call = await logCall(other.id);
  await sync();
  expect(await touchesOfAll()).toEqual(new Map());
  await pass(5);
  const at = now().toISOString();
  await portal().admin.liveThrough([
    { what: "record-associated", type: "calls", id: call.id, to: { type: "contacts", id: contactId }, at },
  ]);
  await ask();
  expect([...(await touchesOfAll()).keys()]).toEqual([contactId]);
});

test("a hand raised again is a new question", async () => {
  const { contactId } = await raiseHand("ana@lead.example");
  await pass(5);
  await logCall(contactId);
  await pass(5);
  await sync();
  await raiseHand("ana@lead.example");
  await pass(5);
  expect((await sync()).requests.length).toBeGreaterThan(0);
});

test("an engagement that is known already is not read twice", async () => {
  const { contactId } = await raiseHand("ana@lead.example");
  await pass(5);
  await logCall(contactId, { hs_call_direction: "INBOUND" });
  const first = await sync();
  expect(first.requests.filter((path) => path.includes("/batch/read") && path.includes("objects"))).toEqual([]);
  expect(await touchesOf(contactId)).toMatchObject([{ kind: "call", reach: "none" }]);
});

test("a meeting that stands ends the wait when it is booked", async () => {
  const { contactId } = await raiseHand("ana@lead.example");
  await pass(5);
  await portal().admin.logEngagement({
    type: "meetings",
    contactIds: [contactId],
    timestamp: new Date(now().getTime() + 3 * 86_400_000).toISOString(),
    properties: { hs_meeting_outcome: "SCHEDULED" },
  });
  await pass(5);
  await sync();
  expect(await touchesOf(contactId)).toMatchObject([
    { kind: "meeting", bookedAt: new Date(now().getTime() - 5 * 60_000) },
  ]);
  expect((await ask()).requests).toEqual([]);
});

const verify = () => runActivity(makeSyncTouches(world().world), [nextRun({ cadence: "daily" }), 14]);
const touchesOf = async (contactId: string) => (await touchesOfAll()).get(contactId) ?? [];

test("a meeting that was cancelled after it had answered answers no longer, by the next day", async () => {
  const { contactId } = await raiseHand("ana@lead.example");
  await pass(5);
  const properties = { hs_meeting_outcome: "SCHEDULED" };
  const meeting = await portal().admin.logEngagement({ type: "meetings", contactIds: [contactId], properties });
  await pass(5);
  await sync();
  expect(await touchesOf(contactId)).toMatchObject([{ kind: "meeting", reach: "answer" }]);
  await portal().api.update("meetings", meeting.id, { hs_meeting_outcome: "CANCELED" });
  await pass(20 * 60);
  await verify();
  expect(await touchesOf(contactId)).toMatchObject([{ kind: "meeting", reach: "none" }]);
});

test.each(["deleted", "unlinked"] as const)(
  "a call that was %s after it had answered answers no longer, by the next day",
  async (how) => {
    const { contactId } = await raiseHand("ana@lead.example");
    await pass(5);
    const call = await logCall(contactId);
    await pass(5);
    await sync();
    expect(await touchesOf(contactId)).toHaveLength(1);
    const at = now().toISOString();
    const subject = { type: "calls", id: call.id, at } as const;
    await portal().admin.liveThrough([
      how === "deleted"
        ? { what: "record-archived", ...subject }
        : { what: "record-dissociated", ...subject, to: { type: "contacts", id: contactId } },
    ]);
    await pass(20 * 60);
    await verify();
    expect(await touchesOf(contactId)).toEqual([]);
  },
);

test("a call that was ringing is read again until it has ended", async () => {
  const { contactId } = await raiseHand("ana@lead.example");
  await pass(5);
  const call = await logCall(contactId, { hs_call_direction: "OUTBOUND", hs_call_status: "RINGING" });
  await sync();
  expect(await touchesOf(contactId)).toMatchObject([{ reach: "pending" }]);
  await portal().api.update("calls", call.id, { hs_call_status: "COMPLETED" });
  await ask();
  expect(await touchesOf(contactId)).toMatchObject([{ reach: "answer" }]);
});

test("a meeting whose outcome an answer left out is read again, and is no reading when another one does too", async () => {
  const { contactId } = await raiseHand("ana@lead.example");
  await pass(5);
  await copy(world().world, nextRun({ cadence: "fast" }));
  const properties = { hs_meeting_outcome: "CANCELED" };
  await portal().admin.logEngagement({ type: "meetings", contactIds: [contactId], properties });
  const path = "/crm/objects/2026-09/meetings/batch/read";
  const lost = { kind: "lost-property", property: "hs_meeting_outcome", path } as const;
  await portal().admin.setFault({ ...lost, times: 2 });
  expect((await ask()).receipt).toMatchObject({ status: "unreadable" });
  expect(await touchesOf(contactId)).toEqual([]);
  await portal().admin.setFault({ ...lost, times: 1 });
  expect((await ask()).receipt).toMatchObject({ status: "complete" });
  expect(await touchesOf(contactId)).toMatchObject([{ kind: "meeting", reach: "none" }]);
});

test("what an older version stored keeps its meaning and is not read again", async () => {
  const { contactId } = await raiseHand("ana@lead.example");
  await pass(5);
  await logCall(contactId, { hs_call_direction: "OUTBOUND", hs_call_status: "NO_ANSWER" });
  await pass(1);
  await sync();
  await db().updateTable("touch").set({ reach: "answer", made_by: null }).execute();
  await pass(20 * 60);
  await verify();
  expect(await touchesOf(contactId)).toMatchObject([{ reach: "answer", madeBy: "human" }]);
});

test("associations that failed in part are no reading", async () => {
  const { contactId } = await raiseHand("ana@lead.example");
  await pass(5);
  await copy(world().world, nextRun());
  await logCall(contactId);
  const opened = world().world.portal(clientId());
  const failing = async () =>
    Promise.reject(new HubSpotBadAnswer("POST associations", "a part of it failed (SERVER_ERROR)"));
  const broken = { ...world().world, portal: () => ({ ...opened, associations: failing }) };
  const [, receipt] = await runActivity(makeSyncTouches(broken), [nextRun(), 14], { attempt: 4 });
  expect(receipt).toMatchObject({ status: "unreadable", records: 0 });
});

test("hands from before the look-back are left alone", async () => {
  await raiseHand("ana@lead.example");
  await pass(15 * 24 * 60 + 1);
  expect((await sync()).requests).toEqual([]);
});

test("half a reading is none, because an answer that was not seen would look like a wait", async () => {
  await raiseHand("ana@lead.example");
  await portal().admin.setFault({ kind: "500", path: "/crm/associations/2026-09/contacts/meetings" });
  expect((await ask()).receipt).toMatchObject({ status: "complete", records: 0 });
  await copy(world().world, nextRun());
  expect((await ask()).receipt).toMatchObject({ status: "unreadable", records: 0 });
});
