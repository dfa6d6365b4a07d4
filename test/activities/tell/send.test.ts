import { describe, expect, test } from "vitest";
import { claimNext } from "../../../storage/outbox-claims.ts";
import { audit, runName } from "../test-world.ts";
import { startToldLead } from "./told-lead.ts";

const lead = startToldLead();
const { pass, send, sendAll, messages, rows, answerLead } = lead;

describe("sending", () => {
  test("a message is sent once, confirmed, and nothing is left to do", async () => {
    expect(await send()).toEqual({ sent: true, nextDueAt: null });
    expect(await send()).toEqual({ sent: false, nextDueAt: null });
    expect(await messages()).toHaveLength(1);
    expect(await rows()).toMatchObject([{ act: "open", state: "sent" }]);
  });

  test("a crash after sending and before confirming repeats nothing: the message is looked for", async () => {
    const claim = (await claimNext(lead.world.db, lead.clientId, lead.world.now()))!;
    const { receiver, delivery_key } = claim.row;
    expect(receiver).toBe("sales");
    await lead.world.slack!()!.post({
      to: (claim.row.address as { slack: string }).slack,
      body: { text: "It was sent.", blocks: [] },
      deliveryKey: delivery_key,
      thread: null,
    });
    expect((await send()).sent).toBe(false);
    await pass(1);
    expect(await send()).toEqual({ sent: true, nextDueAt: null });
    expect(await messages()).toHaveLength(1);
  });

  test("a crash before sending loses nothing", async () => {
    await claimNext(lead.world.db, lead.clientId, lead.world.now());
    expect(await send()).toEqual({ sent: false, nextDueAt: new Date(lead.rig.now().getTime() + 30_000).toISOString() });
    await pass(1);
    expect((await send()).sent).toBe(true);
    expect(await messages()).toHaveLength(1);
  });

  test.each(["500-accepted", "lost-answer"] as const)(
    "an answer that was lost (%s) is one message all the same",
    async (kind) => {
      await lead.slackAdmin.setFault({ kind, method: "chat.postMessage", times: 1 });
      expect((await send()).sent).toBe(false);
      expect(await rows()).toMatchObject([{ state: "sending" }]);
      await pass(1);
      expect((await send()).sent).toBe(true);
      expect(await messages()).toHaveLength(1);
    },
  );

  test("a lost message whose looking-up is put off stays uncertain, and is not sent a second time", async () => {
    await lead.slackAdmin.setFault({ kind: "500-accepted", method: "chat.postMessage", times: 1 });
    await lead.slackAdmin.setFault({ kind: "429", method: "conversations.history", times: 1 });
    await send();
    for (let minute = 0; minute < 3; minute += 1) {
      await pass(1);
      await send();
    }
    expect(await messages()).toHaveLength(1);
    expect(await rows()).toMatchObject([{ state: "sent" }]);
  });

  test("Slack's wish to wait is granted, then it is sent", async () => {
    await lead.slackAdmin.setFault({ kind: "429", times: 1, retryAfter: 7 });
    const { nextDueAt } = await send();
    const waitMs = Date.parse(nextDueAt!) - lead.rig.now().getTime();
    expect(waitMs).toBeGreaterThanOrEqual(7_000);
    expect(waitMs).toBeLessThan(8_000);
    await pass(1);
    expect((await send()).sent).toBe(true);
  });

  test("a refusal is final and says what to do; the next news begin the conversation anew", async () => {
    await lead.slackAdmin.setFault({ kind: "error", error: "invalid_blocks", times: 2 });
    expect(await send()).toEqual({ sent: false, nextDueAt: null });
    expect(await rows()).toMatchObject([
      { state: "failed", because: expect.stringContaining("Slack says invalid_blocks: ") },
    ]);
    await lead.portal.admin.submitForm({
      email: "bob@lead.example",
      formName: "Demo",
      pageUrl: "https://n.example/",
      ownerId: lead.portal.ownerId,
    });
    await pass(90);
    await audit(lead.rig, runName(lead.clientId, lead.rig.now()));
    expect(await sendAll()).toBe(1);
    expect(await messages()).toHaveLength(1);
  });

  test("what Slack refuses for its form is said in a plain one, with the way to the whole list", async () => {
    await lead.slackAdmin.setFault({ kind: "error", error: "msg_blocks_too_long", times: 1 });
    expect((await send()).sent).toBe(true);
    const [message] = await messages();
    expect(message).toMatchObject({ blocks: [] });
    expect(message!.text).toContain("1 lead waiting");
  });

  test("a message that was deleted in Slack is said anew when there is news", async () => {
    await sendAll();
    await lead.slackAdmin.setFault({ kind: "error", error: "message_not_found", method: "chat.update", times: 1 });
    await answerLead();
    await pass(1);
    await audit(lead.rig, runName(lead.clientId, lead.rig.now()));
    // The first try learns that it is gone.
    await sendAll();
    await sendAll();
    const all = await messages();
    expect(all.map(({ threadTs }) => threadTs)).toEqual([null, null]);
  });
});
