import { describe, expect, test } from "vitest";
import { email, startRaisedHands } from "./raised-hands.ts";

const { portal, now, pass, logCall, run, send, setRules, hands, waits, thisWeek } = startRaisedHands();

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
    expect(await thisWeek()).toMatchObject({
      raised: 1,
      answered: 0,
      asksNothing: 1,
      unanswered: [{ waitedMinutes: 395 }],
    });
  });

  test("a second form of a person who waits is no second wait, and an answer answers both", async () => {
    const { contactId } = await send("Book a demo");
    await pass(30);
    await send("Contact sales");
    await pass(10);
    await run();
    expect(await hands()).toEqual([
      "form | Home: Book a demo | hand | waiting",
      "form | Home: Contact sales | hand | repeat",
    ]);
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
  ] as const)(
    "a person in the stage “%s” is said to be outside, and is in no figure",
    async (lifecyclestage, outside) => {
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
    },
  );

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
