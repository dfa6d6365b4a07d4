import { expect, test } from "vitest";
import type { Receiver } from "../../../config/config.ts";
import type { DeliveryOutcome } from "../../../connectors/delivery-outcome.ts";
import type { AlarmDelivery } from "../../../domain/watch/alarm.ts";
import { findTold, tellOperators, type Teller } from "../../../operations/watch/tell-operators.ts";
import { alarmRecord, at } from "../../storage/rows.ts";

const sent: DeliveryOutcome = { ended: "sent", externalId: "1" };
const barred: DeliveryOutcome = {
  ended: "barred",
  reason: "Slack says token_revoked",
  remedy: "install the app",
  reach: "channel",
};
const robin: Receiver = { id: "robin", name: "Robin", slack: "#ops", email: "robin@example.com" };

/** A teller that remembers what went out by which way. */
function remembering({
  slack = sent,
  found = null,
  receivers = [robin],
}: { slack?: DeliveryOutcome; found?: DeliveryOutcome | null; receivers?: readonly Receiver[] } = {}) {
  const out: string[] = [];
  const keys: string[] = [];
  const teller: Teller = {
    slack: () => ({
      post: async ({ deliveryKey }) => (out.push("slack"), keys.push(deliveryKey), slack),
      find: async () => found,
    }),
    email: () => ({ send: async (to, _, key) => (out.push(to), keys.push(key), sent) }),
    operators: () => () => receivers,
    url: () => null,
    now: () => at(5),
  };
  return { teller, out, keys };
}

const late = alarmRecord("northwind");
const away = alarmRecord("", { kind: "temporal-away", subject: "" });

test.each([
  ["one client is late: by Slack", late, {}, ["slack"]],
  ["one client is late and Slack refuses: by e-mail", late, { slack: barred }, ["slack", "robin@example.com"]],
  ["everything stopped: by both", away, {}, ["slack", "robin@example.com"]],
  ["who has no Slack hears by e-mail", late, { receivers: [{ ...robin, slack: null }] }, ["robin@example.com"]],
])("%s", async (_, record, setting, expected) => {
  const { teller, out } = remembering(setting);
  const { deliveries, receivers } = await tellOperators(teller, "told", [record]);
  expect(out).toEqual(expected);
  expect(receivers).toBe(1);
  expect(deliveries.some(({ isDelivered }) => isDelivered)).toBe(true);
});

test("a message whose answer was lost is looked for, and not sent again", async () => {
  const lost: AlarmDelivery = {
    act: "told",
    receiver: "robin",
    channel: "slack",
    at: at(3),
    isDelivered: false,
    reason: "lost",
  };
  const { teller, out } = remembering({ found: sent });
  const { deliveries } = await tellOperators(teller, "told", [{ ...late, attempts: 2, deliveries: [lost] }]);
  expect(out).toEqual([]);
  expect(deliveries).toMatchObject([{ channel: "slack", isDelivered: true }]);
});

test.each([
  ["for the first time", 1, ["slack"]],
  ["after somebody who died in the middle of it", 2, []],
])("a message that is told %s is looked for as often as that", async (_, attempts, expected) => {
  const { teller, out } = remembering({ found: sent });
  await tellOperators(teller, "told", [{ ...late, attempts }]);
  expect(out).toEqual(expected);
});

test.each([
  ["in Slack", { found: sent }, ["slack"]],
  ["by an e-mail that may have arrived", {}, ["email"]],
  ["nobody", { receivers: [{ ...robin, email: null }] }, []],
])("a telling that nobody wrote down has reached people %s", async (_, setting, expected) => {
  const { teller, out } = remembering(setting);
  const found = await findTold(teller, { ...late, attempts: 2 });
  expect(found.map(({ channel }) => channel)).toEqual(expected);
  expect(found.every(({ act, isDelivered }) => act === "told" && isDelivered)).toBe(true);
  expect(out).toEqual([]);
});

test("an end goes to those who heard the beginning, and to nobody else", async () => {
  const { teller, out } = remembering({ receivers: [robin, { ...robin, id: "new", email: "new@example.com" }] });
  const heard: AlarmDelivery = {
    act: "told",
    receiver: "robin",
    channel: "slack",
    at: at(3),
    isDelivered: true,
    reason: null,
  };
  const { receivers } = await tellOperators(teller, "ended", [{ ...late, deliveries: [heard] }]);
  expect([receivers, out]).toEqual([1, ["slack"]]);
});

test("two rings that count alike never give two messages one id", async () => {
  const { teller, keys } = remembering();
  await tellOperators(teller, "told", [late]);
  await tellOperators(teller, "told", [{ ...late, seenAt: at(2) }]);
  expect(new Set(keys).size).toBe(2);
});
