import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LogLevel, WebClient } from "@slack/web-api";
import type { Logger } from "@slack/web-api";
import { afterEach, expect, test } from "vitest";
import { SlackAdmin } from "../../simulators/client.ts";
import { startSlack } from "../../simulators/slack/start.ts";

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** The client's own log lines would only hide the test's. */
const quiet: Logger = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  setName() {},
  getLevel: () => LogLevel.ERROR,
};

async function openSlack(stateDir: string | null = null) {
  const slack = await startSlack({ stateDir });
  closers.push(slack.close);
  const admin = new SlackAdmin(slack.address);
  await admin.addChannel({ id: "C0SALES", name: "sales" });
  const web = new WebClient("xoxb-test", {
    slackApiUrl: `${slack.address}/api/`,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: 60_000,
    logger: quiet,
  });
  return { slack, admin, web };
}

const ackButton = {
  type: "button",
  action_id: "acknowledge",
  text: { type: "plain_text", text: "I take it" },
  value: "alert-7",
};
const blocks = [
  { type: "section", text: { type: "mrkdwn", text: "*Two leads wait*" } },
  { type: "actions", block_id: "decide", elements: [ackButton] },
];

test("the official client posts, edits and reads back a message with its metadata", async () => {
  const { web, admin } = await openSlack();

  await expect(web.auth.test()).resolves.toMatchObject({ ok: true, team_id: "T0REVWATCH" });
  const posted = await web.chat.postMessage({
    channel: "#sales",
    text: "Two leads wait",
    blocks,
    metadata: { event_type: "alert", event_payload: { key: "k1" } },
  });
  await web.chat.update({ channel: "C0SALES", ts: posted.ts!, text: "One lead waits" });
  const history = await web.conversations.history({ channel: "C0SALES", include_all_metadata: true });

  expect(history.messages).toMatchObject([
    { ts: posted.ts, text: "One lead waits", metadata: { event_type: "alert", event_payload: { key: "k1" } } },
  ]);
  expect(await admin.messages("#sales")).toMatchObject([{ edits: [{ text: "Two leads wait" }] }]);
});

test("answers stand in the thread, not in the channel's history", async () => {
  const { web } = await openSlack();
  const { ts } = await web.chat.postMessage({ channel: "C0SALES", text: "Alert" });
  await web.chat.postMessage({ channel: "C0SALES", text: "Over after 12 minutes", thread_ts: ts! });

  const history = await web.conversations.history({ channel: "C0SALES" });
  const replies = await web.conversations.replies({ channel: "C0SALES", ts: ts! });

  expect(history.messages?.map(({ text }) => text)).toEqual(["Alert"]);
  expect(replies.messages?.map(({ text }) => text)).toEqual(["Alert", "Over after 12 minutes"]);
});

test("a message may be addressed by the channel's name, and is edited and found by its id only", async () => {
  const { web } = await openSlack();
  const { ts } = await web.chat.postMessage({ channel: "#sales", text: "Alert" });

  for (const channel of ["#sales", "sales"]) {
    const notFound = { data: { error: "channel_not_found" } };
    await expect(web.conversations.history({ channel })).rejects.toMatchObject(notFound);
    await expect(web.conversations.replies({ channel, ts: ts! })).rejects.toMatchObject(notFound);
    await expect(web.chat.update({ channel, ts: ts!, text: "x" })).rejects.toMatchObject(notFound);
  }
});

test.each([
  ["a channel that is not there", { channel: "C0NOWHERE", text: "x" }, "channel_not_found"],
  ["a channel that the app did not join", { channel: "C0OTHER", text: "x" }, "not_in_channel"],
  ["nothing to say", { channel: "C0SALES", text: "" }, "no_text"],
  ["a text of 40,001 characters", { channel: "C0SALES", text: "x".repeat(40_001) }, "msg_too_long"],
  [
    "51 blocks",
    { channel: "C0SALES", text: "x", blocks: Array.from({ length: 51 }, () => ({ type: "divider" })) },
    "invalid_blocks",
  ],
  [
    "a header of 151 characters",
    {
      channel: "C0SALES",
      text: "x",
      blocks: [{ type: "header", text: { type: "plain_text", text: "x".repeat(151) } }],
    },
    "invalid_blocks",
  ],
])("%s is refused with HTTP 200 and ok: false", async (_, message, error) => {
  const { web, admin } = await openSlack();
  await admin.addChannel({ id: "C0OTHER", name: "other", isMember: false });

  await expect(web.chat.postMessage(message)).rejects.toMatchObject({
    code: "slack_webapi_platform_error",
    data: { error },
  });
  expect(await admin.messages()).toEqual([]);
});

test("a wrong token is refused", async () => {
  const { admin, web } = await openSlack();
  await admin.setUp({ tokens: ["xoxb-right"] });

  await expect(web.auth.test()).rejects.toMatchObject({ data: { error: "invalid_auth" } });
});

test("faults: refused for a second, accepted without saying so, down", async () => {
  const { web, admin } = await openSlack();

  await admin.setFault({ kind: "429", times: 1, retryAfter: 7 });
  await expect(web.chat.postMessage({ channel: "C0SALES", text: "a" })).rejects.toMatchObject({
    code: "slack_webapi_rate_limited_error",
    retryAfter: 7,
  });
  expect(await admin.messages()).toHaveLength(0);

  await admin.setFault({ kind: "500-accepted", times: 1 });
  await expect(web.chat.postMessage({ channel: "C0SALES", text: "b" })).rejects.toMatchObject({
    code: "slack_webapi_http_error",
  });
  expect(await admin.messages()).toHaveLength(1);

  await admin.setFault({ kind: "down", times: 1 });
  await expect(web.chat.postMessage({ channel: "C0SALES", text: "c" })).rejects.toMatchObject({
    code: "slack_webapi_request_error",
  });
  expect(await admin.messages()).toHaveLength(1);
});

test("a pressed button reaches the app as a signed block_actions request", async () => {
  const { web, admin } = await openSlack();
  const received: { headers: Record<string, unknown>; body: string }[] = [];
  const app = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      received.push({ headers: request.headers, body });
      response.writeHead(200).end("noted");
    });
  });
  await new Promise<void>((resolve) => app.listen(0, "127.0.0.1", resolve));
  closers.push(() => new Promise((resolve) => app.close(resolve)));
  await admin.setUp({
    signingSecret: "s3cret",
    interactivityUrl: `http://127.0.0.1:${(app.address() as AddressInfo).port}/slack/actions`,
  });
  const { ts } = await web.chat.postMessage({ channel: "C0SALES", text: "Two leads wait", blocks });

  const answer = await admin.press({ channel: "C0SALES", ts: ts!, actionId: "acknowledge", userId: "U0ANA" });

  expect(answer).toEqual({ status: 200, body: "noted" });
  const { headers, body } = received[0]!;
  const expected = createHmac("sha256", "s3cret")
    .update(`v0:${String(headers["x-slack-request-timestamp"])}:${body}`)
    .digest("hex");
  expect(headers["x-slack-signature"]).toBe(`v0=${expected}`);
  expect(JSON.parse(new URLSearchParams(body).get("payload")!)).toMatchObject({
    type: "block_actions",
    user: { id: "U0ANA" },
    channel: { id: "C0SALES" },
    message: { ts },
    actions: [{ action_id: "acknowledge", block_id: "decide", value: "alert-7" }],
  });
});

test("messages and edits survive a restart", async () => {
  const stateDir = mkdtempSync(join(tmpdir(), "slack-"));
  const first = await openSlack(stateDir);
  const { ts } = await first.web.chat.postMessage({ channel: "C0SALES", text: "before" });
  await first.web.chat.update({ channel: "C0SALES", ts: ts!, text: "after" });
  await first.slack.close();

  const second = await openSlack(stateDir);

  expect(await second.admin.messages("sales")).toMatchObject([{ ts, text: "after", edits: [{ text: "before" }] }]);
});
