import { describe, expect, test } from "vitest";
import { makeBuildWeeklyReport } from "../../../activities/report/build-weekly-report.ts";
import { isoWeekOf } from "../../../domain/time/iso-week.ts";
import { measureWeek } from "../../../operations/measure-leads.ts";
import { findReport } from "../../../storage/reports.ts";
import { email, startRaisedHands } from "./raised-hands.ts";
import { runActivity, startOfTest } from "../test-world.ts";

const { world, portal, clientId, now, config, db, pass, run, send, hands, waits, thisWeek } = startRaisedHands();

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
    expect(
      (await db().selectFrom("hand").selectAll().where("client_id", "=", clientId()).execute())[0]!.ended_at,
    ).toEqual(new Date(startOfTest.getTime() + 600_000));
    expect(await build()).toEqual(told);
  });
});

describe("held against the submissions themselves, once a day", () => {
  const addForm = (id: string, name: string) => portal().admin.saveDocument("form", id, { name, formType: "hubspot" });
  const submitted = (formId: string, of: string) =>
    portal().admin.liveThrough([
      {
        what: "form-submitted",
        formId,
        id: `${formId}-${of}`,
        pageUrl: "",
        values: { email: of },
        at: now().toISOString(),
      },
    ]);
  const asked = async () =>
    (await portal().admin.requests()).filter(({ path }) => path.includes("/submissions/")).length;

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
    expect(
      await db().selectFrom("hand_state").select("unmatched").where("client_id", "=", clientId()).execute(),
    ).toEqual([{ unmatched: 1 }]);
  });

  test("two people who ask within the same second have a hand each, and whoever was merged is not asked for twice", async () => {
    await addForm("f-1", "Book a demo");
    await portal().api.create("contacts", { email, lifecyclestage: "lead" });
    const { contactId } = await portal().admin.submitForm({
      email: "ben@lead.example",
      formName: "Book a demo",
      pageTitle: "Home",
      pageUrl: "https://northwind.example/",
    });
    await submitted("f-1", email);
    await pass(90);
    await run();
    expect((await hands()).filter((hand) => hand.startsWith("form")).toSorted()).toEqual([
      "form | Book a demo | hand | waiting",
      "form | Home: Book a demo | hand | waiting",
    ]);
    // The address is another one by the next proof, and nobody has it any more.
    await portal().api.update("contacts", contactId, { email: "ben.now@lead.example" });
    await pass(22 * 60);
    await run();
    expect((await hands()).filter((hand) => hand.startsWith("form"))).toHaveLength(2);
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
