import { afterAll, beforeAll, beforeEach } from "vitest";
import { makeEscalateAlert } from "../../../activities/tell/escalate-alert.ts";
import { makeSendNext } from "../../../activities/deliver/send-next.ts";
import type { ActivityWorld } from "../../../activities/world.ts";
import { openEmail } from "../../../connectors/email/channel.ts";
import { openSlack } from "../../../connectors/slack/channel.ts";
import { MailboxReader, SlackAdmin } from "../../../simulators/client.ts";
import { startMailbox, type MailboxSimulator } from "../../../simulators/mailbox/start.ts";
import { startSlack, type SlackSimulator } from "../../../simulators/slack/start.ts";
import {
  audit,
  runActivity,
  runName,
  startOfTest,
  startTestWorld,
  type TestPortal,
  type TestWorld,
} from "../test-world.ts";

/** What a test of sending works with; the client is another one in each test. */
export interface ToldLead {
  rig: TestWorld;
  /** Of the test, from 1 on. */
  number: number;
  world: ActivityWorld;
  slack: SlackSimulator;
  slackAdmin: SlackAdmin;
  mailbox: MailboxSimulator;
  mails: MailboxReader;
  clientId: string;
  portal: TestPortal;
}

/** Slack and a mailbox for the whole file, and for each test a client with one lead that waits and was told of. */
export function startToldLead() {
  const lead = { number: 0 } as ToldLead;
  beforeAll(async () => {
    lead.rig = await startTestWorld();
    lead.slack = await startSlack({ now: () => lead.rig.now().getTime() });
    lead.mailbox = await startMailbox();
    lead.slackAdmin = new SlackAdmin(lead.slack.address);
    lead.mails = new MailboxReader(lead.mailbox.address);
    const inSlack = openSlack({ address: lead.slack.address, token: () => "xoxb-test-token" });
    const byMail = openEmail({
      ...lead.mailbox.smtp,
      security: "none",
      user: null,
      password: null,
      from: "Revwatch <revwatch@example.com>",
    });
    lead.world = { ...lead.rig.world, slack: () => inSlack, email: () => byMail };
  });
  afterAll(async () => {
    await Promise.all([lead.rig.close(), lead.slack.close(), lead.mailbox.close()]);
  });
  /** Each test has a client with one lead that waits, told to a channel of its own and not sent yet. */
  beforeEach(async () => {
    lead.clientId = `client-${(lead.number += 1)}`;
    await lead.slackAdmin.clearFaults();
    await lead.mails.clearFaults();
    await lead.mails.clear();
    await lead.slackAdmin.addChannel({ id: `C0${lead.clientId.replace("-", "").toUpperCase()}`, name: lead.clientId });
    await lead.rig.moveTo(startOfTest);
    lead.portal = await lead.rig.addClient(lead.clientId, {
      receivers: [
        { id: "sales", name: "Mia Chen", slack: `C0${lead.clientId.replace("-", "").toUpperCase()}`, email: null },
        { id: "head", name: "Jo Keller", slack: null, email: "jo@northwind.example" },
      ],
    });
    await lead.portal.admin.submitForm({
      email: "ana@lead.example",
      formName: "Demo",
      pageUrl: "https://n.example/",
      ownerId: lead.portal.ownerId,
    });
    await pass(90);
    await audit(lead.rig, runName(lead.clientId, lead.rig.now()));
  });

  const pass = (minutes: number) => lead.rig.moveTo(new Date(lead.rig.now().getTime() + minutes * 60_000), lead.portal);
  const send = () => runActivity(makeSendNext(lead.world), [{ clientId: lead.clientId }]);
  /** Sends until nothing is due. */
  async function sendAll(): Promise<number> {
    let sent = 0;
    while ((await send()).sent) sent += 1;
    return sent;
  }
  const messages = () => lead.slackAdmin.messages(lead.clientId);
  const rows = async () => {
    const found = await lead.world.db
      .selectFrom("outbox")
      .selectAll()
      .where("client_id", "=", lead.clientId)
      .orderBy("seq")
      .execute();
    return found.map(({ channel, act, state, because }) => ({ channel, act, state, because }));
  };
  const alert = () =>
    lead.world.db.selectFrom("alert").selectAll().where("client_id", "=", lead.clientId).executeTakeFirstOrThrow();
  const escalate = (step = 0, episode = 1) =>
    runActivity(makeEscalateAlert(lead.world), [
      { clientId: lead.clientId, alertId: "sales.waiting-leads", episode, step },
    ]);
  const answerLead = async () => {
    const [{ id } = { id: "" }] = await lead.portal.api.list("contacts");
    await lead.portal.api.update("contacts", id, { hs_lead_status: "UNQUALIFIED" });
  };

  return Object.assign(lead, { pass, send, sendAll, messages, rows, alert, escalate, answerLead });
}
