import { describe, expect, test } from "vitest";
import { audit, runName } from "../test-world.ts";
import { startToldLead } from "./told-lead.ts";

const lead = startToldLead();
const { pass, sendAll, messages, rows, alert, escalate, answerLead } = lead;

describe("a step of the ladder", () => {
  test("tells the next one by their own channel, and edits the first message", async () => {
    await sendAll();
    await pass(31);
    expect(await escalate()).toEqual({ status: "open", nextStep: 1 });
    expect(await sendAll()).toBe(2);
    expect(await lead.mails.messages()).toMatchObject([{ to: ["jo@northwind.example"] }]);
    expect((await messages()).map(({ edits }) => edits.length)).toEqual([1]);
    const event = await lead.world.db
      .selectFrom("alert_event")
      .selectAll()
      .where("client_id", "=", lead.clientId)
      .orderBy("event_id", "desc")
      .executeTakeFirstOrThrow();
    expect(event).toMatchObject({
      kind: "escalated",
      detail: "no response, so it goes to Jo Keller (step 1 of 1)",
    });
  });

  test("is not taken twice", async () => {
    await escalate();
    const before = await rows();
    expect(await escalate()).toEqual({ status: "open", nextStep: 1 });
    expect(await rows()).toEqual(before);
    expect((await alert()).revision).toBe(2);
  });

  test.each(["acknowledged", "resolved"] as const)("is not taken when the alert is %s", async (status) => {
    await lead.world.db.updateTable("alert").set({ status }).where("client_id", "=", lead.clientId).execute();
    expect(await escalate()).toEqual({ status, nextStep: 0 });
    expect((await rows()).map(({ act }) => act)).toEqual(["open"]);
  });

  test("of an older episode is over", async () => {
    expect(await escalate(0, 7)).toEqual({ status: "resolved", nextStep: 0 });
    expect((await alert()).revision).toBe(1);
  });

  test("two at once are one", async () => {
    const both = await Promise.all([escalate(), escalate()]);
    expect(both).toEqual(Array(2).fill({ status: "open", nextStep: 1 }));
    expect((await alert()).revision).toBe(2);
  });

  test("who was told by the ladder hears of the end as well", async () => {
    await sendAll();
    await escalate();
    await sendAll();
    await lead.mails.clear();
    await answerLead();
    await pass(1);
    await audit(lead.rig, runName(lead.clientId, lead.rig.now()));
    await sendAll();
    expect(await lead.mails.messages()).toHaveLength(1);
  });
});
