import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openSlack, type SlackChannel } from "../../../connectors/slack/channel.ts";
import { slackErrorWords } from "../../../connectors/slack/error-words.ts";
import { SlackAdmin } from "../../../simulators/client.ts";
import type { SlackFaultInput } from "../../../simulators/slack/inputs.ts";
import { startSlack, type SlackSimulator } from "../../../simulators/slack/start.ts";

const body = { text: "1 lead waits", blocks: [] };
let simulator: SlackSimulator;
let admin: SlackAdmin;
let slack: SlackChannel;
let impatient: SlackChannel;
let number = 0;
let channel = "";
beforeAll(async () => {
  simulator = await startSlack();
  admin = new SlackAdmin(simulator.address);
  const open = (timeoutMs: number) => openSlack({ address: simulator.address, token: () => "xoxb-s3cret", timeoutMs });
  [slack, impatient] = [open(20_000), open(3_000)];
});
afterAll(() => simulator.close());
beforeEach(async () => {
  await admin.clearFaults();
  number += 1;
  channel = `C0WORDS${number}`;
  await admin.addChannel({ id: channel, name: `words-${number}` });
});

const message = () => ({ to: channel, body, deliveryKey: `key-${number}`, thread: null });
const post = () => slack.post(message());
/** What the outbox does after an end that nobody knows: look, and send only what is not there. */
const again = async () => (await slack.find({ ...message(), since: new Date() })) ?? (await post());
const sent = () => admin.messages(channel);
const strike = (fault: SlackFaultInput) => admin.setFault({ method: "chat.postMessage", times: 1, ...fault });

const endings = { passing: "not-sent", barred: "barred", refused: "refused", uncertain: "uncertain" } as const;
const words = [...slackErrorWords].map(([word, { class: kind, reach }]) => ({ word, kind, reach }));

describe("every word that Slack documents", () => {
  test("has a class, and each class has words", () => {
    expect(words.length).toBeGreaterThan(90);
    for (const kind of Object.keys(endings)) expect(words.filter((one) => one.kind === kind).length).toBeGreaterThan(5);
  });

  test.each(words)("$word before Slack took the message: $kind, and one message in the end", async ({ word, kind }) => {
    await strike({ kind: "error", error: word });
    const outcome = await post();
    expect(outcome).toMatchObject({ ended: endings[kind] });
    expect((outcome as { reason: string }).reason).toContain(`Slack says ${word}`);
    expect((await again()).ended).toBe("sent");
    expect(await sent()).toHaveLength(1);
  });

  test.each(words.filter(({ kind }) => kind === "uncertain"))(
    "$word after Slack took the message: it is found, and never sent twice",
    async ({ word }) => {
      await strike({ kind: "error-accepted", error: word });
      expect((await post()).ended).toBe("uncertain");
      expect((await again()).ended).toBe("sent");
      expect(await sent()).toHaveLength(1);
    },
  );

  test.each(words.filter(({ kind }) => kind === "barred"))(
    "$word says what to do, and how far it reaches",
    async ({ word, reach }) => {
      await strike({ kind: "error", error: word });
      const outcome = await post();
      expect(outcome).toMatchObject({ reach: reach === "workspace" ? "channel" : "place" });
      expect((outcome as { remedy: string }).remedy.length).toBeGreaterThan(10);
    },
  );
});

test.each(["error", "error-accepted"] as const)(
  "a word that nobody knows (%s) is looked for before it is sent again",
  async (kind) => {
    await strike({ kind, error: "moon_in_the_seventh_house" });
    expect(await post()).toMatchObject({ ended: "uncertain", reason: "Slack says moon_in_the_seventh_house" });
    expect((await again()).ended).toBe("sent");
    expect(await sent()).toHaveLength(1);
  },
);

describe("ends without a word of Slack's", () => {
  const uncertain: readonly SlackFaultInput[] = [
    ...(["500", "500-accepted", "down", "lost-answer", "cut", "hang", "hang-accepted"] as const).map((kind) => ({
      kind,
    })),
    ...(["html", "html-accepted", "empty", "empty-accepted"] as const).map((kind) => ({ kind })),
    { kind: "status", status: 502 },
  ];
  test.each(uncertain)("$kind: nobody knows, and it is one message in the end", async (fault) => {
    await strike(fault);
    // What hangs is waited for in vain, however long.
    const outcome = await (fault.kind.startsWith("hang") ? impatient : slack).post(message());
    expect(outcome.ended).toBe("uncertain");
    // A page of a proxy may hold anything.
    expect(JSON.stringify(outcome)).not.toMatch(/<html|xoxb/);
    expect((await again()).ended).toBe("sent");
    expect(await sent()).toHaveLength(1);
  });

  test.each([
    [403, "barred"],
    [404, "barred"],
    [413, "refused"],
  ] as const)("a status of %i is no Slack of ours: %s", async (status, ended) => {
    await strike({ kind: "status", status });
    expect((await post()).ended).toBe(ended);
    expect(await sent()).toHaveLength(0);
  });

  test("a redirect is not followed with our token", async () => {
    await strike({ kind: "status", status: 302 });
    expect((await post()).ended).toBe("uncertain");
    expect(await sent()).toHaveLength(0);
  });

  test.each([
    [9, { retryAfterMs: 9_000, isTold: true }],
    [0, { retryAfterMs: 0, isTold: true }],
    [null, { retryAfterMs: 5_000 }],
  ])("429 with Retry-After %s", async (retryAfter, wait) => {
    await strike({ kind: "429", retryAfter });
    expect(await post()).toMatchObject({ ended: "not-sent", reason: "Slack asks to wait", ...wait });
    expect(await sent()).toHaveLength(0);
  });

  test("a Slack that cannot be reached took nothing", async () => {
    const gone = await startSlack();
    await gone.close();
    const away = openSlack({ address: gone.address, token: () => "xoxb-s3cret" });
    expect(await away.post(message())).toMatchObject({
      ended: "not-sent",
      reason: "Slack cannot be reached (ECONNREFUSED)",
    });
  });
});
