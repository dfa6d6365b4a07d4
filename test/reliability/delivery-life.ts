import { divertHeld } from "../../activities/deliver/divert-held.ts";
import { reconcileAlerts } from "../../operations/alerting/reconcile-alerts.ts";
import { makeSendNext, type SendResult } from "../../activities/deliver/send-next.ts";
import type { ActivityWorld } from "../../activities/world.ts";
import type { ClientConfig } from "../../config/config.ts";
import { openEmail } from "../../connectors/email/channel.ts";
import { openSlack } from "../../connectors/slack/channel.ts";
import { defaultDeliverySettings } from "../../domain/alerting/delivery-settings.ts";
import { defaultRetention } from "../../domain/retention.ts";
import type { Severity } from "../../domain/findings/severity.ts";
import type { Topic } from "../../domain/alerting/topic.ts";
import { MailboxReader, SlackAdmin } from "../../simulators/client.ts";
import { startMailbox } from "../../simulators/mailbox/start.ts";
import { startSlack } from "../../simulators/slack/start.ts";
import type { SlackMessage } from "../../simulators/slack/workspace.ts";
import { saveFindingEvents, saveFindings } from "../../storage/findings.ts";
import { testClient } from "../activities/test-world.ts";
import { openTestDatabase } from "../support/open-test-database.ts";
import { isFull } from "./row.ts";
import { eventRow, findingRow } from "../storage/rows.ts";

/** How often the sender and the sweep look; seldom enough in the quick half. */
const stepMs = isFull ? 20_000 : 60_000;
let lives = 0;

/** What one alert's beginning looked like. */
interface Opened {
  readonly topic: Topic;
  readonly severity: Severity;
  readonly label: string;
  readonly at: number;
  isOver: boolean;
}

/**
 * One client's messages through real Slack and SMTP, with moved time: findings open and close, the alert pipeline
 * tells, the sender sends, the sweep sends by another way. What arrived is read from the simulators' own books.
 */
export async function openDeliveries() {
  const database = await openTestDatabase();
  let now = Date.parse("2026-11-25T08:00:00Z");
  const clock = () => now;
  const [slack, mailbox] = await Promise.all([startSlack({ now: clock }), startMailbox({ now: clock })]);
  const admin = new SlackAdmin(slack.address);
  const reader = new MailboxReader(mailbox.address);

  /** A new client in the same deliveries, with channels of its own. */
  async function begin() {
    const name = `life-${(lives += 1)}`;
    const channel = (receiver: string) => `C0${receiver.toUpperCase()}${lives}XXXX`.slice(0, 16);
    await Promise.all([admin.clearFaults(), reader.clearFaults(), reader.clear()]);
    for (const receiver of ["sales", "deals"])
      await admin.addChannel({ id: channel(receiver), name: `${receiver}-${lives}` });
    const config: ClientConfig = testClient(name, "1", {
      receivers: [
        { id: "sales", name: "Mia Chen", slack: channel("sales"), email: null },
        { id: "deals", name: "Tom Okafor", slack: channel("deals"), email: null },
        { id: "head", name: "Jo Keller", slack: null, email: `jo@${name}.example` },
        { id: "operations", name: "Robin", slack: null, email: `robin@${name}.example` },
      ],
      routes: {
        "waiting-leads": "sales",
        "stale-leads": "sales",
        routing: "sales",
        "stale-deals": "deals",
        "campaign-tracking": "deals",
        access: "deals",
        handoff: "sales",
        "data-quality": "deals",
        automation: "deals",
        permissions: "deals",
        monitoring: "deals",
      },
      escalation: [{ afterSeconds: 7 * 86_400, notify: ["head"] }],
    });
    const opened: Opened[] = [];
    /** The mail server offers no TLS; who asks for it is refused. */
    const wanted: { security: "none" | "starttls" } = { security: "none" };
    let number = 0;
    const from = "Revwatch <revwatch@example.com>";
    const world: ActivityWorld = {
      db: database.db,
      client: () => config,
      clientIds: () => [name],
      portal: () => {
        throw new Error("No portal is read here.");
      },
      slack: () => openSlack({ address: slack.address, token: () => "xoxb-test", timeoutMs: 400 }),
      email: () => openEmail({ ...mailbox.smtp, security: wanted.security, user: null, password: null, from }),
      links: { dashboard: () => null, workflow: () => null },
      now: () => new Date(now),
      retention: () => defaultRetention,
      deliveries: () => defaultDeliverySettings,
      backgroundPercent: () => 10,
      operators: () => config.receivers.filter(({ id }) => id === "operations"),
    };
    const sendNext = makeSendNext(world);
    const mailedAt = new Map<string, number>();

    /** A run found this, and tells as it does. */
    async function run(one: Opened, kind: "opened" | "resolved"): Promise<void> {
      const at = new Date(now);
      const findingId = one.label;
      const row = findingRow(name, findingId, at, {
        topic: one.topic,
        severity: one.severity,
        subject_label: one.label,
        summary: `${one.label} needs a person.`,
        status: kind === "opened" ? "open" : "resolved",
        opened_at: at,
        resolved_at: kind === "opened" ? null : at,
        event_no: kind === "opened" ? 1 : 2,
      });
      const event = eventRow(name, findingId, row.event_no, { kind, severity: one.severity, at });
      await database.db.transaction().execute(async (transaction) => {
        await saveFindings(transaction, [row]);
        await saveFindingEvents(transaction, [event]);
        const run = { mode: "live", now: at, isInSummary: false, events: [event] } as const;
        await reconcileAlerts(transaction, config, world.links, run);
      });
    }

    return {
      name,
      config,
      world,
      admin,
      mailbox: reader,
      channel,
      wanted,
      /** The alerts that began, as the oracle knows them. */
      opened,

      async open(topic: Topic, severity: Severity): Promise<Opened> {
        const one: Opened = { topic, severity, label: `${name}-lead-${(number += 1)}.`, at: now, isOver: false };
        opened.push(one);
        await run(one, "opened");
        return one;
      },

      async close(one: Opened): Promise<void> {
        one.isOver = true;
        await run(one, "resolved");
      },

      /** What the sender and the sweep do for so long; `each` strikes between. */
      async live(minutes: number, each: () => Promise<void> | void = () => {}): Promise<void> {
        const until = now + minutes * 60_000;
        while (now < until) {
          await each();
          await drain(sendNext);
          if ((await divertHeld(world, name)) > 0) await drain(sendNext);
          for (const { id } of mailbox.mails.all()) if (!mailedAt.has(id)) mailedAt.set(id, now);
          now = Math.min(until, now + stepMs);
        }
      },

      /** Lets the time come at which something goes out another way, without sending it. */
      async expectDiverted(): Promise<void> {
        now += 2 * 60_000;
        if ((await divertHeld(world, name)) !== 1) throw new Error("Nothing went another way.");
      },

      now: clock,
      posts: async (): Promise<readonly SlackMessage[]> =>
        (await Promise.all(["sales", "deals"].map((receiver) => admin.messages(channel(receiver))))).flat(),
      mails: () =>
        mailbox.mails.all().map(({ id }) => ({ ...mailbox.mails.get(id)!.mail, at: mailedAt.get(id) ?? now })),
      /** Messages that are neither sent nor done with. */
      unsettled: () =>
        database.db
          .selectFrom("outbox")
          .selectAll()
          .where("client_id", "=", name)
          .where("state", "in", ["pending", "sending", "failed"])
          .execute(),
    };

    async function drain(send: (input: { clientId: string }) => Promise<SendResult>): Promise<void> {
      for (let guard = 0; guard < 500; guard += 1) {
        const { sent, nextDueAt } = await send({ clientId: name });
        if (!sent && (nextDueAt === null || Date.parse(nextDueAt) > now)) return;
      }
      throw new Error("The sender turns in a circle.");
    }
  }

  return {
    begin,
    db: database.db,
    async close() {
      await Promise.all([database.close(), slack.close(), mailbox.close()]);
    },
  };
}

export type Deliveries = Awaited<ReturnType<typeof openDeliveries>>;
export type DeliveryLife = Awaited<ReturnType<Deliveries["begin"]>>;

/** How many messages wait that people would notice: of a conversation that has not begun, its newest state alone. */
export async function loudBacklog(life: DeliveryLife): Promise<number> {
  const rows = (await life.unsettled()).filter(({ channel, act }) => channel === "slack" && act !== "update");
  const conversations = Map.groupBy(rows, ({ alert_id, receiver }) => `${alert_id} ${receiver}`);
  return [...conversations.values()].reduce(
    (sum, own) => sum + (own.every(({ act }) => act === "reply") ? own.length : 1),
    0,
  );
}

/** How often each message stands in Slack under its own key; more than once is a double. */
export function doubles(posts: readonly SlackMessage[]): number {
  const keys = posts.map(
    ({ metadata }) => (metadata as { event_payload?: { delivery_key?: string } } | null)?.event_payload?.delivery_key,
  );
  const known = keys.filter((key) => key !== undefined);
  return known.length - new Set(known).size;
}

/** Open alerts that stand in no message, as the messages read now. */
export function lost(life: DeliveryLife, posts: readonly SlackMessage[]): readonly string[] {
  const said = posts.map((post) => `${post.text} ${JSON.stringify(post.blocks)}`).join("\n");
  const topics = new Set(life.opened.filter(({ isOver }) => !isOver).map(({ topic }) => topic));
  // A digest names alerts by their headline, and a first message by its leads.
  const isDigested = (one: Opened) => said.includes("waited to be sent") && topics.has(one.topic);
  return life.opened
    .filter((one) => !one.isOver && !said.includes(one.label) && !isDigested(one))
    .map(({ label }) => label);
}

/** Alerts that were over before their channel opened, and stand in a first message as if they waited. */
export function toldTooLate(life: DeliveryLife, posts: readonly SlackMessage[]): readonly string[] {
  const first = posts.filter(({ threadTs, edits }) => threadTs === null && edits.length === 0);
  const waiting = first.filter(({ blocks }) => JSON.stringify(blocks).includes('"acknowledge-alert"'));
  const said = waiting.map(({ blocks }) => textsIn(blocks).join("")).join("\n");
  return life.opened
    .filter((one) => one.isOver && said.includes(`${one.label} needs a person.`))
    .map(({ label }) => label);
}

/** Every text of a message, in the order in which it is read. */
function textsIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    name === "text" && typeof inner === "string" ? [inner] : textsIn(inner),
  );
}
