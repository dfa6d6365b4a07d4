import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openSlack, type SlackChannel } from "../../../connectors/slack/channel.ts";
import type { SlackPlace } from "../../../connectors/slack/place.ts";
import { SlackAdmin } from "../../../simulators/client.ts";
import { startSlack, type SlackSimulator } from "../../../simulators/slack/start.ts";

const body = {
  text: "1 lead waits",
  blocks: [{ type: "section", text: { type: "plain_text", text: "1 lead waits" } }],
};
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
  await admin.setUp({ historyPage: 999, callsPerMinute: {} });
  number += 1;
  channel = `C0TEST${number}`;
  await admin.addChannel({ id: channel, name: `test-${number}` });
});

const since = new Date(Date.now() - 1000);
/** One attempt as the outbox makes it: after an end that nobody knows it looks first. */
async function post(
  isUncertain = false,
  deliveryKey = `key-${number}`,
  thread: SlackPlace | null = null,
  to = channel,
) {
  const found = isUncertain ? await slack.find({ to, deliveryKey, thread, since }) : null;
  return found ?? slack.post({ to, body, deliveryKey, thread });
}
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
  for (const text of ["2 leads wait", "2 leads wait"])
    expect((await slack.update(place, { ...body, text })).ended).toBe("sent");
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
      const postByName = (isUncertain: boolean) => post(isUncertain, `by-name-${name}`, null, `#${name}`);
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

  test.each([
    [200, null],
    [15, 300],
  ])("%i a page and %s others after it: it is found page after page", async (historyPage, others) => {
    const first = await post(false, "opening");
    const thread = first.ended === "sent" ? first.place! : null;
    for (const place of [null, thread]) {
      await admin.setFault({ kind: "error-accepted", error: "internal_error", method: "chat.postMessage", times: 1 });
      expect((await post(false, "lost", place)).ended).toBe("uncertain");
      for (let index = 0; index < (others ?? 260); index += 1)
        simulator.workspace.post(
          simulator.workspace.channelById(channel)!,
          { text: "Lunch?", blocks: [], metadata: null },
          place?.ts ?? null,
        );
      await admin.setUp({ historyPage });
      const before = (await sent()).length;
      expect((await post(true, "lost", place)).ended).toBe("sent");
      expect(await sent()).toHaveLength(before);
    }
  });

  test("where Slack asks to wait between two pages, its end stays unknown and nothing is sent", async () => {
    await post(false, "opening");
    for (let index = 0; index < 40; index += 1) await post(false, `another-${index}`);
    await admin.setUp({ historyPage: 15, callsPerMinute: { "conversations.history": 1 } });
    expect(await post(true, "mine")).toMatchObject({ ended: "uncertain", isTold: true });
    await admin.setUp({ callsPerMinute: {} });
    expect(await sent()).toHaveLength(41);
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
    ["not_in_channel", "place", "invite the app to the channel: /invite @revwatch"],
    ["is_archived", "place", "the channel is archived: unarchive it, or name another one in receivers:"],
    [
      "token_revoked",
      "channel",
      "install the app again in its workspace and put its new bot token where revwatch.yaml says",
    ],
    ["missing_scope", "channel", expect.stringContaining("chat:write")],
  ])("%s lets no message in: %s", async (error, reach, remedy) => {
    await admin.setFault({ kind: "error", error, times: 1 });
    expect(await post()).toEqual({ ended: "barred", reason: `Slack says ${error}`, remedy, reach });
  });

  test("an archived channel, and one that the app is not in, are barred until that is changed", async () => {
    for (const [change, back] of [
      [{ isArchived: true }, { isArchived: false }],
      [{ isMember: false }, { isMember: true }],
    ]) {
      await admin.changeChannel(channel, change!);
      expect(await post()).toMatchObject({ ended: "barred", reach: "place" });
      await admin.changeChannel(channel, back!);
    }
    expect((await post()).ended).toBe("sent");
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
