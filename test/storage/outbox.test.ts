import { describe, expect, test } from "vitest";
import { confirmSent, giveUp, leaveUncertain, nextDueAt, release } from "../../storage/outbox-claims.ts";
import { deliveryKey, type Delivery } from "../../storage/outbox.ts";
import { describeOnBoth } from "./on-both-databases.ts";
import { at, delivery } from "./rows.ts";
import { outboxActs } from "./outbox-acts.ts";

describeOnBoth("outbox", (db, newClient) => {
  const { put, claim, sendAll, states } = outboxActs(db);

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
});
