import { describe, expect, test } from "vitest";
import {
  claimNext,
  giveUp,
  leaveUncertain,
  nextDueAt,
  release,
  waitingDeliveries,
} from "../../storage/outbox-claims.ts";
import { describeOnBoth } from "./on-both-databases.ts";
import { at, delivery } from "./rows.ts";
import { outboxActs } from "./outbox-acts.ts";

describeOnBoth("the end of a message in the outbox", (db, newClient) => {
  const { put, claim, sendAll, states } = outboxActs(db);

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
