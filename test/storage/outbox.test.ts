import { describe, expect, test } from "vitest";
import {
  claimNext,
  confirmSent,
  giveUp,
  leaveUncertain,
  nextDueAt,
  oldestOverdue,
  release,
  waitingDeliveries,
} from "../../storage/outbox-claims.ts";
import { deliveryKey, enqueue, type Delivery } from "../../storage/outbox.ts";
import { barredChannels, closeChannel, openChannel, type Closure } from "../../storage/channel-states.ts";
import { describeOnBoth } from "./on-both-databases.ts";
import { at, delivery } from "./rows.ts";

describeOnBoth("outbox", (db, newClient) => {
  const put = (...deliveries: readonly Delivery[]) => enqueue(db(), deliveries, at(0));
  const claim = async (client: string, minute = 1) => claimNext(db(), client, at(minute));
  /** Sends whatever is due, one after another, and tells in which order. */
  const sendAll = async (client: string, minute = 1) => {
    const sent: string[] = [];
    for (let next = await claim(client, minute); next !== null; next = await claim(client, minute)) {
      sent.push(`${next.row.act} ${next.row.revision}`);
      await confirmSent(db(), next.row, "ts", at(minute));
    }
    return sent;
  };
  const states = async (client: string) => {
    const rows = await db()
      .selectFrom("outbox")
      .select(["act", "revision", "state", "because"])
      .where("client_id", "=", client)
      .orderBy("seq")
      .execute();
    return rows.map(({ act, revision, state }) => `${act} ${revision} ${state}`);
  };

  describe("order", () => {
    test("messages go out in the order in which they came", async () => {
      const client = newClient();
      await put(delivery(client, { act: "open", revision: 1 }), delivery(client, { act: "mail", revision: 1 }));
      expect(await sendAll(client)).toEqual(["open 1", "mail 1"]);
      expect(await claim(client)).toBeNull();
    });

    test("a later message of a conversation waits for an earlier one that may still be tried", async () => {
      const client = newClient();
      await put(delivery(client, { act: "open", revision: 1 }));
      const opening = (await claim(client))!;
      await release(db(), opening.row, "Slack asks to wait", at(10));
      await leaveUncertain(db(), (await claim(client, 10))!.row, at(20), "Slack's answer was lost");
      await put(delivery(client, { act: "update", revision: 2 }));
      expect(await claim(client, 15)).toBeNull();
      expect(await nextDueAt(db(), client, at(15))).toEqual(at(20));
      expect(await sendAll(client, 20)).toEqual(["open 1", "update 2"]);
    });

    test("other conversations do not wait for it", async () => {
      const client = newClient();
      await put(delivery(client, { act: "open", revision: 1 }));
      await release(db(), (await claim(client))!.row, "Slack asks to wait", at(10));
      await put(
        delivery(client, { act: "mail", revision: 1 }),
        delivery(client, { act: "open", revision: 1 }, { receiver: "head" }),
        delivery(client, { act: "open", revision: 1 }, { alertId: "sales.routing" }),
      );
      expect(await sendAll(client, 5)).toEqual(["mail 1", "open 1", "open 1"]);
    });

    test("one that was given up holds nobody back", async () => {
      const client = newClient();
      await put(delivery(client, { act: "open", revision: 1 }));
      const opening = (await claim(client))!;
      await put(delivery(client, { act: "update", revision: 2 }));
      await giveUp(db(), opening.row, "Slack says is_archived");
      expect((await claim(client))?.row.revision).toBe(2);
    });
  });

  describe("one key, one message", () => {
    test("the same delivery twice is one row", async () => {
      const client = newClient();
      await put(delivery(client, { act: "open", revision: 1 }), delivery(client, { act: "open", revision: 1 }));
      await put(delivery(client, { act: "open", revision: 1 }));
      expect(await states(client)).toEqual(["open 1 pending"]);
    });

    test("a report that was put in twice goes out once", async () => {
      const client = newClient();
      const report: Delivery = {
        ...delivery(client, { act: "mail", revision: 1 }),
        alertId: null,
        episode: null,
        revision: null,
        message: { kind: "weekly-report", period: "2026-W47" },
      };
      await put(report);
      await sendAll(client);
      await put(report);
      expect(await sendAll(client)).toEqual([]);
      expect(deliveryKey(report)).toBe(`${client}/weekly-report/2026-W47/sales/email/mail`);
    });

    test("clients, alerts, episodes, revisions, receivers, channels and acts all tell keys apart", () => {
      const one = delivery("a", { act: "open", revision: 1 });
      const others: readonly Delivery[] = [
        delivery("b", { act: "open", revision: 1 }),
        delivery("a", { act: "update", revision: 1 }),
        delivery("a", { act: "mail", revision: 1 }),
        delivery("a", { act: "open", revision: 2 }),
        { ...one, episode: 2 },
        { ...one, receiver: "head" },
        { ...one, alertId: "sales.routing" },
      ];
      expect(new Set([one, ...others].map(deliveryKey)).size).toBe(others.length + 1);
    });
  });

  describe("a later revision says it better", () => {
    test("an unsent edit gives way to the next one", async () => {
      const client = newClient();
      await put(delivery(client, { act: "open", revision: 1 }));
      await sendAll(client);
      await put(delivery(client, { act: "update", revision: 2 }), delivery(client, { act: "reply", revision: 2 }));
      await put(delivery(client, { act: "update", revision: 3 }));
      expect(await states(client)).toEqual([
        "open 1 sent",
        "update 2 superseded",
        "reply 2 pending",
        "update 3 pending",
      ]);
    });

    test("a first message that was not sent yet is replaced whole, and the thread stays silent", async () => {
      const client = newClient();
      await put(delivery(client, { act: "open", revision: 1 }));
      await put(delivery(client, { act: "update", revision: 2 }), delivery(client, { act: "reply", revision: 2 }));
      expect(await states(client)).toEqual(["open 1 superseded", "open 2 pending"]);
      expect(await sendAll(client)).toEqual(["open 2"]);
    });

    test("an unsent e-mail gives way to the next one", async () => {
      const client = newClient();
      await put(delivery(client, { act: "mail", revision: 1 }));
      await put(delivery(client, { act: "mail", revision: 2 }));
      expect(await sendAll(client)).toEqual(["mail 2"]);
    });

    test("what may be on its way is not touched", async () => {
      const client = newClient();
      await put(delivery(client, { act: "open", revision: 1 }));
      const opening = (await claim(client))!;
      await put(delivery(client, { act: "update", revision: 2 }), delivery(client, { act: "reply", revision: 2 }));
      expect(await states(client)).toEqual(["open 1 sending", "update 2 pending", "reply 2 pending"]);
      await confirmSent(db(), opening.row, "ts", at(1));
      expect(await sendAll(client)).toEqual(["update 2", "reply 2"]);
    });

    test("whoever has a message already gets an answer to it instead of a second one", async () => {
      const client = newClient();
      await put(delivery(client, { act: "open", revision: 1 }));
      await sendAll(client);
      await put(delivery(client, { act: "open", revision: 2 }));
      expect(await sendAll(client)).toEqual(["reply 2"]);
    });

    test("another episode is another conversation", async () => {
      const client = newClient();
      await put(delivery(client, { act: "open", revision: 1 }));
      await put(delivery(client, { act: "open", revision: 4 }, { episode: 2 }));
      expect(await sendAll(client)).toEqual(["open 1", "open 4"]);
    });
  });

  describe("a first message that certainly did not arrive", () => {
    test("gives way to what came while nobody knew", async () => {
      const client = newClient();
      await put(delivery(client, { act: "open", revision: 1 }));
      const opening = (await claim(client))!;
      await put(delivery(client, { act: "update", revision: 2 }), delivery(client, { act: "reply", revision: 2 }));
      await release(db(), opening.row, "Slack asks to wait", null);
      expect(await states(client)).toEqual(["open 1 superseded", "open 2 pending", "reply 2 superseded"]);
      expect(await sendAll(client)).toEqual(["open 2"]);
    });

    test("is not sent at all when everything is over by then", async () => {
      const client = newClient();
      await put(delivery(client, { act: "open", revision: 1 }));
      const opening = (await claim(client))!;
      await put(
        delivery(client, { act: "update", revision: 2, isOver: true }),
        delivery(client, { act: "reply", revision: 2, isOver: true }),
      );
      await release(db(), opening.row, "Slack asks to wait", null);
      expect(await sendAll(client)).toEqual([]);
    });

    test("waits since its first revision", async () => {
      const client = newClient();
      await put(delivery(client, { act: "open", revision: 1 }));
      await release(db(), (await claim(client))!.row, "Slack asks to wait", null);
      await enqueue(db(), [delivery(client, { act: "update", revision: 2 })], at(30));
      expect((await claim(client, 31))!.row).toMatchObject({ revision: 2, waiting_since: at(0) });
    });
  });

  describe("a channel that takes nothing", () => {
    const bar = (client: string, place = ""): Closure => ({
      clientId: client,
      channel: "slack",
      place,
      kind: "barred",
      reason: "Slack says is_archived",
      remedy: "unarchive it",
    });

    test("is left alone until it may be tried, and then by one message", async () => {
      const client = newClient();
      await put(delivery(client, { act: "open", revision: 1 }), delivery(client, { act: "mail", revision: 1 }));
      await closeChannel(db(), bar(client), at(0), at(10));
      expect(await sendAll(client, 5)).toEqual(["mail 1"]);
      expect(await nextDueAt(db(), client, at(5))).toEqual(at(10));
      expect((await claim(client, 10))?.row.act).toBe("open");
      await openChannel(db(), bar(client));
    });

    test("one place does not close the others, and a message that gets through opens it", async () => {
      const client = newClient();
      await put(delivery(client, { act: "open", revision: 1 }), {
        ...delivery(client, { act: "open", revision: 1 }, { receiver: "head" }),
        address: { slack: "#head" },
      });
      await closeChannel(db(), bar(client, "#sales"), at(0), at(10));
      const claimed = (await claim(client, 5))!;
      expect(claimed.row.receiver).toBe("head");
      await confirmSent(db(), claimed.row, "ts", at(5));
      await openChannel(db(), bar(client, "#sales"));
      expect((await claim(client, 5))?.row.receiver).toBe("sales");
    });

    test("is one fact for all clients, with what it holds", async () => {
      const [one, two] = [newClient(), newClient()];
      for (const client of [one, two]) await put(delivery(client, { act: "open", revision: 1 }));
      await closeChannel(db(), bar(one), at(0), at(1));
      await closeChannel(db(), bar(two), at(3), at(4));
      await closeChannel(db(), bar(one), at(5), at(6));
      const own = (await barredChannels(db())).filter(({ clientIds }) => clientIds.includes(one));
      expect(own).toMatchObject([
        { channel: "slack", place: null, clientIds: [one, two], since: at(0), remedy: "unarchive it", held: 2 },
      ]);
      for (const client of [one, two]) await openChannel(db(), bar(client));
    });

    test("one message on which it chokes does not keep the others waiting", async () => {
      const client = newClient();
      await put(
        delivery(client, { act: "open", revision: 1 }),
        delivery(client, { act: "open", revision: 1 }, { receiver: "head" }),
      );
      const poison = (await claim(client))!;
      await leaveUncertain(db(), poison.row, at(1), "Slack says internal_error");
      expect((await claim(client, 2))?.row.receiver).toBe("head");
    });

    test("a message that nobody tries is seen, one that waits for its channel is not", async () => {
      const client = newClient();
      await put(delivery(client, { act: "open", revision: 1 }));
      const overdue = async () => (await oldestOverdue(db(), at(5), client)) !== null;
      expect(await overdue()).toBe(true);
      await closeChannel(db(), bar(client), at(0), at(10));
      expect(await overdue()).toBe(false);
      await openChannel(db(), bar(client));
    });
  });

  describe("the end", () => {
    const end = (client: string) => [
      delivery(client, { act: "update", revision: 2, isOver: true }),
      delivery(client, { act: "reply", revision: 2, isOver: true }),
      delivery(client, { act: "mail", revision: 2, isOver: true }),
    ];

    test("is not told to who has not heard the beginning", async () => {
      const client = newClient();
      await put(delivery(client, { act: "open", revision: 1 }), delivery(client, { act: "mail", revision: 1 }));
      await put(...end(client));
      expect(await states(client)).toEqual(["open 1 superseded", "mail 1 superseded"]);
      expect(await sendAll(client)).toEqual([]);
    });

    test("is told on each channel to who has", async () => {
      const client = newClient();
      await put(delivery(client, { act: "open", revision: 1 }), delivery(client, { act: "mail", revision: 1 }));
      await sendAll(client);
      await put(...end(client));
      expect(await sendAll(client)).toEqual(["update 2", "reply 2", "mail 2"]);
    });

    test("is told by e-mail also when a turn for the worse was still waiting to be sent", async () => {
      const client = newClient();
      await put(delivery(client, { act: "mail", revision: 1 }));
      await sendAll(client);
      await put(delivery(client, { act: "mail", revision: 2 }));
      await put(delivery(client, { act: "mail", revision: 3, isOver: true }));
      expect(await sendAll(client)).toEqual(["mail 3"]);
    });

    test("is told to who may have heard the beginning", async () => {
      const client = newClient();
      await put(delivery(client, { act: "open", revision: 1 }));
      const opening = (await claim(client))!;
      await leaveUncertain(db(), opening.row, at(2), "Slack's answer was lost");
      await put(...end(client).slice(0, 2));
      expect(await sendAll(client, 3)).toEqual(["open 1", "update 2", "reply 2"]);
    });

    test("is not told where the beginning was refused", async () => {
      const client = newClient();
      await put(delivery(client, { act: "open", revision: 1 }));
      await giveUp(db(), (await claim(client))!.row, "Slack says not_in_channel");
      await put(...end(client).slice(0, 2));
      expect(await sendAll(client)).toEqual([]);
    });
  });

  describe("one attempt at a time", () => {
    test("a message in somebody's hands is not taken again until its lease runs out", async () => {
      const client = newClient();
      await put(delivery(client, { act: "open", revision: 1 }));
      expect((await claimNext(db(), client, at(1)))!.isUncertain).toBe(false);
      expect(await claimNext(db(), client, new Date(at(1).getTime() + 29_999))).toBeNull();
      expect(await nextDueAt(db(), client, at(1))).toEqual(new Date(at(1).getTime() + 30_000));
      const again = await claimNext(db(), client, new Date(at(1).getTime() + 30_000));
      expect(again).toMatchObject({ isUncertain: true, row: { attempt: 2, tried_at: at(1) } });
    });

    test("two senders never take the same message", async () => {
      const client = newClient();
      await put(delivery(client, { act: "open", revision: 1 }));
      const both = await Promise.all([claim(client), claim(client)]);
      expect(both.filter((one) => one !== null)).toHaveLength(1);
    });

    test("an attempt that certainly reached nobody is no doubt; one that ended without a word is", async () => {
      const client = newClient();
      await put(delivery(client, { act: "open", revision: 1 }));
      await release(db(), (await claim(client))!.row, "Slack asks to wait", at(2));
      const second = (await claim(client, 2))!;
      expect(second.isUncertain).toBe(false);
      await leaveUncertain(db(), second.row, at(3), "Slack's answer was lost");
      expect(await claim(client, 2)).toBeNull();
      expect((await claim(client, 3))!.isUncertain).toBe(true);
    });

    test("what was sent is never sent again", async () => {
      const client = newClient();
      await put(delivery(client, { act: "open", revision: 1 }));
      await sendAll(client);
      expect(await claim(client, 600)).toBeNull();
      expect(await nextDueAt(db(), client, at(1))).toBeNull();
    });
  });

  test("clients that have something to send are known, with the instant from which it may be tried", async () => {
    const [client, quiet] = [newClient(), newClient()];
    await put(delivery(client, { act: "open", revision: 1 }));
    const waiting = async (id: string) => (await waitingDeliveries(db())).filter(({ clientId }) => clientId === id);
    expect(await waiting(client)).toEqual([{ clientId: client, dueAt: null }]);
    await release(db(), (await claim(client))!.row, "Slack asks to wait", at(9));
    expect(await waiting(client)).toEqual([{ clientId: client, dueAt: at(9) }]);
    expect(await waiting(quiet)).toEqual([]);
  });
});
