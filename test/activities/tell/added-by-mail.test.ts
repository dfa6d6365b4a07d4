import { expect, test } from "vitest";
import type { AlertMessage } from "../../../domain/alerting/alert.ts";
import { planDeliveries } from "../../../domain/alerting/plan-deliveries.ts";
import { enqueue } from "../../../storage/outbox.ts";
import { mailStoppedAt, stopMail } from "../../../storage/mail-stops.ts";
import { sampleLine } from "../../reports/sample-alerts.ts";
import { alertMessage } from "../../storage/rows.ts";
import { startHeldClient } from "./held-client.ts";

const held = startHeldClient();
const jo = { id: "head", name: "Jo Keller", slack: null, email: "jo@northwind.example" };
const lead = (name: string, isNew: boolean) => sampleLine({ findingId: name, label: name, isNew });

/** One revision of the alert, planned as the pipeline plans it. */
async function revise(revision: number, own: Partial<AlertMessage>, { notify = true, isFirst = false } = {}) {
  const message = alertMessage(held.clientId(), { alertId: "sales.waiting-leads", revision, ...own });
  const planned = planDeliveries(message, notify, isFirst ? [] : [jo], isFirst ? [jo] : []);
  await enqueue(
    held.world.db,
    planned.map(({ message: alert, ...one }) => ({
      ...one,
      clientId: held.clientId(),
      alertId: "sales.waiting-leads",
      episode: 1,
      revision,
      message: { kind: "alert", alert },
      because: "it changed",
    })),
    held.now,
  );
}
const section = (...lines: ReturnType<typeof lead>[]) => [{ ownerName: "Ana", lines }];
const open = () => revise(1, { sections: section(lead("Aiko", true)) }, { isFirst: true });
const mails = async () => {
  const all = await held.mails.messages();
  return Promise.all(all.map(({ id }) => held.mails.message(id)));
};

test("what is added comes within the hour, once, with all that came meanwhile marked as new", async () => {
  await open();
  await held.live(1);
  await revise(2, { occasion: "changed", sections: section(lead("Aiko", false), lead("Tom", true)) });
  await held.live(10);
  await revise(3, {
    occasion: "changed",
    sections: section(lead("Aiko", false), lead("Tom", false), lead("Priya", true)),
  });
  await held.live(40);
  expect(await mails()).toHaveLength(1);
  await held.live(15);
  const [first, second, ...more] = await mails();
  expect(more).toEqual([]);
  expect(second!.text).toMatch(/New: Tom/);
  expect(second!.text).toMatch(/New: Priya/);
  expect(second!.text).not.toMatch(/New: Aiko/);
  expect(second!.text).toContain("New since the last message");
  expect(first!.text).toContain("First notification");
  // Both are one conversation.
  expect(second!.headers["in-reply-to"]).toBe(first!.messageId);
  expect(second!.headers["references"]).toContain(first!.messageId);
});

test("an hour after the last one, what is added goes out at once", async () => {
  await open();
  await held.live(70);
  await revise(2, { occasion: "changed", sections: section(lead("Aiko", false), lead("Tom", true)) });
  await held.live(1);
  expect(await mails()).toHaveLength(2);
});

test("a turn for the worse does not wait, and says what was added as well", async () => {
  await open();
  await held.live(1);
  await revise(2, { occasion: "changed", sections: section(lead("Aiko", false), lead("Tom", true)) });
  await held.live(1);
  await revise(3, { occasion: "worsened", sections: section(lead("Aiko", true), lead("Tom", false)) });
  await held.live(1);
  const [, second, ...more] = await mails();
  expect(more).toEqual([]);
  expect(second!.text).toMatch(/New: Tom/);
});

test("what was added and is resolved within the hour is told to nobody", async () => {
  await open();
  await held.live(1);
  await revise(2, { occasion: "changed", sections: section(lead("Aiko", false), lead("Tom", true)) });
  await held.live(5);
  await revise(
    3,
    { occasion: "changed", sections: section(lead("Aiko", false)), recovered: [lead("Tom", false)] },
    { notify: false },
  );
  await held.live(90);
  expect(await mails()).toHaveLength(1);
});

test("whoever hears of it only now does not hear of what is over by now", async () => {
  await revise(1, { sections: section(lead("Aiko", true), lead("Ben", true)) }, { isFirst: true });
  await revise(2, { occasion: "changed", sections: section(lead("Aiko", false)), recovered: [lead("Ben", false)] });
  await held.live(70);
  const said = (await mails()).map(({ text }) => text);
  expect(said).toEqual([expect.stringContaining("Aiko")]);
  expect(said.join()).not.toContain("Ben");
});

test("what waits for its hour is held by nothing, so it goes no other way", async () => {
  await open();
  await held.live(1);
  await revise(2, { occasion: "changed", severity: "critical", sections: section(lead("Tom", true)) });
  await held.live(50);
  expect((await held.list()).deliveries.filter(({ divertedAt }) => divertedAt !== null)).toEqual([]);
  expect(await held.posts()).toEqual([]);
});

test("an e-mail names its list, the way to stop it, and that a program wrote it", async () => {
  held.world = {
    ...held.world,
    links: { ...held.world.links, dashboard: (path) => `https://revwatch.example.com${path}` },
  };
  await open();
  await held.live(1);
  const { headers, text } = (await mails())[0]!;
  expect(headers["auto-submitted"]).toBe("auto-generated");
  expect(headers["list-id"]).toContain(`alerts.${held.clientId()}`);
  expect(JSON.stringify(headers)).toContain("List-Unsubscribe=One-Click");
  expect(text).toContain("Stop these e-mails: https://revwatch.example.com/unsubscribe/u1.");
});

test("who has stopped these e-mails gets none, and is held like a mailbox that refuses", async () => {
  const name = { clientId: held.clientId(), address: "Jo@Northwind.example", list: "alerts" } as const;
  await stopMail(held.world.db, name, "head", held.now);
  expect(await mailStoppedAt(held.world.db, { ...name, address: "jo@northwind.example" })).toEqual(held.now);
  await open();
  await held.live(3);
  expect(await mails()).toEqual([]);
  expect((await held.list()).barred).toMatchObject([
    { channel: "email", address: "jo@northwind.example", reason: expect.stringContaining("stopped by their link") },
  ]);
});
