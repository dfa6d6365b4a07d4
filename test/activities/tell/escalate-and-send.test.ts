import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { makeEscalateAlert } from "../../../activities/tell/escalate-alert.ts";
import { makeSendNext } from "../../../activities/deliver/send-next.ts";
import type { ActivityWorld } from "../../../activities/world.ts";
import { openEmail } from "../../../connectors/email/channel.ts";
import { openSlack } from "../../../connectors/slack/channel.ts";
import { MailboxReader, SlackAdmin } from "../../../simulators/client.ts";
import { startMailbox, type MailboxSimulator } from "../../../simulators/mailbox/start.ts";
import { startSlack, type SlackSimulator } from "../../../simulators/slack/start.ts";
import { claimNext } from "../../../storage/outbox-claims.ts";
import { enqueue } from "../../../storage/outbox.ts";
import {
  audit,
  runActivity,
  runName,
  startOfTest,
  startTestWorld,
  type TestPortal,
  type TestWorld,
} from "../test-world.ts";

let test_: TestWorld;
let world: ActivityWorld;
let slack: SlackSimulator;
let slackAdmin: SlackAdmin;
let mailbox: MailboxSimulator;
let mails: MailboxReader;
let clientId: string;
let portal: TestPortal;
let number = 0;

beforeAll(async () => {
  test_ = await startTestWorld();
  slack = await startSlack({ now: () => test_.now().getTime() });
  mailbox = await startMailbox();
  slackAdmin = new SlackAdmin(slack.address);
  mails = new MailboxReader(mailbox.address);
  const inSlack = openSlack({ address: slack.address, token: () => "xoxb-test-token" });
  const byMail = openEmail({
    ...mailbox.smtp,
    security: "none",
    user: null,
    password: null,
    from: "Revwatch <revwatch@example.com>",
  });
  world = { ...test_.world, slack: () => inSlack, email: () => byMail };
});
afterAll(async () => {
  await Promise.all([test_.close(), slack.close(), mailbox.close()]);
});
/** Each test has a client with one lead that waits, told to a channel of its own and not sent yet. */
beforeEach(async () => {
  clientId = `client-${(number += 1)}`;
  await slackAdmin.clearFaults();
  await mails.clearFaults();
  await mails.clear();
  await slackAdmin.addChannel({ id: `C0${clientId.replace("-", "").toUpperCase()}`, name: clientId });
  await test_.moveTo(startOfTest);
  portal = await test_.addClient(clientId, {
    receivers: [
      { id: "sales", name: "Mia Chen", slack: `C0${clientId.replace("-", "").toUpperCase()}`, email: null },
      { id: "head", name: "Jo Keller", slack: null, email: "jo@northwind.example" },
    ],
  });
  await portal.admin.submitForm({
    email: "ana@lead.example",
    formName: "Demo",
    pageUrl: "https://n.example/",
    ownerId: portal.ownerId,
  });
  await pass(90);
  await audit(test_, runName(clientId, test_.now()));
});

const pass = (minutes: number) => test_.moveTo(new Date(test_.now().getTime() + minutes * 60_000), portal);
const send = () => runActivity(makeSendNext(world), [{ clientId }]);
/** Sends until nothing is due. */
async function sendAll(): Promise<number> {
  let sent = 0;
  while ((await send()).sent) sent += 1;
  return sent;
}
const messages = () => slackAdmin.messages(clientId);
const rows = async () => {
  const found = await world.db
    .selectFrom("outbox")
    .selectAll()
    .where("client_id", "=", clientId)
    .orderBy("seq")
    .execute();
  return found.map(({ channel, act, state, because }) => ({ channel, act, state, because }));
};
const alert = () =>
  world.db.selectFrom("alert").selectAll().where("client_id", "=", clientId).executeTakeFirstOrThrow();
const escalate = (step = 0, episode = 1) =>
  runActivity(makeEscalateAlert(world), [{ clientId, alertId: "sales.waiting-leads", episode, step }]);
const answerLead = async () => {
  const [{ id } = { id: "" }] = await portal.api.list("contacts");
  await portal.api.update("contacts", id, { hs_lead_status: "UNQUALIFIED" });
};

describe("sending", () => {
  test("a message is sent once, confirmed, and nothing is left to do", async () => {
    expect(await send()).toEqual({ sent: true, nextDueAt: null });
    expect(await send()).toEqual({ sent: false, nextDueAt: null });
    expect(await messages()).toHaveLength(1);
    expect(await rows()).toMatchObject([{ act: "open", state: "sent" }]);
  });

  test("a crash after sending and before confirming repeats nothing: the message is looked for", async () => {
    const claim = (await claimNext(world.db, clientId, world.now()))!;
    const { receiver, delivery_key } = claim.row;
    expect(receiver).toBe("sales");
    await world.slack()!.post({
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
    await claimNext(world.db, clientId, world.now());
    expect(await send()).toEqual({ sent: false, nextDueAt: new Date(test_.now().getTime() + 30_000).toISOString() });
    await pass(1);
    expect((await send()).sent).toBe(true);
    expect(await messages()).toHaveLength(1);
  });

  test.each(["500-accepted", "lost-answer"] as const)(
    "an answer that was lost (%s) is one message all the same",
    async (kind) => {
      await slackAdmin.setFault({ kind, method: "chat.postMessage", times: 1 });
      expect((await send()).sent).toBe(false);
      expect(await rows()).toMatchObject([{ state: "sending" }]);
      await pass(1);
      expect((await send()).sent).toBe(true);
      expect(await messages()).toHaveLength(1);
    },
  );

  test("a lost message whose looking-up is put off stays uncertain, and is not sent a second time", async () => {
    await slackAdmin.setFault({ kind: "500-accepted", method: "chat.postMessage", times: 1 });
    await slackAdmin.setFault({ kind: "429", method: "conversations.history", times: 1 });
    await send();
    for (let minute = 0; minute < 3; minute += 1) {
      await pass(1);
      await send();
    }
    expect(await messages()).toHaveLength(1);
    expect(await rows()).toMatchObject([{ state: "sent" }]);
  });

  test("Slack's wish to wait is granted, then it is sent", async () => {
    await slackAdmin.setFault({ kind: "429", times: 1, retryAfter: 7 });
    const { nextDueAt } = await send();
    const waitMs = Date.parse(nextDueAt!) - test_.now().getTime();
    expect(waitMs).toBeGreaterThanOrEqual(7_000);
    expect(waitMs).toBeLessThan(8_000);
    await pass(1);
    expect((await send()).sent).toBe(true);
  });

  test("a refusal is final and says what to do; the next news begin the conversation anew", async () => {
    await slackAdmin.setFault({ kind: "error", error: "invalid_blocks", times: 2 });
    expect(await send()).toEqual({ sent: false, nextDueAt: null });
    expect(await rows()).toMatchObject([
      { state: "failed", because: expect.stringContaining("Slack says invalid_blocks: ") },
    ]);
    await portal.admin.submitForm({
      email: "bob@lead.example",
      formName: "Demo",
      pageUrl: "https://n.example/",
      ownerId: portal.ownerId,
    });
    await pass(90);
    await audit(test_, runName(clientId, test_.now()));
    expect(await sendAll()).toBe(1);
    expect(await messages()).toHaveLength(1);
  });

  test("what Slack refuses for its form is said in a plain one, with the way to the whole list", async () => {
    await slackAdmin.setFault({ kind: "error", error: "msg_blocks_too_long", times: 1 });
    expect((await send()).sent).toBe(true);
    const [message] = await messages();
    expect(message).toMatchObject({ blocks: [] });
    expect(message!.text).toContain("1 lead waits");
  });

  test("a message that was deleted in Slack is said anew when there is news", async () => {
    await sendAll();
    await slackAdmin.setFault({ kind: "error", error: "message_not_found", method: "chat.update", times: 1 });
    await answerLead();
    await pass(1);
    await audit(test_, runName(clientId, test_.now()));
    // The first try learns that it is gone.
    await sendAll();
    await sendAll();
    const all = await messages();
    expect(all.map(({ threadTs }) => threadTs)).toEqual([null, null, all[1]!.ts]);
  });

  test("Slack away for 30 seconds: a lead that came and was answered meanwhile is never told as waiting", async () => {
    await slackAdmin.setFault({ kind: "down" });
    await send();
    expect(await rows()).toMatchObject([{ state: "sending" }]);
    await answerLead();
    await pass(1);
    await audit(test_, runName(clientId, test_.now()));
    await slackAdmin.clearFaults();
    await pass(3);
    await sendAll();
    expect(await messages()).toEqual([]);
  });

  test("the end edits the message and is told in its thread", async () => {
    await sendAll();
    await answerLead();
    await pass(1);
    await audit(test_, runName(clientId, test_.now()));
    expect(await sendAll()).toBe(2);
    const [first, reply] = await messages();
    expect([first!.threadTs, first!.edits.length]).toEqual([null, 1]);
    expect(reply).toMatchObject({ threadTs: first!.ts });
  });

  test("while the token is refused a message waits, however long, and goes out once when it is accepted again", async () => {
    await slackAdmin.setFault({ kind: "error", error: "token_revoked" });
    for (let hour = 0; hour < 70; hour += 1) {
      const { sent, nextDueAt } = await send();
      expect(sent).toBe(false);
      expect(Date.parse(nextDueAt!) - test_.now().getTime()).toBeLessThanOrEqual(4 * 60_000);
      await pass(60);
    }
    expect(await rows()).toMatchObject([
      { state: "pending", because: expect.stringContaining("install the app again") },
    ]);
    await slackAdmin.clearFaults();
    expect(await sendAll()).toBe(1);
    expect(await messages()).toHaveLength(1);
  });

  test("what is over before the token is accepted again is never said", async () => {
    await slackAdmin.setFault({ kind: "error", error: "invalid_auth" });
    await send();
    await answerLead();
    await pass(1);
    await audit(test_, runName(clientId, test_.now()));
    await slackAdmin.clearFaults();
    await pass(1);
    expect(await sendAll()).toBe(0);
    expect(await messages()).toEqual([]);
  });

  test("a message that may have arrived is still looked for when the token was refused in between", async () => {
    await slackAdmin.setFault({ kind: "500-accepted", method: "chat.postMessage", times: 1 });
    await send();
    await slackAdmin.setFault({ kind: "error", error: "token_revoked" });
    await pass(1);
    await send();
    expect(await rows()).toMatchObject([{ state: "sending" }]);
    await slackAdmin.clearFaults();
    await pass(2);
    expect(await sendAll()).toBe(1);
    expect(await messages()).toHaveLength(1);
  });

  test("a receiver whose channel was corrected in the config gets what waited there", async () => {
    await slackAdmin.changeChannel(clientId, { isArchived: true });
    await send();
    expect(await rows()).toMatchObject([{ state: "pending", because: expect.stringContaining("is_archived") }]);
    await slackAdmin.addChannel({ id: `C1${number}00000`, name: `new-${clientId}` });
    const config = world.client(clientId);
    const moved = {
      ...config,
      receivers: config.receivers.map((one) => (one.id === "sales" ? { ...one, slack: `C1${number}00000` } : one)),
    };
    await runActivity(makeSendNext({ ...world, client: () => moved }), [{ clientId }]);
    expect(await slackAdmin.messages(`new-${clientId}`)).toHaveLength(1);
  });

  test("without a Slack in the config it waits for one, and says so", async () => {
    await runActivity(makeSendNext({ ...world, slack: () => null }), [{ clientId }]);
    expect(await rows()).toMatchObject([
      { state: "pending", because: "Slack is not set up: add a `slack:` section to revwatch.yaml" },
    ]);
    await pass(1);
    expect(await sendAll()).toBe(1);
  });

  test("a weekly report whose model is gone is refused in words", async () => {
    await sendAll();
    await enqueue(
      world.db,
      [
        {
          clientId,
          alertId: null,
          episode: null,
          revision: null,
          channel: "email",
          act: "mail",
          receiver: "head",
          address: { email: "jo@northwind.example" },
          message: { kind: "weekly-report", period: "2026-W40" },
          because: "the weekly report",
        },
      ],
      world.now(),
    );
    await send();
    expect((await rows()).at(-1)).toMatchObject({ state: "failed", because: "the report that it belongs to is gone" });
  });
});

describe("a step of the ladder", () => {
  test("tells the next one by their own channel, and edits the first message", async () => {
    await sendAll();
    await pass(31);
    expect(await escalate()).toEqual({ status: "open", nextStep: 1 });
    expect(await sendAll()).toBe(2);
    expect(await mails.messages()).toMatchObject([{ to: ["jo@northwind.example"] }]);
    expect((await messages()).map(({ edits }) => edits.length)).toEqual([1]);
    const event = await world.db
      .selectFrom("alert_event")
      .selectAll()
      .where("client_id", "=", clientId)
      .orderBy("event_id", "desc")
      .executeTakeFirstOrThrow();
    expect(event).toMatchObject({
      kind: "escalated",
      detail: "nobody has taken it, so it goes to Jo Keller (step 1 of 1)",
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
    await world.db.updateTable("alert").set({ status }).where("client_id", "=", clientId).execute();
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
    await mails.clear();
    await answerLead();
    await pass(1);
    await audit(test_, runName(clientId, test_.now()));
    await sendAll();
    expect(await mails.messages()).toHaveLength(1);
  });
});
