import type { ActivityWorld } from "../../../../activities/world.ts";
import type { ClientConfig } from "../../../../config/config.ts";
import type { Ending } from "../../../../domain/findings/ending.ts";
import { defaultDeliverySettings } from "../../../../domain/alerting/delivery-settings.ts";
import { alertIdOf } from "../../../../domain/ids.ts";
import { defaultRetention } from "../../../../domain/retention.ts";
import { acknowledgeAlert } from "../../../../operations/acknowledge-alert.ts";
import type { World } from "../../../../operations/world.ts";
import { ensureClient } from "../../../../storage/clients.ts";
import type { FindingInsert } from "../../../../storage/findings.ts";
import type { StoreHandle } from "../../../../storage/database.ts";
import type { OutboxRow } from "../../../../storage/outbox.ts";
import { testClient } from "../../../activities/test-world.ts";
import { channelsThatRemember } from "./channels-that-remember.ts";
import { nextInstant, sendAll, takeDue } from "./clockwork.ts";
import { sayHeard } from "./heard.ts";
import { settleRun, type RunOptions, type Seen } from "./leads.ts";

/** A Wednesday, 10:00 in London. */
export const startOfRoom = new Date("2026-11-25T10:00:00Z");

/** Sales is told by Slack; after 30 minutes the head by e-mail, after two hours the boss. */
export function roomClient(clientId: string, own: Partial<ClientConfig> = {}): ClientConfig {
  return testClient(clientId, "1", {
    receivers: [
      { id: "sales", name: "Mia Chen", slack: "C0SALES", email: null },
      { id: "head", name: "Jo Keller", slack: null, email: "jo@northwind.example" },
      { id: "boss", name: "Sam Okafor", slack: "C0BOSS", email: null },
    ],
    escalation: [
      { afterSeconds: 1_800, notify: ["head"] },
      { afterSeconds: 7_200, notify: ["boss"] },
    ],
    ...own,
  });
}

/** A client whose alerts run as they do in production, on a clock that is moved: runs, timers, the sweep and the sender. */
export async function openRoom(db: StoreHandle, client: ClientConfig) {
  const channels = channelsThatRemember();
  const room = { now: startOfRoom, client, channels } as {
    now: Date;
    client: ClientConfig;
    readonly channels: ReturnType<typeof channelsThatRemember>;
    world: ActivityWorld;
  };
  await ensureClient(db, { clientId: client.clientId, name: "Northwind", portalId: "1" });
  room.world = {
    db,
    client: () => room.client,
    clientIds: () => [room.client.clientId],
    portal: () => {
      throw new Error("No scenario asks HubSpot.");
    },
    slack: () => channels.slack,
    email: () => channels.email,
    links: { dashboard: () => null, workflow: () => null },
    retention: () => defaultRetention,
    deliveries: () => defaultDeliverySettings,
    backgroundPercent: () => 10,
    operators: () => [],
    now: () => room.now,
  };

  const clientId = () => room.client.clientId;
  const operationWorld = () =>
    ({
      ...room.world,
      config: () => ({ clients: [room.client] }),
      temporal: async () => ({
        withDeadline: async (_: number, work: () => Promise<void>) => work(),
        workflow: {
          getHandle: () => ({ executeUpdate: async () => undefined }),
          signalWithStart: async () => undefined,
        },
      }),
    }) as unknown as World;

  const send = () => sendAll(room.world, clientId());
  async function run(seen: readonly Seen[], options: RunOptions = {}): Promise<void> {
    const { db, links } = room.world;
    await settleRun({ db, links, now: room.now, client: room.client }, seen, options);
    await timers();
  }
  const alerts = () => db.selectFrom("alert").selectAll().where("client_id", "=", clientId()).execute();

  const timers = () => takeDue(room.world, clientId());
  /** Lets time pass, with everything that is due in it. A slow machine does it after a rest of so many minutes each. */
  async function pass(minutes: number, restMinutes = 0): Promise<void> {
    const until = room.now.getTime() + minutes * 60_000;
    for (;;) {
      const rested = room.now.getTime() + restMinutes * 60_000;
      const next = Math.min(until, Math.max(rested, await nextInstant(room.world, clientId())));
      room.now = new Date(next);
      await timers();
      if (next >= until) return;
    }
  }
  /** What arrived since the last time it was asked, in the order in which it did. */
  async function sent(): Promise<readonly OutboxRow[]> {
    const rows = await db
      .selectFrom("outbox")
      .selectAll()
      .where("client_id", "=", clientId())
      .where("state", "=", "sent")
      .orderBy("sent_at")
      .orderBy("seq")
      .execute();
    const fresh = rows.filter(({ seq }) => !counted.has(seq));
    for (const { seq } of fresh) counted.add(seq);
    return fresh;
  }
  const counted = new Set<number>();
  /** What people noticed since the last time it was asked; edits in place are noticed by nobody. */
  async function heard(): Promise<readonly string[]> {
    return (await sent()).filter(({ act }) => act !== "update").map(sayHeard);
  }
  return Object.assign(room, {
    run,
    pass,
    send,
    sent,
    heard,
    alerts,
    timers,
    operationWorld,
    db: () => db,
    clientId,
    opens: (names: readonly string[], own: Partial<FindingInsert> = {}, options: RunOptions = {}) =>
      run(
        names.map((name) => ({ name, is: "failing", own })),
        options,
      ),
    ends: (names: readonly string[], ending: Ending = "seen-healthy", options: RunOptions = {}) =>
      run(
        names.map((name) => ({ name, is: "over", ending })),
        options,
      ),
    /** A person presses the button of the newest message that a receiver got about a topic. */
    async takes(receiver: string, by: string, revision?: number, topic = "waiting-leads", of = "sales") {
      const alertId = alertIdOf(of, topic);
      const row = (await alerts()).find((one) => one.alert_id === alertId)!;
      const { episode } = row;
      const input = { clientId: clientId(), alertId, episode, by, via: "slack", receiver } as const;
      const result = await acknowledgeAlert.run(operationWorld(), { ...input, revision: revision ?? row.revision });
      await send();
      return result;
    },
    alert: async (alertId = "sales.waiting-leads") => (await alerts()).find((one) => one.alert_id === alertId)!,
    notices: () => db.selectFrom("notice").selectAll().where("client_id", "=", clientId()).execute(),
    decisions: async (name: string) => {
      const rows = await db
        .selectFrom("finding_event")
        .select(["kind", "decision", "because"])
        .where("client_id", "=", clientId())
        .where("finding_id", "like", `%.${name}`)
        .orderBy("event_no")
        .execute();
      return rows.map(({ kind, decision, because }) => `${kind}: ${decision}, ${because}`);
    },
  });
}

export type Room = Awaited<ReturnType<typeof openRoom>>;
