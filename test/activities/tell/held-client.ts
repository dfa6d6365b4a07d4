import { afterAll, beforeAll, beforeEach } from "vitest";
import { divertHeld } from "../../../activities/deliver/divert-held.ts";
import { makeSendNext } from "../../../activities/deliver/send-next.ts";
import type { ActivityWorld } from "../../../activities/world.ts";
import type { ClientConfig } from "../../../config/config.ts";
import { openEmail } from "../../../connectors/email/channel.ts";
import { openSlack } from "../../../connectors/slack/channel.ts";
import { listDeliveries } from "../../../operations/list-deliveries.ts";
import { MailboxReader, SlackAdmin } from "../../../simulators/client.ts";
import { startMailbox, type MailboxSimulator } from "../../../simulators/mailbox/start.ts";
import { startSlack, type SlackSimulator } from "../../../simulators/slack/start.ts";
import { saveAlert } from "../../../storage/alerts.ts";
import { enqueue } from "../../../storage/outbox.ts";
import { alertState, delivery } from "../../storage/rows.ts";
import { runActivity, startTestWorld, testClient, type TestWorld } from "../test-world.ts";

/** What the tests of held messages work with; the client is another one in each test. */
export interface HeldClient {
  rig: TestWorld;
  slack: SlackSimulator;
  mailbox: MailboxSimulator;
  admin: SlackAdmin;
  mails: MailboxReader;
  now: Date;
  client: ClientConfig;
  world: ActivityWorld;
  /** Of the test, from 1 on. */
  number: number;
}

const start = new Date("2026-11-25T10:00:00Z");

/** Slack and a mailbox for the whole file, and what the tests do and ask. */
export function startHeldClient() {
  const held = { number: 0 } as HeldClient;
  beforeAll(async () => {
    held.rig = await startTestWorld();
    held.slack = await startSlack({ now: () => held.now.getTime() });
    held.mailbox = await startMailbox();
    held.admin = new SlackAdmin(held.slack.address);
    held.mails = new MailboxReader(held.mailbox.address);
  });
  afterAll(() => Promise.all([held.rig.close(), held.slack.close(), held.mailbox.close()]));
  /** A held.client whose sales lead is in Slack only, with a head who has e-mail, and an operator. */
  beforeEach(async () => {
    await Promise.all([held.admin.clearFaults(), held.mails.clearFaults(), held.mails.clear()]);
    held.now = start;
    held.number += 1;
    await held.admin.addChannel({ id: `C0HELD${held.number}0`, name: `held-${held.number}` });
    const receivers = [
      { id: "sales", name: "Mia Chen", slack: `C0HELD${held.number}0`, email: null },
      { id: "head", name: "Jo Keller", slack: null, email: "jo@northwind.example" },
      { id: "operations", name: "Robin", slack: null, email: "robin@agency.example" },
    ];
    held.client = testClient(`held-${held.number}`, "1", { receivers });
    const from = "Revwatch <revwatch@example.com>";
    held.world = {
      ...held.rig.world,
      now: () => held.now,
      client: () => held.client,
      operators: () => held.client.receivers.filter(({ id }) => id === "operations"),
      slack: () => openSlack({ address: held.slack.address, token: () => "xoxb-test-token", timeoutMs: 20_000 }),
      email: () => openEmail({ ...held.mailbox.smtp, security: "none", user: null, password: null, from }),
    };
  });

  const clientId = () => held.client.clientId;
  const send = () => runActivity(makeSendNext(held.world), [{ clientId: clientId() }]);
  /** What the sender's workflow does for some minutes, and the sweep beside it. */
  async function live(minutes: number): Promise<void> {
    const until = held.now.getTime() + minutes * 60_000;
    while (held.now.getTime() < until) {
      for (;;) {
        const { sent, nextDueAt } = await send();
        if (!sent && (nextDueAt === null || Date.parse(nextDueAt) > held.now.getTime())) break;
      }
      await divertHeld(held.world, clientId());
      held.now = new Date(Math.min(until, held.now.getTime() + 30_000));
    }
  }
  const posts = () => held.admin.messages(`held-${held.number}`);
  const list = () =>
    listDeliveries.run(
      { db: held.world.db, now: () => held.now, config: () => ({ clients: [held.client] }) as never },
      {},
    );

  /** An alert of the held.client with its first message to the sales lead. */
  async function alert(
    severity: "critical" | "high" | "medium",
    topic: "waiting-leads" | "routing" = "waiting-leads",
  ): Promise<string> {
    const alertId = `sales.${topic}`;
    const state = alertState({
      severity,
      openedAt: held.now,
      steps: [{ receivers: ["head"], dueAt: new Date(held.now.getTime() + 7_200_000).toISOString() }],
    });
    await saveAlert(held.world.db, { clientId: clientId(), alertId }, "sales", topic, state, held.now);
    await enqueue(held.world.db, [told(alertId)], held.now);
    return alertId;
  }

  function told(alertId: string, own: { revision?: number; isOver?: boolean } = {}) {
    const revision = own.revision ?? 1;
    return {
      ...delivery(clientId(), { act: "open", revision, isOver: own.isOver ?? false }, { alertId }),
      address: { slack: `C0HELD${held.number}0` },
    };
  }

  return Object.assign(held, { clientId, send, live, posts, list, alert, told });
}
