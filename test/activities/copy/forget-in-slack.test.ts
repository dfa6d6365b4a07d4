import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { makeSendNext } from "../../../activities/deliver/send-next.ts";
import type { ActivityWorld } from "../../../activities/world.ts";
import { openSlack } from "../../../connectors/slack/channel.ts";
import { forgetContact } from "../../../operations/forget-contact.ts";
import { Refused } from "../../../operations/operation.ts";
import type { World } from "../../../operations/world.ts";
import { SlackAdmin } from "../../../simulators/client.ts";
import { startSlack, type SlackSimulator } from "../../../simulators/slack/start.ts";
import {
  audit,
  monitorsOf,
  runActivity,
  runName,
  startOfTest,
  startTestWorld,
  type TestPortal,
  type TestWorld,
} from "../test-world.ts";

const clientId = "northwind";
let test_: TestWorld;
let world: ActivityWorld;
let slack: SlackSimulator;
let admin: SlackAdmin;
let portal: TestPortal;
const contactIds: string[] = [];

beforeAll(async () => {
  test_ = await startTestWorld();
  slack = await startSlack({ now: () => test_.now().getTime() });
  admin = new SlackAdmin(slack.address);
  await admin.addChannel({ id: "C0SALES", name: "sales" });
  const inSlack = openSlack({ address: slack.address, token: () => "xoxb-test-token" });
  world = { ...test_.world, slack: () => inSlack };
  await test_.moveTo(startOfTest);
  portal = await test_.addClient(clientId, {
    receivers: [
      { id: "sales", name: "Mia Chen", slack: "C0SALES", email: null },
      { id: "head", name: "Jo Keller", slack: null, email: null },
    ],
    monitors: monitorsOf("lead-unanswered"),
  });
});
afterAll(() => Promise.all([test_.close(), slack.close()]));

const pass = (minutes: number) => test_.moveTo(new Date(test_.now().getTime() + minutes * 60_000), portal);
async function sendAll(): Promise<void> {
  while ((await runActivity(makeSendNext(world), [{ clientId }])).sent);
}
/** What people see; what a message said before it was edited they do not. */
const shown = async () =>
  JSON.stringify((await admin.messages("C0SALES")).map(({ text, blocks }) => ({ text, blocks })));
/** The operations' world: Temporal is away, which a forgotten person does not wait for. */
const operated = (): World => ({
  config: () => ({ clients: [test_.world.client(clientId)] }) as never,
  configTrouble: () => null,
  db: world.db,
  temporal: () => Promise.reject(Object.assign(new Error("away"), { name: "TransportError" })),
  links: world.links,
  now: test_.now,
});

beforeEach(async () => {
  contactIds.length = 0;
  for (const [firstName, minutes] of [
    ["Ana", 90],
    ["Bea", 90],
  ] as const) {
    const email = `${firstName.toLowerCase()}-${test_.now().getTime()}@lead.example`;
    const form = { email, firstName, lastName: "Ruiz", formName: "Demo", pageUrl: "https://n.example/" };
    contactIds.push((await portal.admin.submitForm(form)).contactId);
    await pass(minutes);
    await audit(test_, runName(clientId, test_.now()));
    await sendAll();
  }
});

test("a deleted contact is gone from what Slack shows, in the first message and below it; the others stay", async () => {
  expect(await shown()).toContain("Ana Ruiz");
  await portal.api.purge(contactIds[0]!);
  await pass(1);
  await audit(test_, runName(clientId, test_.now()));
  await sendAll();

  const now = await shown();
  expect(now).not.toContain("Ana");
  expect(now).not.toContain(contactIds[0]);
  expect(now).toContain("Bea Ruiz");
  expect(now).toContain("a deleted contact");
});

test("`forget` says what is kept, does it when it is confirmed, and finds nothing more", async () => {
  const contactId = contactIds[1]!;
  const plan = await forgetContact.run(operated(), { clientId, contactId, confirmed: false });
  expect(plan).toMatchObject({ isForgotten: false, isInPortal: true, traces: { record: 1, hands: 1, findings: 1 } });
  expect(await forgetContact.run(operated(), { clientId, contactId, confirmed: true })).toMatchObject({
    isForgotten: true,
  });
  await sendAll();
  expect(await shown()).not.toContain(`/${contactId}`);
  await expect(forgetContact.run(operated(), { clientId, contactId, confirmed: true })).rejects.toThrow(Refused);
  await expect(forgetContact.run(operated(), { clientId: "nobody", contactId, confirmed: false })).rejects.toThrow(
    Refused,
  );
  const log = await world.db.selectFrom("audit_log").selectAll().where("verb", "=", "forget-contact").execute();
  expect(JSON.stringify(log)).not.toContain(contactId);
});
