import { describe, expect, test } from "vitest";
import { confirmSent, leaveUncertain, nextDueAt, oldestOverdue, release } from "../../storage/outbox-claims.ts";
import { enqueue } from "../../storage/outbox.ts";
import { barredChannels, closeChannel, openChannel, type Closure } from "../../storage/channel-states.ts";
import { describeOnBoth } from "./on-both-databases.ts";
import { at, delivery } from "./rows.ts";
import { outboxActs } from "./outbox-acts.ts";

describeOnBoth("outbox whose way is closed", (db, newClient) => {
  const { put, claim, sendAll, states } = outboxActs(db);

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
});
