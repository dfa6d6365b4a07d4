import { describe, expect, test } from "vitest";
import { defaultHandRules, type HandRules } from "../../domain/leads/hand-rules.ts";
import { isoWeekOf } from "../../domain/time/iso-week.ts";
import { measureWeek } from "../../operations/measure-leads.ts";
import { findReport } from "../../storage/reports.ts";
import { makeBuildWeeklyReport } from "../../activities/build-weekly-report.ts";
import { startAuditedClient } from "./audited-client.ts";
import { runActivity, startOfTest } from "./test-world.ts";

const { world, portal, clientId, now, config, configure, auditNow, db, pass, logCall } = startAuditedClient();

const email = "ana@lead.example";
const send = (formName: string, pageTitle = "Home") =>
  portal().admin.submitForm({ email, formName, pageTitle, pageUrl: "https://northwind.example/", ownerId: portal().ownerId });
const run = () => auditNow({ cadence: "fast" });
const setRules = (rules: Partial<HandRules>) => configure({ hands: { ...defaultHandRules, ...rules } });
async function hands() {
  const rows = await db().selectFrom("hand").selectAll().where("client_id", "=", clientId()).orderBy("raised_at").execute();
  return rows.map(({ class: kind, state, source, how }) => [how, source, kind, state].filter(Boolean).join(" | "));
}
async function waits() {
  const rows = await db().selectFrom("finding").selectAll().where("client_id", "=", clientId()).execute();
  return rows
    .filter(({ check_id }) => check_id === "lead-unanswered")
    .map(({ status, episode, since, ending }) => ({ status, episode, since, ending }));
}
const thisWeek = () => measureWeek(db(), config(), isoWeekOf(now().toISOString().slice(0, 10), "Europe/London"), now(), now());

describe("the first promise", () => {
  test("a newsletter at eight in the evening ends no wait of three in the afternoon", async () => {
    await send("Book a demo");
    const raisedAt = now();
    await pass(90);
    await run();
    await pass(210);
    await send("Newsletter");
    await pass(5);
    await run();
    expect(await waits()).toEqual([{ status: "open", episode: 1, since: raisedAt, ending: null }]);
    await pass(90);
    await run();
    expect(await waits()).toEqual([{ status: "open", episode: 1, since: raisedAt, ending: null }]);
    expect(await thisWeek()).toMatchObject({ raised: 1, answered: 0, asksNothing: 1, unanswered: [{ waitedMinutes: 395 }] });
  });

  test("a second form of a person who waits is no second wait, and an answer answers both", async () => {
    const { contactId } = await send("Book a demo");
    await pass(30);
    await send("Contact sales");
    await pass(10);
    await run();
    expect(await hands()).toEqual(["form | Home: Book a demo | hand | waiting", "form | Home: Contact sales | hand | repeat"]);
    await logCall(contactId);
    await pass(5);
    await run();
    expect(await thisWeek()).toMatchObject({ raised: 1, answered: 1, answeredWithinPromise: 1, p50Minutes: 40 });
  });

  test("a form after an answer is a question of its own, and the answer stays", async () => {
    const { contactId } = await send("Book a demo");
    await pass(10);
    await logCall(contactId);
    await run();
    await pass(24 * 60);
    await send("Download the checklist");
    await pass(5);
    await run();
    expect(await thisWeek()).toMatchObject({ raised: 1, answered: 1, answeredWithinPromise: 1, asksNothing: 1 });
    await send("Contact sales");
    await pass(90);
    await run();
    expect(await waits()).toMatchObject([{ status: "open", episode: 1 }]);
    expect(await thisWeek()).toMatchObject({ raised: 2, answered: 1, answeredWithinPromise: 1, p50Minutes: 10 });
  });

  test("an answer that is taken back opens the wait again, since the hand was raised", async () => {
    await send("Book a demo");
    const raisedAt = now();
    const [contact] = await portal().api.list("contacts");
    const meeting = await portal().admin.logEngagement({
      type: "meetings",
      contactIds: [contact!.id],
      properties: { hs_meeting_outcome: "SCHEDULED" },
    });
    await pass(5);
    await run();
    expect(await hands()).toEqual(["form | Home: Book a demo | hand | answered"]);
    await portal().api.update("meetings", meeting.id, { hs_meeting_outcome: "CANCELED" });
    await pass(20 * 60);
    await run();
    expect(await hands()).toEqual(["form | Home: Book a demo | hand | waiting"]);
    expect(await waits()).toMatchObject([{ status: "open", since: raisedAt }]);
  });

  test("who is answered late was answered: no finding stays, and the week names them", async () => {
    const { contactId } = await send("Book a demo");
    await pass(90);
    await run();
    await logCall(contactId);
    await pass(5);
    await run();
    expect(await waits()).toMatchObject([{ status: "resolved", ending: "seen-healthy" }]);
    expect(await thisWeek()).toMatchObject({
      answered: 1,
      answeredWithinPromise: 0,
      answeredLate: [{ label: email, waitedMinutes: 90 }],
    });
  });
});

describe("one definition everywhere", () => {
  test.each([
    ["", 1],
    ["opportunity", 1],
    ["87654321", 1],
    ["lead", 0],
  ] as const)("a person in the stage “%s” is said to be outside, and is in no figure", async (lifecyclestage, outside) => {
    const properties = {
      email,
      lifecyclestage,
      recent_conversion_date: now().toISOString(),
      recent_conversion_event_name: "Home: Book a demo",
    };
    const at = now().toISOString();
    await portal().admin.liveThrough([{ what: "record-created", type: "contacts", id: "1", properties, at }]);
    await pass(90);
    await run();
    expect(await waits()).toHaveLength(1 - outside);
    expect(await thisWeek()).toMatchObject({ outside, raised: 1 - outside });
  });

  test("a lead that is closed without an answer is neither answered nor waiting", async () => {
    const { contactId } = await send("Book a demo");
    await pass(30);
    await run();
    await portal().api.update("contacts", contactId, { hs_lead_status: "UNQUALIFIED" });
    await pass(60);
    await run();
    expect(await hands()).toEqual(["form | Home: Book a demo | hand | closed"]);
    expect(await thisWeek()).toMatchObject({ raised: 1, closed: 1, closedLate: 1, unanswered: [] });
  });

  test("a form of which nobody has said what it asks for is counted, shown and watched", async () => {
    await send("Form 3");
    await pass(90);
    await run();
    expect(await waits()).toHaveLength(1);
    expect(await thisWeek()).toMatchObject({ raised: 1, unclassified: 1 });
  });

  test("a client's settings hold from the next run on, for the look-back", async () => {
    await send("Newsletter");
    await pass(90);
    await run();
    expect(await hands()).toEqual(["form | Home: Newsletter | other | waiting"]);
    setRules({ forms: { newsletter: true } });
    await pass(1);
    await run();
    expect(await hands()).toEqual(["form | Home: Newsletter | hand | waiting"]);
    expect(await waits()).toMatchObject([{ status: "open" }]);
  });
});

describe("which form it was", () => {
  const addForm = (id: string, name: string) =>
    portal().admin.saveDocument("form", id, { name, formType: "hubspot", updatedAt: now().toISOString() });

  test("names alone cost no request", async () => {
    await run();
    await pass(5);
    await send("Book a demo");
    await portal().admin.clearRequests();
    await run();
    const asked = (await portal().admin.requests()).map(({ path }) => path);
    expect(asked.filter((path) => /forms|lists/.test(path))).toEqual([]);
  });

  test("a form that was renamed is told by its submission of that person", async () => {
    await addForm("f-1", "Signup 7");
    await addForm("f-2", "Book a demo");
    await send("Signup 7");
    await pass(1);
    await addForm("f-1", "Newsletter");
    await run();
    expect(await hands()).toEqual(["form | Home: Signup 7 | other | waiting"]);
  });

  test("of two forms that fit one wording the one that was sent counts", async () => {
    await addForm("f-1", "News");
    await addForm("f-2", "Demo: News");
    setRules({ forms: { news: false, "demo: news": true } });
    await portal().admin.submitForm({ email, formName: "News", pageTitle: "Home: Demo", pageUrl: "https://northwind.example/" });
    await run();
    expect(await hands()).toEqual(["form | Home: Demo: News | other | waiting"]);
  });

  test("where HubSpot has ended submissions, a list of those who filled it out tells", async () => {
    await addForm("f-1", "Signup 7");
    await portal().admin.saveDocument("list", "9", {
      name: "Filled out signup",
      objectTypeId: "0-1",
      processingType: "DYNAMIC",
      filterBranch: {
        filterBranchType: "OR",
        filters: [],
        filterBranches: [
          { filterBranchType: "AND", filters: [{ filterType: "FORM_SUBMISSION", operator: "FILLED_OUT", formId: "f-1" }] },
        ],
      },
    });
    await send("Signup 7");
    await pass(1);
    await addForm("f-1", "Newsletter");
    await portal().admin.change({ submissionsEnded: true });
    await run();
    expect(await hands()).toEqual(["form | Home: Signup 7 | other | waiting"]);
  });

  test("without the scope for forms nobody says more than names do", async () => {
    await portal().admin.changeToken("revwatch", {
      scopes: ["crm.objects.contacts.read", "crm.objects.owners.read", "sales-email-read"],
    });
    await send("Form 3");
    await run();
    expect(await hands()).toEqual(["form | Home: Form 3 | unclassified | waiting"]);
  });
});

describe("contacts that came without a form", () => {
  test("are left out and counted, unless the client counts their source", async () => {
    await portal().api.create("contacts", { email, lifecyclestage: "lead" });
    await run();
    expect(await hands()).toEqual(["api | INTEGRATION | other | waiting"]);
    expect(await thisWeek()).toMatchObject({ raised: 0, leftOut: 1 });
    setRules({ createdBy: ["INTEGRATION"] });
    await pass(90);
    await run();
    expect(await waits()).toMatchObject([{ status: "open" }]);
    expect(await thisWeek()).toMatchObject({ raised: 1 });
  });

  test("the form of an advertisement is a hand", async () => {
    await portal().admin.receiveLeadAd({ email, network: "Facebook", formName: "Autumn" });
    await pass(90);
    await run();
    expect(await hands()).toEqual(["lead-ads | Facebook Lead Ads: Autumn | hand | waiting"]);
    expect(await waits()).toHaveLength(1);
  });

  test.each([
    [20, 20],
    [21, 0],
  ])("an import of %i by rule makes %i hands; more are one batch", async (count, expected) => {
    setRules({ createdBy: ["IMPORT"] });
    const contacts = Array.from({ length: count }, (_, index) => ({ email: `c${index}@lead.example`, properties: {} }));
    await portal().admin.importContacts({ fileName: "fair.csv", contacts });
    await run();
    expect((await hands()).filter((hand) => hand.endsWith("| hand | waiting"))).toHaveLength(expected);
    expect(await thisWeek()).toMatchObject({ leftOut: count - expected });
    await pass(5);
    await run();
    expect(await thisWeek()).toMatchObject({ leftOut: count - expected });
  });
});

describe("what is not known", () => {
  test("a week from before the look-back is not known, with the reason", async () => {
    await send("Book a demo");
    await pass(40 * 24 * 60);
    await run();
    const old = isoWeekOf("2026-11-25", "Europe/London");
    expect(await measureWeek(db(), config(), old, old.endsAt, now())).toMatchObject({
      known: false,
      reason: "Not enough history: who asked to be contacted is known from Fri 4 Dec on.",
    });
  });

  test("a week that was told stays what it was; one that was built before it was due does not", async () => {
    const build = async () => {
      const input = {
        clientId: clientId(),
        week: "2026-W48",
        nominalAt: now().toISOString(),
        asOf: now().toISOString(),
        workflowId: "w",
        deliver: false,
      };
      await runActivity(makeBuildWeeklyReport(world().world), [input]);
      return (await findReport(db(), clientId(), "2026-W48"))!.leads;
    };
    const { contactId } = await send("Book a demo");
    const callOf = (minutes: number) =>
      portal().admin.logEngagement({
        type: "calls",
        contactIds: [contactId],
        timestamp: new Date(startOfTest.getTime() + minutes * 60_000).toISOString(),
        properties: { hs_call_direction: "OUTBOUND" },
      });
    await pass(30);
    await run();
    // Monday, half past midnight: the report is due at eight.
    await pass(4 * 24 * 60 + 9 * 60);
    await run();
    expect(await build()).toMatchObject({ raised: 1, answered: 0 });
    const call = await callOf(50);
    await pass(8 * 60);
    await run();
    const told = await build();
    expect(told).toMatchObject({ raised: 1, answered: 1, p50Minutes: 50 });

    // An earlier call is logged late, the other one was wrong, and the person has another name.
    await callOf(10);
    await portal().api.update("calls", call.id, { hs_call_status: "NO_ANSWER" });
    await portal().api.update("contacts", contactId, { firstname: "Anna" });
    await pass(24 * 60);
    await run();
    expect((await db().selectFrom("hand").selectAll().where("client_id", "=", clientId()).execute())[0]!.ended_at).toEqual(
      new Date(startOfTest.getTime() + 600_000),
    );
    expect(await build()).toEqual(told);
  });
});

describe("held against the submissions themselves, once a day", () => {
  const addForm = (id: string, name: string) => portal().admin.saveDocument("form", id, { name, formType: "hubspot" });
  const submitted = (formId: string, of: string) =>
    portal().admin.liveThrough([
      { what: "form-submitted", formId, id: `${formId}-${of}`, pageUrl: "", values: { email: of }, at: now().toISOString() },
    ]);
  const asked = async () => (await portal().admin.requests()).filter(({ path }) => path.includes("/submissions/")).length;

  test("what no property of a contact has shown becomes a hand; a sender without a contact is counted", async () => {
    await addForm("f-1", "Book a demo");
    await addForm("f-2", "Newsletter");
    await portal().api.create("contacts", { email, lifecyclestage: "lead" });
    await submitted("f-1", email);
    await pass(1);
    await submitted("f-1", "nobody@lead.example");
    await submitted("f-2", email);
    await pass(90);
    await run();
    expect((await hands()).filter((hand) => hand.startsWith("form"))).toEqual(["form | Book a demo | hand | waiting"]);
    expect(await waits()).toMatchObject([{ status: "open" }]);
    expect(await db().selectFrom("hand_state").select("unmatched").where("client_id", "=", clientId()).execute()).toEqual([
      { unmatched: 1 },
    ]);
  });

  test("where the forms cannot be read today, who waits is known all the same", async () => {
    await portal().admin.setFault({ kind: "500", path: "/marketing/v3/forms" });
    await send("Book a demo");
    await pass(90);
    expect((await run()).result).toMatchObject({ status: "complete", counts: { opened: 1 } });
  });

  test("what is known is no second hand, and nothing is asked again within the day", async () => {
    await addForm("f-1", "Book a demo");
    await send("Book a demo");
    await pass(5);
    await portal().admin.clearRequests();
    await run();
    expect(await asked()).toBe(1);
    expect(await hands()).toEqual(["form | Home: Book a demo | hand | waiting"]);
    await pass(19 * 60);
    await run();
    expect(await asked()).toBe(1);
    await pass(60);
    await run();
    expect(await asked()).toBe(2);
    expect(await hands()).toHaveLength(1);
  });
});

test("a reading of many that breaks is gone on with: what was noticed stays, and nobody is judged meanwhile", async () => {
  const at = now().toISOString();
  const asking = (index: number) => ({
    email: `c${index}@lead.example`,
    lifecyclestage: "lead",
    hubspot_owner_id: portal().ownerId,
    recent_conversion_date: at,
    recent_conversion_event_name: "Home: Book a demo",
  });
  await portal().admin.liveThrough(
    Array.from({ length: 120 }, (_, index) => ({
      what: "record-created" as const,
      type: "contacts" as const,
      id: String(1_000 + index),
      properties: asking(index),
      at,
    })),
  );
  await pass(90);
  const histories = "/crm/objects/2026-09/contacts/batch/read";
  await portal().admin.setFault({ kind: "500", path: histories, skip: 1 });
  expect((await run()).result).toMatchObject({ status: "partial", counts: { opened: 0 } });
  expect(await hands()).toHaveLength(50);
  expect(await thisWeek()).toMatchObject({ known: false });
  expect(await db().selectFrom("hand_state").selectAll().where("client_id", "=", clientId()).execute()).toEqual([]);

  await portal().admin.clearFaults();
  await portal().admin.clearRequests();
  await pass(1);
  expect((await run()).result).toMatchObject({ status: "complete", counts: { opened: 120 } });
  expect((await portal().admin.requests()).filter(({ path }) => path.startsWith(histories))).toHaveLength(2);
  expect(await thisWeek()).toMatchObject({ known: true, raised: 120 });
});
