import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { dismissDelivery } from "../../../operations/dismiss-delivery.ts";
import { saveAlert } from "../../../storage/alerts.ts";
import { forgetPerson } from "../../../operations/alerting/forget-person.ts";
import { saveFindings } from "../../../storage/findings.ts";
import { enqueue } from "../../../storage/outbox.ts";
import { alertMessage, alertState, findingRow } from "../../storage/rows.ts";
import { startHeldClient } from "./held-client.ts";

const held = startHeldClient();
const { clientId, live, posts, list, alert, told } = held;

describe("more than ten messages that waited", () => {
  const topics = ["waiting-leads", "stale-leads", "stale-deals", "routing", "campaign-tracking", "access"] as const;

  /** Each receiver has a channel of its own where `isApart`. */
  async function backlog(receivers: readonly string[], minutes = 60, isApart = false): Promise<void> {
    if (!isApart) await held.admin.setFault({ kind: "down" });
    const channelOf = (index: number) => `C0HELD${held.number}${isApart ? index : 0}`;
    held.client = {
      ...held.client,
      receivers: receivers.map((id, index) => ({ id, name: id, slack: channelOf(index), email: null })),
      escalation: [],
    };
    for (const [index, receiver] of receivers.entries()) {
      if (index > 0 && isApart)
        await held.admin.addChannel({ id: channelOf(index), name: `held-${held.number}-${index}` });
      if (isApart) await held.admin.changeChannel(channelOf(index), { isArchived: true });
      for (const topic of topics) {
        const name = { clientId: clientId(), alertId: `${receiver}.${topic}` };
        await saveAlert(held.world.db, name, receiver, topic, alertState({ severity: "medium", steps: [] }), held.now);
        await enqueue(
          held.world.db,
          [{ ...told(name.alertId), receiver, address: { slack: channelOf(index) } }],
          held.now,
        );
      }
      await live(1);
    }
    await live(minutes);
  }

  test("come as one for each receiver, as things are now", async () => {
    await backlog(["sales", "head"]);
    await held.world.db
      .updateTable("alert")
      .set({ status: "resolved" })
      .where("client_id", "=", clientId())
      .where("topic", "=", "access")
      .execute();
    await held.admin.clearFaults();
    await live(5);
    const said = await posts();
    expect(said.map(({ text }) => text)).toEqual(Array(2).fill(`5 alerts waited to be sent (${clientId()})`));
    expect(JSON.stringify(said)).toContain("1 more resolved meanwhile");
    expect((await list()).deliveries).toEqual([]);
  });

  test("a critical alert that waits inside a digest goes another way all the same, and says what holds it", async () => {
    await backlog(["sales", "head"], 5, true);
    held.client = {
      ...held.client,
      receivers: [
        ...held.client.receivers,
        { id: "operations", name: "Robin", slack: null, email: "robin@agency.example" },
      ],
    };
    await held.world.db
      .updateTable("alert")
      .set({ severity: "critical" })
      .where("client_id", "=", clientId())
      .where("alert_id", "=", "sales.routing")
      .execute();
    await live(2);
    expect(await held.mails.messages()).toEqual([]);
    await live(30);
    const [mail, ...others] = await held.mails.messages();
    expect(others).toEqual([]);
    const { text } = await held.mails.message(mail!.id);
    expect(text).toContain(
      "Slack has accepted no messages for sales since Wed 25 Nov, 10:00 UTC (Slack says is_archived",
    );
  });

  test("in channels of their own too, whichever is tried first, and what begins to wait beside a digest joins it", async () => {
    await backlog(["sales", "head"], 10, true);
    await enqueue(held.world.db, [told("sales.waiting-leads", { revision: 2 })], held.now);
    await live(40);
    for (const index of [0, 1]) await held.admin.changeChannel(`C0HELD${held.number}${index}`, { isArchived: false });
    await live(5);
    const said = [...(await posts()), ...(await held.admin.messages(`held-${held.number}-1`))];
    expect(said.map(({ text }) => text)).toEqual(Array(2).fill(`6 alerts waited to be sent (${clientId()})`));
  });

  test("what comes later answers below the digest", async () => {
    await backlog(["sales", "head"]);
    await held.admin.clearFaults();
    await live(5);
    const before = await posts();
    const digest = before.find(({ text }) => text.includes("waited to be sent"))!;
    const next = { ...told("sales.routing", { revision: 5, isOver: true }), receiver: "sales" };
    await enqueue(
      held.world.db,
      [
        { ...next, act: "update" as const },
        { ...next, act: "reply" as const },
      ],
      held.now,
    );
    await live(5);
    const added = (await posts()).slice(before.length);
    expect(added).toHaveLength(1);
    expect(before.map(({ ts }) => ts)).toContain(added[0]!.threadTs);
    expect((await posts()).find(({ ts }) => ts === digest.ts)?.edits).toEqual([]);
  });

  test("an end that is only an edit elsewhere answers below the digest, which is not edited", async () => {
    await backlog(["sales", "head"]);
    await held.admin.clearFaults();
    await live(5);
    const before = await posts();
    const next = { ...told("sales.routing", { revision: 5, isOver: true }), receiver: "sales", act: "update" as const };
    await enqueue(held.world.db, [next], held.now);
    await live(5);
    const added = (await posts()).slice(before.length);
    expect(added.map(({ text }) => text)).toEqual([expect.stringContaining("Resolved")]);
    expect(before.map(({ ts }) => ts)).toContain(added[0]!.threadTs);
    expect(before.flatMap(({ edits }) => edits)).toEqual([]);
  });

  test("a person who was told of in one and is deleted leaves it as it is: it names nobody", async () => {
    await backlog(["sales", "head"]);
    await held.admin.clearFaults();
    await live(5);
    const digests = (await posts()).filter(({ text }) => text.includes("waited to be sent"));
    expect(JSON.stringify(digests)).not.toContain("Ana Ruiz");
    // What was told by it named her, and the answer below it does.
    const since = held.now.toISOString();
    const line = { checkId: "lead-unanswered", severity: "high", url: null, since, isNew: true } as const;
    const ana = { findingId: "lead-unanswered.contact.1", label: "Ana Ruiz", summary: "Ana Ruiz waits.", ...line };
    const sections = [{ ownerName: null, lines: [ana] }];
    await sql`update outbox set message = jsonb_set(message, '{alert,sections}', ${JSON.stringify(sections)}::jsonb)
      where client_id = ${clientId()} and message ->> 'kind' = 'alert'`.execute(held.world.db);
    const next = told("sales.routing", { revision: 5 });
    const worse = { alertId: "sales.routing", revision: 5, occasion: "worsened", sections } as const;
    const message = { kind: "alert", alert: alertMessage(clientId(), worse) } as const;
    await enqueue(held.world.db, [{ ...next, message, receiver: "sales", act: "reply" }], held.now);
    await live(5);
    expect(JSON.stringify(await posts())).toContain("Ana Ruiz");
    await saveFindings(held.world.db, [findingRow(clientId(), "lead-unanswered.contact.1", held.now)]);
    const leaving = { contactId: "1", runId: null, mode: "live", asOf: held.now, now: held.now } as const;
    expect(await forgetPerson(held.world, held.client, leaving)).toMatchObject({ ended: 1 });
    held.now = new Date(held.now.getTime() + 60_000);
    await live(5);
    const after = await posts();
    expect(JSON.stringify(after.map(({ text, blocks }) => ({ text, blocks })))).not.toContain("Ana Ruiz");
    for (const { ts, text } of digests) expect(after.find((post) => post.ts === ts)).toMatchObject({ text, edits: [] });
  });
});

describe("a person decides", () => {
  test("a message that is dismissed is not sent, and its reason is kept", async () => {
    await held.admin.setFault({ kind: "error", error: "token_revoked" });
    await alert("medium");
    await live(1);
    const [one] = (await list()).deliveries;
    await dismissDelivery.run(
      { db: held.world.db, now: () => held.now },
      { key: one!.key, by: "Robin", reason: "told by phone" },
    );
    await held.admin.clearFaults();
    await live(10);
    expect(await posts()).toEqual([]);
    expect((await list()).deliveries).toEqual([]);
    await expect(
      dismissDelivery.run({ db: held.world.db, now: () => held.now }, { key: one!.key, by: "Robin", reason: "again" }),
    ).rejects.toThrow(/nothing to dismiss/);
  });

  test("a failed message matters until its alert is over", async () => {
    held.client = { ...held.client, receivers: held.client.receivers.slice(0, 1) };
    await held.admin.setFault({ kind: "error", error: "invalid_arguments" });
    await alert("medium");
    await live(1);
    expect((await list()).deliveries).toMatchObject([{ state: "failed", matters: true }]);
    await held.world.db.updateTable("alert").set({ status: "resolved" }).where("client_id", "=", clientId()).execute();
    expect((await list()).deliveries).toMatchObject([{ state: "failed", matters: false }]);
  });
});
