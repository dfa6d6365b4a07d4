import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, test } from "vitest";
import { makeRunChecks } from "../../activities/judge/run-checks.ts";
import { makeSendNext } from "../../activities/deliver/send-next.ts";
import type { ActivityWorld } from "../../activities/world.ts";
import { openSlack } from "../../connectors/slack/channel.ts";
import { SlackAdmin } from "../../simulators/client.ts";
import { startSlack, type SlackSimulator } from "../../simulators/slack/start.ts";
import { saveFirstLooks } from "../../storage/check-baselines.ts";
import { openEmbeddedDatabase, type OpenDatabase } from "../../storage/open-database.ts";
import {
  copy,
  runActivity,
  runName,
  startOfTest,
  startTestWorld,
  type TestPortal,
  type TestWorld,
} from "../activities/test-world.ts";
import { layOutDatabase } from "../support/open-test-database.ts";
import { exactly, figure, forTheRecord, repeats, row } from "./row.ts";

const minuteMs = 60_000;

row("F14", () => {
  let folder: string;
  let test_: TestWorld;
  let slack: SlackSimulator;
  let admin: SlackAdmin;
  let database: OpenDatabase;
  let number = 0;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "revwatch-test-"));
    await layOutDatabase(join(folder, "database"));
    test_ = await startTestWorld();
    slack = await startSlack({ now: () => test_.now().getTime() });
    admin = new SlackAdmin(slack.address);
    database = await openEmbeddedDatabase(join(folder, "database"));
  });
  afterAll(async () => {
    await database?.close();
    await test_?.close();
    await slack?.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** Everything that a process holds ends; the folder stays. */
  async function restart(): Promise<void> {
    await database.close();
    database = await openEmbeddedDatabase(join(folder, "database"));
  }

  /** One audit and its messages, by what a process opens anew. @returns How many messages the client's channel has. */
  async function auditAndSend(clientId: string): Promise<number> {
    const inSlack = openSlack({ address: slack.address, token: () => "xoxb-test-token" });
    const world: ActivityWorld = { ...test_.world, db: database.db, slack: () => inSlack };
    const run = runName(clientId, test_.now());
    const { plan, receipts } = await copy(world, run);
    await runActivity(makeRunChecks(world), [{ run, plan, receipts }]);
    for (;;) {
      const { nextDueAt } = await runActivity(makeSendNext(world), [{ clientId }]);
      if (nextDueAt === null) break;
    }
    return (await admin.messages(clientId)).length;
  }

  async function addClient(): Promise<{ readonly clientId: string; readonly portal: TestPortal }> {
    const clientId = `restart-${(number += 1)}`;
    const channel = `C0RESTART${number}`;
    await admin.addChannel({ id: channel, name: clientId });
    const receivers = [{ id: "sales", name: "Mia Chen", slack: channel, email: null }];
    const portal = await test_.addClient(clientId, { receivers, escalation: [] });
    // What is kept is in a folder of its own; every check has looked before there, too.
    const looked = new Date(startOfTest.getTime() - 86_400_000);
    const looks = test_.world
      .client(clientId)
      .monitors.map(({ checkId }) => ({ checkId, beganAt: looked, completeAt: looked }));
    await saveFirstLooks(database.db, clientId, looks);
    return { clientId, portal };
  }
  const raiseHand = (portal: TestPortal, name: string) =>
    portal.admin.submitForm({
      email: `${name}@lead.example`,
      formName: "Demo",
      pageUrl: "https://n.example/",
      ownerId: portal.ownerId,
    });

  test("started again with everything as it was: nobody hears anything", async () => {
    await test_.moveTo(startOfTest);
    const { clientId, portal } = await addClient();
    // What the first look finds is told to nobody.
    await auditAndSend(clientId);
    await raiseHand(portal, "ana");
    await test_.moveTo(new Date(test_.now().getTime() + 90 * minuteMs), portal);
    const told = await auditAndSend(clientId);
    let again = 0;
    const times = repeats({ quick: 3, full: 100 });
    for (let round = 0; round < times; round += 1) {
      await restart();
      await test_.moveTo(new Date(test_.now().getTime() + minuteMs), portal);
      again = (await auditAndSend(clientId)) - told;
    }
    figure("Messages before", told, exactly(1));
    figure(`Messages after ${times} starts`, again, exactly(0));
  });

  test("started again after something changed meanwhile: exactly one message says it", async () => {
    let silent = 0;
    let repeated = 0;
    const times = repeats({ quick: 3, full: 100 });
    for (let round = 0; round < times; round += 1) {
      const { clientId, portal } = await addClient();
      await auditAndSend(clientId);
      await database.close();
      await raiseHand(portal, `lead-${round}`);
      await test_.moveTo(new Date(test_.now().getTime() + 90 * minuteMs), portal);
      database = await openEmbeddedDatabase(join(folder, "database"));
      const messages = await auditAndSend(clientId);
      await restart();
      const later = await auditAndSend(clientId);
      if (messages === 0) silent += 1;
      repeated += later - Math.min(1, messages);
    }
    figure("Starts", times, forTheRecord);
    figure("Changes that nobody heard of", silent, exactly(0));
    figure("Messages beyond the one", repeated, exactly(0));
  });
});
