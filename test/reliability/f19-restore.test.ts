import type { Client } from "@temporalio/client";
import { expect, test } from "vitest";
import { makeEscalateAlert } from "../../activities/tell/escalate-alert.ts";
import { makeSendNext } from "../../activities/deliver/send-next.ts";
import type { ActivityWorld } from "../../activities/world.ts";
import { openEmail } from "../../connectors/email/channel.ts";
import { openSlack } from "../../connectors/slack/channel.ts";
import { quietenRestored } from "../../activities/tell/restored/quieten.ts";
import { settleRestored } from "../../activities/tell/restored/settle.ts";
import { MailboxReader, SlackAdmin } from "../../simulators/client.ts";
import { startMailbox } from "../../simulators/mailbox/start.ts";
import { startSlack } from "../../simulators/slack/start.ts";
import { markOnboarded } from "../../storage/clients.ts";
import { openPostgres } from "../../storage/open-database.ts";
import { audit, runActivity, runName, startOfTest, startTestWorld, type TestPortal } from "../activities/test-world.ts";
import type { Random } from "../faults/seeded-random.ts";
import { copyDatabase } from "../support/copy-database.ts";
import { createTestDatabase } from "../support/create-test-database.ts";
import { describeWith } from "../support/describe-with.ts";
import { eachSeed, exactly, figure, row } from "./row.ts";

const clientIds = ["alder", "birch"] as const;
const receivers = [
  { id: "sales", name: "Mia Chen", slack: "C0SALES", email: "mia@northwind.example" },
  { id: "head", name: "Jo Keller", slack: null, email: "jo@northwind.example" },
];

async function startLife(random: Random) {
  const [first, second] = [await createTestDatabase(), await createTestDatabase()];
  const life = await startTestWorld(() => openPostgres(first.url));
  const slack = await startSlack({ now: () => life.now().getTime() });
  const mailbox = await startMailbox();
  const [admin, mails] = [new SlackAdmin(slack.address), new MailboxReader(mailbox.address)];
  await admin.addChannel({ id: "C0SALES", name: "sales" });
  const inSlack = openSlack({ address: slack.address, token: () => "xoxb-test-token" });
  const from = "Revwatch <revwatch@example.com>";
  const byMail = openEmail({ ...mailbox.smtp, security: "none", user: null, password: null, from });
  const portals: TestPortal[] = [];
  for (const clientId of clientIds) portals.push(await life.addClient(clientId, { receivers }));
  const worldOf = (db: ActivityWorld["db"]): ActivityWorld => ({
    ...life.world,
    db,
    slack: () => inSlack,
    email: () => byMail,
  });
  const sendAll = async (world: ActivityWorld) => {
    for (const clientId of clientIds) while ((await runActivity(makeSendNext(world), [{ clientId }])).sent);
  };
  return {
    ...life,
    first,
    second,
    worldOf,
    portals,
    pass: (minutes: number) => life.moveTo(new Date(life.now().getTime() + minutes * 60_000), ...portals),
    lead: (portal: TestPortal) =>
      portal.admin.submitForm({
        email: `lead-${random.int(1, 1e9)}@lead.example`,
        formName: "Demo",
        pageUrl: "https://n.example/",
        ownerId: portal.ownerId,
      }),
    auditAll: async (world: ActivityWorld, cadence: "all" | "fast" = "all") => {
      for (const clientId of clientIds) await audit({ ...life, world }, runName(clientId, life.now(), { cadence }));
    },
    sendAll,
    /** Messages that made somebody look: posts and mails, no edits. */
    heard: async () => ({ slack: (await admin.messages("sales")).length, mail: (await mails.messages()).length }),
    end: async () => {
      await life.close();
      await Promise.all([slack.close(), mailbox.close()]);
      await Promise.all([first.drop(), second.drop()]);
    },
  };
}

/** Temporal, as far as the way out of mode restored asks for it. */
function listeningTemporal() {
  const started: string[] = [];
  const client = {
    workflow: { start: async (_: string, { workflowId }: { workflowId: string }) => void started.push(workflowId) },
  };
  return { client: client as unknown as Client, started };
}

row("F19", () => {
  describeWith("postgres", "a dump, more life, and a restore elsewhere", () => {
    test("nobody hears again what may have been sent; each address gets one summary; life goes on", async () => {
      let repeated = 0;
      let summaries = 0;
      let late = 0;
      const restores = await eachSeed({ quick: 1, full: 5 }, async (_, random) => {
        const life = await startLife(random);
        try {
          await life.moveTo(startOfTest, ...life.portals);
          const before = life.worldOf(life.world.db);
          for (const portal of life.portals) await life.lead(portal);
          await life.pass(90);
          await life.auditAll(before);
          for (const clientId of clientIds) await markOnboarded(before.db, clientId, life.now());
          await life.sendAll(before);
          // The ladder was climbed, and the message of that is still unsent when the backup is made.
          const step = { clientId: "alder", alertId: "sales.waiting-leads", episode: 1, step: 0 };
          await runActivity(makeEscalateAlert(before), [step]);
          await copyDatabase(life.first.url, life.second.url);

          await life.sendAll(before);
          await life.pass(30 + random.int(0, 600));
          for (let count = 0; count < random.int(1, 3); count += 1) await life.lead(life.portals[count % 2]!);
          await life.pass(90);
          await life.auditAll(before);
          await life.sendAll(before);
          await life.pass(random.int(0, 300));
          const toldBefore = await life.heard();

          const restored = await openPostgres(life.second.url, { now: life.now });
          const world = life.worldOf(restored.db);
          const way = { ...world, clients: () => clientIds.map(world.client) };
          const temporal = listeningTemporal();
          await quietenRestored(way);
          await life.sendAll(world);
          await life.auditAll(world, "fast");
          await settleRestored(way, temporal.client);
          await life.sendAll(world);
          const toldMeanwhile = await life.heard();
          repeated += toldMeanwhile.slack + toldMeanwhile.mail - toldBefore.slack - toldBefore.mail;
          expect(temporal.started.map((id) => id.split("/")[1])).toEqual([...clientIds]);

          await life.auditAll(world);
          await settleRestored(way, temporal.client);
          await settleRestored(way, temporal.client);
          await life.sendAll(world);
          const toldAfter = await life.heard();
          summaries += toldAfter.slack + toldAfter.mail - toldMeanwhile.slack - toldMeanwhile.mail;
          expect(toldAfter).toEqual({ slack: toldBefore.slack + 1, mail: toldBefore.mail + 1 });
          expect(
            await world.db.selectFrom("outbox").select("seq").where("state", "in", ["pending", "sending"]).execute(),
          ).toEqual([]);

          await life.lead(life.portals[0]!);
          await life.pass(90);
          await life.auditAll(world);
          await life.sendAll(world);
          late += (await life.heard()).slack - toldAfter.slack;
          await restored.close();
        } finally {
          await life.end();
        }
      });
      figure("restores", restores, exactly(restores));
      figure("messages sent again one by one", repeated, exactly(0));
      figure("summaries for each of two addresses", summaries / restores, exactly(2));
      figure("news after the restore that were told", late / restores, exactly(1));
    });
  });
});
