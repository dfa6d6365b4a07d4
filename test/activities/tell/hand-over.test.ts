import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { makeEscalateAlert } from "../../../activities/tell/escalate-alert.ts";
import { makeSendNext } from "../../../activities/deliver/send-next.ts";
import type { ActivityWorld } from "../../../activities/world.ts";
import { openSlack } from "../../../connectors/slack/channel.ts";
import { SlackAdmin } from "../../../simulators/client.ts";
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

let test_: TestWorld;
let world: ActivityWorld;
let slack: SlackSimulator;
let slackAdmin: SlackAdmin;
let clientId: string;
let portal: TestPortal;
let number = 0;

const people = ["sales", "head", "chief"] as const;
beforeAll(async () => {
  test_ = await startTestWorld();
  slack = await startSlack({ now: () => test_.now().getTime() });
  slackAdmin = new SlackAdmin(slack.address);
  const channel = openSlack({ address: slack.address, token: () => "xoxb-test-token" });
  world = { ...test_.world, slack: () => channel };
});
afterAll(async () => {
  await Promise.all([test_.close(), slack.close()]);
});

/** Each test has a client with one lead that waits; Mia (sales) was told. */
beforeEach(async () => {
  clientId = `client-${(number += 1)}`;
  for (const id of people) await slackAdmin.addChannel({ id: channelOf(id), name: `${id}-${number}` });
  await test_.moveTo(startOfTest);
  portal = await test_.addClient(clientId, {
    receivers: people.map((id) => ({ id, name: `The ${id}`, slack: channelOf(id), email: null })),
  });
  await askToBeContacted("ana@lead.example");
  await pass(90);
  await audit_();
  await sendAll();
});

const channelOf = (id: string) => `C0${id.toUpperCase()}${number}`;
const askToBeContacted = (email: string) =>
  portal.admin.submitForm({ email, formName: "Demo", pageUrl: "https://n.example/", ownerId: portal.ownerId });
const pass = (minutes: number) => test_.moveTo(new Date(test_.now().getTime() + minutes * 60_000), portal);
const audit_ = async (own = {}) => (await audit(test_, runName(clientId, test_.now(), own))).result;
const routeTo = (receiver: string) => {
  const client = world.client(clientId);
  test_.setClient({ ...client, routes: { ...client.routes, "waiting-leads": receiver } });
};
const answerLead = async () => {
  const [{ id } = { id: "" }] = await portal.api.list("contacts");
  await portal.api.update("contacts", id, { hs_lead_status: "UNQUALIFIED" });
};
async function sendAll(): Promise<void> {
  while ((await runActivity(makeSendNext(world), [{ clientId }])).sent);
}
const texts = async (id: string) => (await slackAdmin.messages(channelOf(id))).map(({ text }) => text);
const alerts = () =>
  world.db
    .selectFrom("alert")
    .select(["alert_id", "status", "episode", "next_step"])
    .where("client_id", "=", clientId)
    .orderBy("opened_at")
    .orderBy("alert_id", "desc")
    .execute();
const escalate = (alertId: string) =>
  runActivity(makeEscalateAlert(world), [{ clientId, alertId, episode: 1, step: 0 }]);

test("a route that changes while its alert is open: the one hears where it goes, the other gets it, each once", async () => {
  expect(await texts("sales")).toEqual([`1 lead waiting for a first reply (${clientId})`]);
  routeTo("chief");
  expect((await audit_()).hasNews).toBe(true);
  await sendAll();
  const handed = "Now with The chief: 1 lead waiting for a first reply";
  expect(await texts("sales")).toEqual([`${handed} (${clientId})`, `→ ${handed}.`]);
  expect(await texts("chief")).toEqual([`1 lead waiting for a first reply (${clientId})`]);
  expect(await alerts()).toMatchObject([
    { alert_id: "sales.waiting-leads", status: "resolved" },
    { alert_id: "chief.waiting-leads", status: "open" },
  ]);

  expect((await audit_()).hasNews).toBe(false);
  await sendAll();
  expect([(await texts("sales")).length, (await texts("chief")).length]).toEqual([2, 1]);
});

test("the end is told to the one who has it now, with the whole time that it took", async () => {
  routeTo("chief");
  await audit_();
  await sendAll();
  await answerLead();
  await pass(5);
  await audit_();
  await sendAll();
  const over = "Resolved in 5 min: 1 no longer relevant";
  expect(await texts("chief")).toEqual([`${over} (${clientId})`]);
  expect((await texts("sales")).join()).not.toContain("Resolved");
});

test("who was told by the ladder keeps their message, and it goes on", async () => {
  await escalate("sales.waiting-leads");
  await sendAll();
  expect(await texts("head")).toHaveLength(1);
  routeTo("head");
  await audit_();
  await sendAll();
  expect(await texts("head")).toEqual([`1 lead waiting for a first reply (${clientId})`]);
  expect(await alerts()).toMatchObject([
    { status: "resolved" },
    { alert_id: "head.waiting-leads", status: "open", next_step: 1 },
  ]);
  await answerLead();
  await pass(5);
  await audit_();
  await sendAll();
  expect((await texts("head"))[0]).toContain("Resolved");
});

test("who was told by the ladder and has not got the message yet gets one", async () => {
  await escalate("sales.waiting-leads");
  routeTo("chief");
  await audit_();
  await sendAll();
  expect(await texts("head")).toEqual([`1 lead waiting for a first reply (${clientId})`]);
});

test("a message that Slack had put off is not sent any more once all of it is over, under the new alert either", async () => {
  await escalate("sales.waiting-leads");
  await slackAdmin.setFault({ kind: "429", method: "chat.postMessage", times: 1 });
  await sendAll();
  routeTo("chief");
  await audit_();
  await pass(2);
  await answerLead();
  await audit_();
  await sendAll();
  expect(await texts("head")).toEqual([]);
  const failed = world.db
    .selectFrom("outbox")
    .select("because")
    .where("client_id", "=", clientId)
    .where("state", "=", "failed");
  expect(await failed.execute()).toEqual([]);
});

test("what is over in the very run that would hand it over is told as over, to the one who knew of it", async () => {
  routeTo("chief");
  await answerLead();
  await askToBeContacted("bob@lead.example");
  await pass(90);
  await audit_();
  await sendAll();
  expect((await texts("sales"))[0]).toContain("Resolved");
  expect(await texts("chief")).toEqual([`1 lead waiting for a first reply (${clientId})`]);
});

test("a finding that comes with the change of the route is told with it, once", async () => {
  routeTo("chief");
  await askToBeContacted("bob@lead.example");
  await pass(90);
  await audit_();
  await sendAll();
  expect(await texts("chief")).toEqual([`2 leads waiting for a first reply (${clientId})`]);
});

test("there and back again: the first receiver gets it anew", async () => {
  for (const receiver of ["chief", "sales"]) {
    routeTo(receiver);
    await audit_();
    await sendAll();
  }
  expect((await texts("sales")).at(-1)).toBe(`1 lead waiting for a first reply (${clientId})`);
  expect(await alerts()).toMatchObject([
    { alert_id: "sales.waiting-leads", status: "open", episode: 2 },
    { alert_id: "chief.waiting-leads", status: "resolved", episode: 1 },
  ]);
});

test("a run that tells nobody hands nothing over", async () => {
  routeTo("chief");
  expect((await audit_({ mode: "history" })).hasNews).toBe(false);
  expect(await alerts()).toMatchObject([{ alert_id: "sales.waiting-leads", status: "open" }]);
});
