import { describe, expect, test } from "vitest";
import {
  claimNext,
  confirmSent,
  deliveryKey,
  enqueue,
  giveUp,
  leaveUncertain,
  nextDueAt,
  releaseUntil,
  waitingDeliveries,
  type Delivery,
} from "../../storage/outbox.ts";
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
      await releaseUntil(db(), opening.row, at(10), "Slack asks to wait");
      await put(delivery(client, { act: "update", revision: 2 }));
      expect(await claim(client, 5)).toBeNull();
      expect(await nextDueAt(db(), client, at(5))).toEqual(at(10));
      expect(await sendAll(client, 10)).toEqual(["open 1", "update 2"]);
    });

    test("other conversations do not wait for it", async () => {
      const client = newClient();
      await put(delivery(client, { act: "open", revision: 1 }));
      await releaseUntil(db(), (await claim(client))!.row, at(10), "Slack asks to wait");
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
      expect(await states(client)).toEqual(["open 1 sent", "update 2 superseded", "reply 2 pending", "update 3 pending"]);
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
      expect(again).toMatchObject({ isUncertain: true, row: { attempt: 1 } });
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
      await releaseUntil(db(), (await claim(client))!.row, at(2), "Slack asks to wait");
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
    await releaseUntil(db(), (await claim(client))!.row, at(9), "Slack asks to wait");
    expect(await waiting(client)).toEqual([{ clientId: client, dueAt: at(9) }]);
    expect(await waiting(quiet)).toEqual([]);
  });
});
