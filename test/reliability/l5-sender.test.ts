import { afterAll, beforeAll, test } from "vitest";
import { announceChanged } from "../../operations/alerting/announce-changed.ts";
import { reconcileAlerts } from "../../operations/alerting/reconcile-alerts.ts";
import { makeSendNext } from "../../activities/deliver/send-next.ts";
import type { ActivityWorld } from "../../activities/world.ts";
import { openSlack } from "../../connectors/slack/channel.ts";
import { wakeSender } from "../../connectors/temporal/signals.ts";
import { defaultDeliverySettings } from "../../domain/alerting/delivery-settings.ts";
import { defaultRetention } from "../../domain/retention.ts";
import { acknowledgeAlert } from "../../operations/acknowledge-alert.ts";
import type { World } from "../../operations/world.ts";
import { SlackAdmin } from "../../simulators/client.ts";
import { startSlack, type SlackSimulator } from "../../simulators/slack/start.ts";
import { saveFindingEvents, saveFindings } from "../../storage/findings.ts";
import type { OpenDatabase } from "../../storage/open-database.ts";
import { testClient } from "../activities/test-world.ts";
import { eventRow, findingRow } from "../storage/rows.ts";
import { describeWith } from "../support/describe-with.ts";
import { openTestDatabase } from "../support/open-test-database.ts";
import { until } from "../support/until.ts";
import { Rig } from "../workflows/rig.ts";
import { atMost, figure, repeats, row } from "./row.ts";

row("L5", () => {
  describeWith("temporal", "with a Slack that is well", () => {
    let rig: Rig;
    let slack: SlackSimulator;
    let database: OpenDatabase;
    beforeAll(async () => {
      [rig, slack, database] = await Promise.all([Rig.open(), startSlack(), openTestDatabase()]);
    });
    afterAll(() => Promise.all([rig?.close(), slack?.close(), database?.close()]));

    test("from the finding to Slack, and from the press to the message", async () => {
      const admin = new SlackAdmin(slack.address);
      const tellMs: number[] = [];
      const editMs: number[] = [];
      for (let number = 1; number <= repeats({ quick: 5, full: 200 }); number += 1) {
        const clientId = `client-${number}`;
        const channel = `C0LATENT${number}`;
        await admin.addChannel({ id: channel, name: clientId });
        const receivers = [{ id: "sales", name: "Mia Chen", slack: channel, email: null }];
        const client = testClient(clientId, "1", { receivers, escalation: [] });
        const links = { dashboard: () => null, workflow: () => null };
        const world: ActivityWorld = {
          db: database.db,
          client: () => client,
          clientIds: () => [clientId],
          portal: () => {
            throw new Error("No portal is read here.");
          },
          slack: () => openSlack({ address: slack.address, token: () => "xoxb-test" }),
          email: () => null,
          links,
          now: () => new Date(),
          retention: () => defaultRetention,
          deliveries: () => defaultDeliverySettings,
          backgroundPercent: () => 10,
          operators: () => [],
        };
        rig.doings = { sendNext: makeSendNext(world) };

        const foundAt = new Date();
        const finding = findingRow(clientId, "f1", foundAt, { severity: "critical" });
        const event = eventRow(clientId, "f1", 1, { severity: "critical", at: foundAt });
        await database.db.transaction().execute(async (transaction) => {
          await saveFindings(transaction, [finding]);
          await saveFindingEvents(transaction, [event]);
          const run = { mode: "live", now: foundAt, isInSummary: false, events: [event] } as const;
          await reconcileAlerts(transaction, client, links, run);
        });
        await announceChanged(database.db, rig.client, clientId);
        await wakeSender(rig.client, clientId);
        await until("Slack has it", async () => (await admin.messages(channel)).length === 1);
        tellMs.push(Date.parse((await admin.messages(channel))[0]!.at) - foundAt.getTime());

        const operations = {
          config: () => ({ clients: [client] }),
          db: database.db,
          links,
          now: () => new Date(),
          temporal: async () => rig.client,
        };
        const pressedAt = Date.now();
        await acknowledgeAlert.run(operations as unknown as World, {
          clientId,
          alertId: "sales.waiting-leads",
          episode: 1,
          by: "Mia Chen",
          via: "slack",
          receiver: "sales",
          revision: 1,
        });
        await until("the message says who has it", async () => (await admin.messages(channel))[0]!.edits.length > 0);
        editMs.push(Date.parse((await admin.messages(channel))[0]!.edits[0]!.until) - pressedAt);
      }
      // The first one warms up.
      tellMs.shift();
      editMs.shift();
      figure("finding → Slack, p95", share(tellMs, 0.95), atMost(30_000, "ms"));
      figure("finding → Slack, p99", share(tellMs, 0.99), atMost(60_000, "ms"));
      figure("press → message, p95", share(editMs, 0.95), atMost(2_000, "ms"));
    });
  });
});

/** The value that this share of all does not exceed. */
function share(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)]!;
}
