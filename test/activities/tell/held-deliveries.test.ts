import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { divertHeld } from "../../../activities/deliver/divert-held.ts";
import { makeSendNext } from "../../../activities/deliver/send-next.ts";
import type { ActivityWorld } from "../../../activities/world.ts";
import type { ClientConfig } from "../../../config/config.ts";
import { openEmail } from "../../../connectors/email/channel.ts";
import { openSlack } from "../../../connectors/slack/channel.ts";
import { dismissDelivery } from "../../../operations/dismiss-delivery.ts";
import { listDeliveries } from "../../../operations/list-deliveries.ts";
import { MailboxReader, SlackAdmin } from "../../../simulators/client.ts";
import { startMailbox, type MailboxSimulator } from "../../../simulators/mailbox/start.ts";
import { startSlack, type SlackSimulator } from "../../../simulators/slack/start.ts";
import { saveAlert } from "../../../storage/alerts.ts";
import { enqueue } from "../../../storage/outbox.ts";
import { alertState, delivery } from "../../storage/rows.ts";
import { runActivity, startTestWorld, testClient, type TestWorld } from "../test-world.ts";

let test_: TestWorld;
let slack: SlackSimulator;
let mailbox: MailboxSimulator;
let admin: SlackAdmin;
let mails: MailboxReader;
let now: Date;
let client: ClientConfig;
let world: ActivityWorld;
let number = 0;
const start = new Date("2026-11-25T10:00:00Z");
beforeAll(async () => {
  test_ = await startTestWorld();
  slack = await startSlack({ now: () => now.getTime() });
  mailbox = await startMailbox();
  admin = new SlackAdmin(slack.address);
  mails = new MailboxReader(mailbox.address);
});
afterAll(() => Promise.all([test_.close(), slack.close(), mailbox.close()]));
/** A client whose sales lead is in Slack only, with a head who has e-mail, and an operator. */
beforeEach(async () => {
  await Promise.all([admin.clearFaults(), mails.clearFaults(), mails.clear()]);
  now = start;
  number += 1;
  await admin.addChannel({ id: `C0HELD${number}0`, name: `held-${number}` });
  const receivers = [
    { id: "sales", name: "Mia Chen", slack: `C0HELD${number}0`, email: null },
    { id: "head", name: "Jo Keller", slack: null, email: "jo@northwind.example" },
    { id: "operations", name: "Robin", slack: null, email: "robin@agency.example" },
  ];
  client = testClient(`held-${number}`, "1", { receivers });
  const from = "Revwatch <revwatch@example.com>";
  world = {
    ...test_.world,
    now: () => now,
    client: () => client,
    operators: () => client.receivers.filter(({ id }) => id === "operations"),
    slack: () => openSlack({ address: slack.address, token: () => "xoxb-test-token", timeoutMs: 20_000 }),
    email: () => openEmail({ ...mailbox.smtp, security: "none", user: null, password: null, from }),
  };
});

const clientId = () => client.clientId;
const send = () => runActivity(makeSendNext(world), [{ clientId: clientId() }]);
/** What the sender's workflow does for some minutes, and the sweep beside it. */
async function live(minutes: number): Promise<void> {
  const until = now.getTime() + minutes * 60_000;
  while (now.getTime() < until) {
    for (;;) {
      const { sent, nextDueAt } = await send();
      if (!sent && (nextDueAt === null || Date.parse(nextDueAt) > now.getTime())) break;
    }
    await divertHeld(world, clientId());
    now = new Date(Math.min(until, now.getTime() + 30_000));
  }
}
const posts = () => admin.messages(`held-${number}`);
const list = () =>
  listDeliveries.run({ db: world.db, now: () => now, config: () => ({ clients: [client] }) as never }, {});

/** An alert of the client with its first message to the sales lead. */
async function alert(
  severity: "critical" | "high" | "medium",
  topic: "waiting-leads" | "routing" = "waiting-leads",
): Promise<string> {
  const alertId = `sales.${topic}`;
  const state = alertState({
    severity,
    openedAt: now,
    steps: [{ receivers: ["head"], dueAt: new Date(now.getTime() + 7_200_000).toISOString() }],
  });
  await saveAlert(world.db, { clientId: clientId(), alertId }, "sales", topic, state, now);
  await enqueue(world.db, [told(alertId)], now);
  return alertId;
}

function told(alertId: string, own: { revision?: number; isOver?: boolean } = {}) {
  const revision = own.revision ?? 1;
  return {
    ...delivery(clientId(), { act: "open", revision, isOver: own.isOver ?? false }, { alertId }),
    address: { slack: `C0HELD${number}0` },
  };
}

describe("a channel that takes nothing", () => {
  const bars: readonly [string, () => Promise<unknown>][] = [
    ["the token was revoked", () => admin.setFault({ kind: "error", error: "token_revoked" })],
    ["the channel was archived", () => admin.changeChannel(`C0HELD${number}0`, { isArchived: true })],
    ["the app is not in the channel", () => admin.changeChannel(`C0HELD${number}0`, { isMember: false })],
    ["Slack is down", () => admin.setFault({ kind: "down" })],
    [
      "Slack says a word that nobody knows",
      () => admin.setFault({ kind: "error", error: "moon_in_the_seventh_house" }),
    ],
    [
      "Slack refuses the message whatever its form",
      () => admin.setFault({ kind: "error", error: "invalid_arguments" }),
    ],
  ];
  test.each(bars)(
    "%s: a critical alert goes to the next step of the ladder after ten minutes, and says why",
    async (_name, close) => {
      await close();
      await alert("critical");
      await live(9);
      expect(await mails.messages()).toEqual([]);
      await live(2);
      const [mail] = await mails.messages();
      expect(mail).toMatchObject({ to: ["jo@northwind.example"] });
      const { text } = await mails.message(mail!.id);
      expect(text).toMatch(/Slack has taken no message for Mia Chen since Wed 25 Nov, 10:00.* so this comes to you\./s);
      await live(60);
      expect(await mails.messages()).toHaveLength(1);
    },
  );

  test("one of severity high goes after half an hour, one of severity medium never", async () => {
    await admin.setFault({ kind: "error", error: "token_revoked" });
    await alert("high");
    await alert("medium", "routing");
    await live(29);
    expect(await mails.messages()).toEqual([]);
    await live(120);
    expect(await mails.messages()).toHaveLength(1);
  });

  test("the receiver's own other channel comes first, and the operator last", async () => {
    const [sales, head, operations] = client.receivers;
    await admin.setFault({ kind: "error", error: "token_revoked" });
    client = { ...client, receivers: [{ ...sales!, email: "mia@northwind.example" }, head!, operations!] };
    await alert("critical");
    await live(11);
    const [mail] = await mails.messages();
    expect(mail).toMatchObject({ to: ["mia@northwind.example"] });
    expect((await mails.message(mail!.id)).text).toContain("for you");

    client = { ...client, receivers: [sales!, { ...head!, email: null }, operations!] };
    await mails.clear();
    await alert("critical", "routing");
    await live(11);
    expect(await mails.messages()).toMatchObject([{ to: ["robin@agency.example"] }]);
  });

  test("with no other way it is held, and listed with its reason, until the channel is repaired", async () => {
    client = { ...client, receivers: client.receivers.slice(0, 1) };
    await admin.changeChannel(`C0HELD${number}0`, { isArchived: true });
    await alert("critical");
    await live(60);
    const { barred, deliveries } = await list();
    expect(barred).toMatchObject([
      { channel: "slack", address: `C0HELD${number}0`, since: start.toISOString(), held: 1 },
    ]);
    expect(deliveries).toMatchObject([
      { state: "held", since: start.toISOString(), matters: true, reason: expect.stringContaining("unarchive it") },
    ]);
    await admin.changeChannel(`C0HELD${number}0`, { isArchived: false });
    await live(5);
    expect(await posts()).toHaveLength(1);
    expect(await list()).toMatchObject({ barred: [], deliveries: [] });
  });

  test("whoever heard of it another way hears of its end too, and what is over by then is not told as waiting", async () => {
    await admin.setFault({ kind: "error", error: "token_revoked" });
    const alertId = await alert("critical");
    await live(11);
    const { episode } = await world.db
      .selectFrom("alert")
      .select("episode")
      .where("client_id", "=", clientId())
      .executeTakeFirstOrThrow();
    expect(episode).toBe(1);
    await enqueue(world.db, [told(alertId, { revision: 2, isOver: true })], now);
    await admin.clearFaults();
    await live(10);
    expect(await posts()).toEqual([]);
  });

  test("an alert that was acknowledged meanwhile goes no other way", async () => {
    await admin.setFault({ kind: "error", error: "token_revoked" });
    await alert("critical");
    await world.db.updateTable("alert").set({ status: "acknowledged" }).where("client_id", "=", clientId()).execute();
    await live(30);
    expect(await mails.messages()).toEqual([]);
  });

  test("a message that may have arrived goes another way too, and is still only once in Slack", async () => {
    await admin.setFault({ kind: "error-accepted", error: "internal_error", method: "chat.postMessage", times: 1 });
    await admin.setFault({ kind: "500", method: "conversations.history" });
    await alert("critical");
    await live(11);
    expect(await mails.messages()).toHaveLength(1);
    await admin.clearFaults();
    await live(5);
    expect(await posts()).toHaveLength(1);
  });

  test("of six receivers of e-mail one is refused: the others get theirs, and it is said whose was not taken", async () => {
    const ids = ["a", "b", "c", "d", "e", "f"];
    client = {
      ...client,
      receivers: ids.map((id) => ({ id, name: id, slack: null, email: `${id}@northwind.example` })),
    };
    await mails.setFault({ kind: "refuse", code: 550, status: "5.1.1", recipient: "c@northwind.example" });
    for (const id of ids)
      await enqueue(
        world.db,
        [
          {
            ...delivery(clientId(), { act: "mail", revision: 1 }, { receiver: id }),
            address: { email: `${id}@northwind.example` },
          },
        ],
        now,
      );
    await live(30);
    expect((await mails.messages()).map(({ to }) => to[0]!.slice(0, 1))).toEqual(["a", "b", "d", "e", "f"]);
    expect((await list()).deliveries).toMatchObject([
      { receiver: "c", state: "held", reason: expect.stringContaining("550 5.1.1") },
    ]);
  });
});

describe("more than ten messages that waited", () => {
  const topics = ["waiting-leads", "stale-leads", "stale-deals", "routing", "campaign-tracking", "access"] as const;

  /** Each receiver has a channel of its own where `isApart`. */
  async function backlog(receivers: readonly string[], minutes = 60, isApart = false): Promise<void> {
    if (!isApart) await admin.setFault({ kind: "down" });
    const channelOf = (index: number) => `C0HELD${number}${isApart ? index : 0}`;
    client = {
      ...client,
      receivers: receivers.map((id, index) => ({ id, name: id, slack: channelOf(index), email: null })),
      escalation: [],
    };
    for (const [index, receiver] of receivers.entries()) {
      if (index > 0 && isApart) await admin.addChannel({ id: channelOf(index), name: `held-${number}-${index}` });
      if (isApart) await admin.changeChannel(channelOf(index), { isArchived: true });
      for (const topic of topics) {
        const name = { clientId: clientId(), alertId: `${receiver}.${topic}` };
        await saveAlert(world.db, name, receiver, topic, alertState({ severity: "medium", steps: [] }), now);
        await enqueue(world.db, [{ ...told(name.alertId), receiver, address: { slack: channelOf(index) } }], now);
      }
      await live(1);
    }
    await live(minutes);
  }

  test("come as one for each receiver, as things are now", async () => {
    await backlog(["sales", "head"]);
    await world.db
      .updateTable("alert")
      .set({ status: "resolved" })
      .where("client_id", "=", clientId())
      .where("topic", "=", "access")
      .execute();
    await admin.clearFaults();
    await live(5);
    const said = await posts();
    expect(said.map(({ text }) => text)).toEqual(Array(2).fill(`5 alerts waited to be sent (${clientId()})`));
    expect(JSON.stringify(said)).toContain("1 more resolved meanwhile");
    expect((await list()).deliveries).toEqual([]);
  });

  test("a critical alert that waits inside a digest goes another way all the same, and says what holds it", async () => {
    await backlog(["sales", "head"], 5, true);
    client = {
      ...client,
      receivers: [...client.receivers, { id: "operations", name: "Robin", slack: null, email: "robin@agency.example" }],
    };
    await world.db
      .updateTable("alert")
      .set({ severity: "critical" })
      .where("client_id", "=", clientId())
      .where("alert_id", "=", "sales.routing")
      .execute();
    await live(2);
    expect(await mails.messages()).toEqual([]);
    await live(30);
    const [mail, ...others] = await mails.messages();
    expect(others).toEqual([]);
    const { text } = await mails.message(mail!.id);
    expect(text).toContain("Slack has taken no message for sales since Wed 25 Nov, 10:00 UTC (Slack says is_archived");
  });

  test("in channels of their own too, whichever is tried first, and what begins to wait beside a digest joins it", async () => {
    await backlog(["sales", "head"], 10, true);
    await enqueue(world.db, [told("sales.waiting-leads", { revision: 2 })], now);
    await live(40);
    for (const index of [0, 1]) await admin.changeChannel(`C0HELD${number}${index}`, { isArchived: false });
    await live(5);
    const said = [...(await posts()), ...(await admin.messages(`held-${number}-1`))];
    expect(said.map(({ text }) => text)).toEqual(Array(2).fill(`6 alerts waited to be sent (${clientId()})`));
  });

  test("what comes later answers below the digest", async () => {
    await backlog(["sales", "head"]);
    await admin.clearFaults();
    await live(5);
    const before = await posts();
    const digest = before.find(({ text }) => text.includes("waited to be sent"))!;
    const next = { ...told("sales.routing", { revision: 5, isOver: true }), receiver: "sales" };
    await enqueue(
      world.db,
      [
        { ...next, act: "update" as const },
        { ...next, act: "reply" as const },
      ],
      now,
    );
    await live(5);
    const added = (await posts()).slice(before.length);
    expect(added).toHaveLength(1);
    expect(before.map(({ ts }) => ts)).toContain(added[0]!.threadTs);
    expect((await posts()).find(({ ts }) => ts === digest.ts)?.edits).toEqual([]);
  });
});

describe("a person decides", () => {
  test("a message that is dismissed is not sent, and its reason is kept", async () => {
    await admin.setFault({ kind: "error", error: "token_revoked" });
    await alert("medium");
    await live(1);
    const [one] = (await list()).deliveries;
    await dismissDelivery.run(
      { db: world.db, now: () => now },
      { key: one!.key, by: "Robin", reason: "told by phone" },
    );
    await admin.clearFaults();
    await live(10);
    expect(await posts()).toEqual([]);
    expect((await list()).deliveries).toEqual([]);
    await expect(
      dismissDelivery.run({ db: world.db, now: () => now }, { key: one!.key, by: "Robin", reason: "again" }),
    ).rejects.toThrow(/nothing to dismiss/);
  });

  test("a failed message matters until its alert is over", async () => {
    client = { ...client, receivers: client.receivers.slice(0, 1) };
    await admin.setFault({ kind: "error", error: "invalid_arguments" });
    await alert("medium");
    await live(1);
    expect((await list()).deliveries).toMatchObject([{ state: "failed", matters: true }]);
    await world.db.updateTable("alert").set({ status: "resolved" }).where("client_id", "=", clientId()).execute();
    expect((await list()).deliveries).toMatchObject([{ state: "failed", matters: false }]);
  });
});
