import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openSlack, type SlackChannel } from "../../../connectors/slack/channel.ts";
import { SlackAdmin } from "../../../simulators/client.ts";
import { startSlack, type SlackSimulator } from "../../../simulators/slack/start.ts";

const body = { text: "1 lead waits", blocks: [{ type: "section", text: { type: "plain_text", text: "1 lead waits" } }] };
let simulator: SlackSimulator;
let admin: SlackAdmin;
let slack: SlackChannel;
let token = "xoxb-s3cret";
let number = 0;
let channel = "";
beforeAll(async () => {
  simulator = await startSlack();
  admin = new SlackAdmin(simulator.address);
  slack = openSlack({ address: simulator.address, token: () => token });
});
afterAll(() => simulator.close());
beforeEach(async () => {
  token = "xoxb-s3cret";
  await admin.clearFaults();
  number += 1;
  channel = `C0TEST${number}`;
  await admin.addChannel({ id: channel, name: `test-${number}` });
});

const since = new Date(Date.now() - 1000);
const post = (isUncertain = false, key = `key-${number}`, thread: Parameters<SlackChannel["post"]>[3] = null) =>
  slack.post(channel, body, key, thread, isUncertain, since);
const sent = () => admin.messages(channel);

test("a message says where it stands", async () => {
  const outcome = await post();
  const [message] = await sent();
  expect(outcome).toEqual({ ended: "sent", externalId: message!.ts, place: { channelId: channel, ts: message!.ts } });
  expect(message).toMatchObject({ text: "1 lead waits", threadTs: null });
});

test("an edit may be done twice", async () => {
  const outcome = await post();
  const place = outcome.ended === "sent" ? outcome.place! : { channelId: "", ts: "" };
  for (const text of ["2 leads wait", "2 leads wait"]) expect((await slack.update(place, { ...body, text })).ended).toBe("sent");
  expect(await sent()).toMatchObject([{ text: "2 leads wait" }]);
});

describe("an answer that was lost", () => {
  test.each(["lost-answer", "500-accepted"] as const)(
    "%s: the next attempt finds the message and sends no second one",
    async (kind) => {
      await admin.setFault({ kind, method: "chat.postMessage", times: 1 });
      expect((await post()).ended).toBe("uncertain");
      const found = await post(true);
      const messages = await sent();
      expect(messages).toHaveLength(1);
      expect(found).toMatchObject({ ended: "sent", externalId: messages[0]!.ts });
    },
  );

  test.each([
    ["late-comers", false],
    ["board-room", true],
  ])(
    "#%s (private: %s), given by its name, is found by its id, also when the workspace has thousands",
    async (name, isPrivate) => {
      for (let index = 0; index < 1_005; index += 1) await admin.addChannel({ name: `project-${index}` });
      await admin.addChannel({ name, isPrivate });
      const postByName = (isUncertain: boolean) => slack.post(`#${name}`, body, `by-name-${name}`, null, isUncertain, since);
      await admin.setFault({ kind: "500-accepted", method: "chat.postMessage", times: 1 });
      expect((await postByName(false)).ended).toBe("uncertain");
      expect((await postByName(true)).ended).toBe("sent");
      expect(await admin.messages(name)).toHaveLength(1);
    },
  );

  test.each(["500", "down"] as const)("%s: the next attempt finds nothing and sends it", async (kind) => {
    await admin.setFault({ kind, times: 1 });
    expect((await post()).ended).toBe("uncertain");
    expect((await post(true)).ended).toBe("sent");
    expect(await sent()).toHaveLength(1);
  });

  test("in a thread it is looked for in that thread", async () => {
    const first = await post(false, "opening");
    const thread = first.ended === "sent" ? first.place! : null;
    await admin.setFault({ kind: "500-accepted", method: "chat.postMessage", times: 1 });
    expect((await post(false, "reply", thread)).ended).toBe("uncertain");
    expect((await post(true, "reply", thread)).ended).toBe("sent");
    expect(await sent()).toHaveLength(2);
  });

  test("another message of the same words is not taken for it", async () => {
    await post(false, "another");
    expect((await post(true, "mine")).ended).toBe("sent");
    expect(await sent()).toHaveLength(2);
  });

  test.each([
    ["429", "ratelimited"],
    ["500", "internal_error"],
    ["error", "internal_error"],
    ["error", "service_unavailable"],
  ] as const)("as long as Slack will not say (%s %s) its end stays uncertain", async (kind, error) => {
    await admin.setFault({ kind, error, method: "conversations.history", times: 1 });
    expect((await post(true)).ended).toBe("uncertain");
    expect(await sent()).toHaveLength(0);
  });

  test.each(["missing_scope", "not_in_channel"])(
    "where we may not look (%s) a second message is better than none",
    async (error) => {
      await admin.setFault({ kind: "error", error, method: "conversations.history", times: 1 });
      expect((await post(true)).ended).toBe("sent");
    },
  );
});

describe("Slack's own words", () => {
  test.each([
    ["not_in_channel", "Slack says not_in_channel: invite the app to the channel"],
    ["is_archived", "Slack says is_archived: the channel is archived: name another one"],
    ["msg_too_long", "Slack says msg_too_long"],
  ])("%s needs a person", async (error, reason) => {
    await admin.setFault({ kind: "error", error, times: 1 });
    expect(await post()).toEqual({ ended: "refused", reason });
  });

  test.each([
    ["token_revoked", "the token was revoked: install the app again and use its new token"],
    ["account_inactive", "the app was removed from the workspace: install it again"],
    ["missing_scope", "add chat:write (and im:write for people) to the app"],
  ])("%s lets no message in", async (error, remedy) => {
    await admin.setFault({ kind: "error", error, times: 1 });
    expect(await post()).toEqual({ ended: "barred", reason: `Slack says ${error}: ${remedy}` });
  });

  test.each(["internal_error", "service_unavailable", "fatal_error"])("%s passes", async (error) => {
    await admin.setFault({ kind: "error", error, times: 1 });
    expect(await post()).toMatchObject({ ended: "not-sent", reason: `Slack says ${error}` });
    expect(await sent()).toHaveLength(0);
  });

  test("“wait” is granted to the second", async () => {
    await admin.setFault({ kind: "429", times: 1, retryAfter: 9 });
    expect(await post()).toEqual({ ended: "not-sent", reason: "Slack asks to wait", retryAfterMs: 9_000 });
    expect((await post()).ended).toBe("sent");
    expect(await sent()).toHaveLength(1);
  });

  test("an edit whose answer was lost is simply done again", async () => {
    const outcome = await post();
    await admin.setFault({ kind: "lost-answer", method: "chat.update", times: 1 });
    const place = outcome.ended === "sent" ? outcome.place! : { channelId: "", ts: "" };
    expect((await slack.update(place, body)).ended).toBe("not-sent");
  });
});

test("Slack says who we are", async () => {
  expect(await slack.whoAmI()).toEqual({ team: "Revwatch demo", teamId: "T0REVWATCH", user: "revwatch" });
});

test("a wrong token is said without the token", async () => {
  token = "no-bot-token-s3cret";
  const outcome = await post();
  expect(outcome).toMatchObject({ ended: "barred" });
  expect(JSON.stringify(outcome)).not.toContain("s3cret");
  await expect(slack.whoAmI()).rejects.toThrow(/invalid_auth/);
});
