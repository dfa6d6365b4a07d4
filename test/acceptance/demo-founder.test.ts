import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { WebClient } from "@slack/web-api";
import { afterEach, expect, test } from "vitest";
import { watchedLongEnough } from "../../demo/late-answers.ts";
import { press } from "../../demo/founder-acknowledges.ts";
import { panelToken } from "../../demo/portals.ts";
import { acknowledgeActionId } from "../../reports/alert/slack.ts";
import { HubSpotAdmin, SlackAdmin } from "../../simulators/client.ts";
import { startHubSpot } from "../../simulators/hubspot/start.ts";
import { startSlack } from "../../simulators/slack/start.ts";

const clientId = "nightowl";
const portalId = 1003;
const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function openStory() {
  const [hubspot, slack] = await Promise.all([startHubSpot(), startSlack()]);
  const pressed: string[] = [];
  const product = createServer((request, response) => {
    request
      .setEncoding("utf8")
      .on("data", (text: string) => void pressed.push(new URLSearchParams(text).get("payload")!));
    request.on("end", () => response.end());
  }).listen(0, "127.0.0.1");
  await once(product, "listening");
  closers.push(
    () => hubspot.close(),
    () => slack.close(),
    () => product.close(),
  );
  const portal = await new HubSpotAdmin(hubspot.address).openPortal({
    portalId,
    name: "Nightowl",
    timeZone: "UTC",
    currency: "EUR",
  });
  await portal.grantToken({ token: panelToken(portalId), name: "panel" });
  const owned = { firstName: "Aiko", lastName: "Walsh", email: "aiko@example.com", formName: "Demo" };
  const { contactId } = await portal.submitForm({ ...owned, pageUrl: "https://nightowl.example/demo" });
  const admin = new SlackAdmin(slack.address);
  const { port } = product.address() as AddressInfo;
  await admin.setUp({ interactivityUrl: `http://127.0.0.1:${port}/slack/actions` });
  await admin.addChannel({ name: `${clientId}-founders` });
  const web = new WebClient("xoxb-any", { slackApiUrl: `${slack.address}/api/` });
  const post = (name: string, actionId: string = acknowledgeActionId) => {
    const button = { type: "button", action_id: actionId, text: { type: "plain_text", text: "OK" }, value: name };
    const line = { type: "section", text: { type: "plain_text", text: name } };
    const blocks = [line, { type: "actions", elements: [button] }];
    return web.chat.postMessage({ channel: `#${clientId}-founders`, text: name, blocks } as never);
  };
  const act = () =>
    press(
      { hubspot: hubspot.address, slack: slack.address },
      { clientId, contactId, answerAt: "2026-11-30T00:00:00Z" },
    );
  return { post, act, pressed };
}

test("the founder acknowledges the message of the planted lead, and no other one", async () => {
  const { post, act, pressed } = await openStory();
  await post("Somebody Else");
  expect(await act()).toBe(false);
  await post("Aiko Walsh");
  await post("Somebody Else");
  expect(await act()).toBe(true);
  expect(pressed.map((payload) => JSON.parse(payload))).toEqual([
    expect.objectContaining({
      user: expect.objectContaining({ name: "Sam Okafor" }),
      actions: [expect.objectContaining({ action_id: acknowledgeActionId, value: "Aiko Walsh" })],
    }),
  ]);
});

test("what is acknowledged or resolved already has no button, and is left alone", async () => {
  const { post, act, pressed } = await openStory();
  await post("Aiko Walsh", "open-dashboard");
  expect([await act(), pressed]).toEqual([false, []]);
});

test.each([
  ["a quick start changes nothing", "2026-11-30T00:00:30Z", "2026-11-30T00:02:10Z"],
  ["after a slow one they still wait for as long as a newcomer needs", "2026-11-30T00:02:30Z", "2026-11-30T00:03:10Z"],
])("when planted leads are called: %s", (_, liveAt, calledAt) => {
  const latecomer = { clientId, contactId: "1", answerAt: "2026-11-30T00:02:10Z" };
  const [called] = watchedLongEnough([latecomer], Date.parse(liveAt));
  expect(Date.parse(called!.answerAt)).toBe(Date.parse(calledAt));
});
