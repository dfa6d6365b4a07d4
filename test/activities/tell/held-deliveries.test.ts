import { describe, expect, test } from "vitest";
import { enqueue } from "../../../storage/outbox.ts";
import { delivery } from "../../storage/rows.ts";
import { startHeldClient } from "./held-client.ts";

const held = startHeldClient();
const { clientId, live, posts, list, alert, told } = held;
const start = new Date("2026-11-25T10:00:00Z");

describe("a channel that takes nothing", () => {
  const bars: readonly [string, () => Promise<unknown>][] = [
    ["the token was revoked", () => held.admin.setFault({ kind: "error", error: "token_revoked" })],
    ["the channel was archived", () => held.admin.changeChannel(`C0HELD${held.number}0`, { isArchived: true })],
    ["the app is not in the channel", () => held.admin.changeChannel(`C0HELD${held.number}0`, { isMember: false })],
    ["Slack is down", () => held.admin.setFault({ kind: "down" })],
    [
      "Slack says a word that nobody knows",
      () => held.admin.setFault({ kind: "error", error: "moon_in_the_seventh_house" }),
    ],
    [
      "Slack refuses the message whatever its form",
      () => held.admin.setFault({ kind: "error", error: "invalid_arguments" }),
    ],
  ];
  test.each(bars)(
    "%s: a critical alert goes to the next step of the ladder after ten minutes, and says why",
    async (_name, close) => {
      await close();
      await alert("critical");
      await live(9);
      expect(await held.mails.messages()).toEqual([]);
      await live(2);
      const [mail] = await held.mails.messages();
      expect(mail).toMatchObject({ to: ["jo@northwind.example"] });
      const { text } = await held.mails.message(mail!.id);
      expect(text).toMatch(
        /Slack has accepted no messages for Mia Chen since Wed 25 Nov, 10:00.* so this comes to you\./s,
      );
      await live(60);
      expect(await held.mails.messages()).toHaveLength(1);
    },
  );

  test("one of severity high goes after half an hour, one of severity medium never", async () => {
    await held.admin.setFault({ kind: "error", error: "token_revoked" });
    await alert("high");
    await alert("medium", "routing");
    await live(29);
    expect(await held.mails.messages()).toEqual([]);
    await live(120);
    expect(await held.mails.messages()).toHaveLength(1);
  });

  test("the receiver's own other channel comes first, and the operator last", async () => {
    const [sales, head, operations] = held.client.receivers;
    await held.admin.setFault({ kind: "error", error: "token_revoked" });
    held.client = { ...held.client, receivers: [{ ...sales!, email: "mia@northwind.example" }, head!, operations!] };
    await alert("critical");
    await live(11);
    const [mail] = await held.mails.messages();
    expect(mail).toMatchObject({ to: ["mia@northwind.example"] });
    expect((await held.mails.message(mail!.id)).text).toContain("for you");

    held.client = { ...held.client, receivers: [sales!, { ...head!, email: null }, operations!] };
    await held.mails.clear();
    await alert("critical", "routing");
    await live(11);
    expect(await held.mails.messages()).toMatchObject([{ to: ["robin@agency.example"] }]);
  });

  test("with no other way it is held, and listed with its reason, until the channel is repaired", async () => {
    held.client = { ...held.client, receivers: held.client.receivers.slice(0, 1) };
    await held.admin.changeChannel(`C0HELD${held.number}0`, { isArchived: true });
    await alert("critical");
    await live(60);
    const { barred, deliveries } = await list();
    expect(barred).toMatchObject([
      { channel: "slack", address: `C0HELD${held.number}0`, since: start.toISOString(), held: 1 },
    ]);
    expect(deliveries).toMatchObject([
      { state: "held", since: start.toISOString(), matters: true, reason: expect.stringContaining("unarchive it") },
    ]);
    await held.admin.changeChannel(`C0HELD${held.number}0`, { isArchived: false });
    await live(5);
    expect(await posts()).toHaveLength(1);
    expect(await list()).toMatchObject({ barred: [], deliveries: [] });
  });

  test("whoever heard of it another way hears of its end too, and what is over by then is not told as waiting", async () => {
    await held.admin.setFault({ kind: "error", error: "token_revoked" });
    const alertId = await alert("critical");
    await live(11);
    const { episode } = await held.world.db
      .selectFrom("alert")
      .select("episode")
      .where("client_id", "=", clientId())
      .executeTakeFirstOrThrow();
    expect(episode).toBe(1);
    await enqueue(held.world.db, [told(alertId, { revision: 2, isOver: true })], held.now);
    await held.admin.clearFaults();
    await live(10);
    expect(await posts()).toEqual([]);
  });

  test("an alert that was acknowledged meanwhile goes no other way", async () => {
    await held.admin.setFault({ kind: "error", error: "token_revoked" });
    await alert("critical");
    await held.world.db
      .updateTable("alert")
      .set({ status: "acknowledged" })
      .where("client_id", "=", clientId())
      .execute();
    await live(30);
    expect(await held.mails.messages()).toEqual([]);
  });

  test("a message that may have arrived goes another way too, and is still only once in Slack", async () => {
    await held.admin.setFault({
      kind: "error-accepted",
      error: "internal_error",
      method: "chat.postMessage",
      times: 1,
    });
    await held.admin.setFault({ kind: "500", method: "conversations.history" });
    await alert("critical");
    await live(11);
    expect(await held.mails.messages()).toHaveLength(1);
    await held.admin.clearFaults();
    await live(5);
    expect(await posts()).toHaveLength(1);
  });

  test("of six receivers of e-mail one is refused: the others get theirs, and it is said whose was not taken", async () => {
    const ids = ["a", "b", "c", "d", "e", "f"];
    held.client = {
      ...held.client,
      receivers: ids.map((id) => ({ id, name: id, slack: null, email: `${id}@northwind.example` })),
    };
    await held.mails.setFault({ kind: "refuse", code: 550, status: "5.1.1", recipient: "c@northwind.example" });
    for (const id of ids)
      await enqueue(
        held.world.db,
        [
          {
            ...delivery(clientId(), { act: "mail", revision: 1 }, { receiver: id }),
            address: { email: `${id}@northwind.example` },
          },
        ],
        held.now,
      );
    await live(30);
    expect((await held.mails.messages()).map(({ to }) => to[0]!.slice(0, 1))).toEqual(["a", "b", "d", "e", "f"]);
    expect((await list()).deliveries).toMatchObject([
      { receiver: "c", state: "held", reason: expect.stringContaining("550 5.1.1") },
    ]);
  });
});
