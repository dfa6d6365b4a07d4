import { afterAll, beforeAll, expect, test } from "vitest";
import { makeRunChecks } from "../../activities/judge/run-checks.ts";
import { makeSendNext } from "../../activities/deliver/send-next.ts";
import type { ActivityWorld } from "../../activities/world.ts";
import { openSlack } from "../../connectors/slack/channel.ts";
import { SlackAdmin } from "../../simulators/client.ts";
import { startSlack, type SlackSimulator } from "../../simulators/slack/start.ts";
import { claimNext } from "../../storage/outbox-claims.ts";
import { copy, runActivity, runName, startOfTest, startTestWorld, type TestWorld } from "../activities/test-world.ts";
import type { Random } from "../faults/seeded-random.ts";
import { eachSeed, exactly, figure, forTheRecord, row } from "./row.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const steps = [0, 0, hourMs, -hourMs, 24 * hourMs, -24 * hourMs, -10 * minuteMs];

const leadsInAll = 5;
const slackFaults = ["429", "500", "500-accepted", "lost-answer"] as const;

row("F13", () => {
  let test_: TestWorld;
  let slack: SlackSimulator;
  let admin: SlackAdmin;
  let number = 0;
  beforeAll(async () => {
    test_ = await startTestWorld();
    slack = await startSlack({ now: () => test_.now().getTime() });
    admin = new SlackAdmin(slack.address);
  });
  afterAll(async () => {
    await test_?.close();
    await slack?.close();
  });

  /**
   * Six half hours with a lead in each of the first four, and a last one; the clock steps before any of the parts of a
   * run.
   */
  async function live(random: Random) {
    const clientId = `clock-${(number += 1)}`;
    const channel = `C0CLOCK${number}`;
    await admin.addChannel({ id: channel, name: clientId });
    await test_.moveTo(startOfTest);
    const receivers = [{ id: "sales", name: "Mia Chen", slack: channel, email: null }];
    const portal = await test_.addClient(clientId, { receivers, escalation: [] });

    let ahead = 0;
    let wrong = 0;
    const step = () => {
      ahead = random.pick(steps);
      if (ahead !== 0) wrong += 1;
    };
    const inSlack = openSlack({ address: slack.address, token: () => "xoxb-test-token" });
    const world: ActivityWorld = {
      ...test_.world,
      slack: () => inSlack,
      now: () => new Date(test_.now().getTime() + ahead),
      portal: (id) => ({ ...test_.world.portal(id), clockAheadMs: () => ahead }),
    };
    const pass = (ms: number) => test_.moveTo(new Date(test_.now().getTime() + ms), portal);
    const audit = async (mayStep: boolean) => {
      const run = runName(clientId, world.now());
      const { plan, receipts } = await copy(world, run);
      if (mayStep) step();
      await runActivity(makeRunChecks(world), [{ run, plan, receipts }]);
    };
    const send = async (mayStep: boolean) => {
      for (let round = 0; round < 20; round += 1) {
        if (mayStep) step();
        // A worker dies with the message in its hands.
        if (mayStep && random.chance(0.2)) await claimNext(world.db, clientId, world.now());
        const { nextDueAt } = await runActivity(makeSendNext(world), [{ clientId }]);
        if (nextDueAt === null || Date.parse(nextDueAt) > world.now().getTime()) return;
      }
    };

    const raiseHand = (name: string) =>
      portal.admin.submitForm({
        email: `${name}@lead.example`,
        formName: "Demo",
        pageUrl: "https://n.example/",
        ownerId: portal.ownerId,
      });
    for (let half = 0; half < 6; half += 1) {
      if (half < 4) await raiseHand(`lead-${half}`);
      await pass(30 * minuteMs);
      await admin.clearFaults();
      if (random.chance(0.5))
        await admin.setFault({ kind: random.pick(slackFaults), method: "chat.postMessage", times: 1, retryAfter: 30 });
      step();
      await audit(true);
      await send(true);
    }

    // The worst: the clock is a day ahead while a worker dies with a message in its hands.
    await admin.clearFaults();
    ahead = 0;
    await raiseHand("last");
    await pass(75 * minuteMs);
    await audit(false);
    ahead = 24 * hourMs;
    await claimNext(world.db, clientId, world.now());

    // The clock is right again.
    ahead = 0;
    for (let round = 0; round < 4; round += 1) {
      await pass(75 * minuteMs);
      await audit(false);
      await send(false);
    }
    const messages = await admin.messages(clientId);
    const keys = messages.map(
      ({ metadata }) => (metadata as { event_payload: { delivery_key: string } }).event_payload.delivery_key,
    );
    const { db } = world;
    const waiting = await db
      .selectFrom("outbox")
      .select("seq")
      .where("client_id", "=", clientId)
      .where("state", "in", ["pending", "sending"])
      .execute();
    const leads = await db
      .selectFrom("finding")
      .select("finding_id")
      .where("client_id", "=", clientId)
      .where("check_id", "=", "lead-unanswered")
      .where("status", "=", "open")
      .execute();
    return {
      wrong,
      twice: keys.length - new Set(keys).size,
      waiting: waiting.length,
      leads: leads.length,
      told: keys.length,
    };
  }

  test("whatever the clock did in between, once it is right every lead is known, told once, and nothing waits", async () => {
    let wrong = 0;
    let twice = 0;
    let waiting = 0;
    let lost = 0;
    await eachSeed({ quick: 4, full: 50 }, async (_seed, random) => {
      const outcome = await live(random);
      wrong += outcome.wrong;
      twice += outcome.twice;
      waiting += outcome.waiting;
      lost += leadsInAll - outcome.leads;
      expect(outcome).toMatchObject({ twice: 0, waiting: 0, leads: leadsInAll });
      expect(outcome.told).toBeGreaterThan(0);
    });
    figure("Steps of the clock", wrong, forTheRecord);
    figure("Messages that came twice", twice, exactly(0));
    figure("Messages that still wait", waiting, exactly(0));
    figure("Leads that nobody found", lost, exactly(0));
  });
});
