import { createHmac, randomBytes } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { DeliveryOutcome } from "../../../connectors/delivery-outcome.ts";
import { openWebhook } from "../../../connectors/webhook/channel.ts";
import type { PostFaultInput, PostsSimulator } from "../../../simulators/posts/start.ts";
import { PostFaultInput as Fault } from "../../../simulators/posts/start.ts";
import { startWebhook } from "../../../simulators/webhook/start.ts";

const keyOf = (bytes: number) => `whsec_${randomBytes(bytes).toString("base64")}`;
const [first, second] = [keyOf(32), keyOf(24)];
const event = { type: "alert.opened", timestamp: "2026-11-25T10:00:00.000Z", data: { open: 3 } };

let receiver: PostsSimulator;
beforeEach(async () => {
  receiver = await startWebhook({ keys: [first] });
});
afterEach(() => receiver.close());

function open(keys: readonly string[], { path = "/hook", allowPrivate = true, timeoutMs = 1_500 } = {}) {
  const target = { address: () => `${receiver.address}${path}`, keys: keys.map((key) => () => key), allowPrivate };
  return openWebhook({ target: (name) => (name === "ops" ? target : null), timeoutMs });
}
const send = (keys: readonly string[] = [first], more = {}): Promise<DeliveryOutcome> =>
  open(keys, more).send("ops", event, "northwind/a/1");

describe("signatures", () => {
  test("a post that our key signed is taken, and says what was sent", async () => {
    expect(await send()).toMatchObject({ ended: "sent" });
    const [post] = receiver.posts;
    expect(JSON.parse(post!.body)).toEqual(event);
    expect(post!.headers["webhook-id"]).toMatch(/^msg_[0-9a-f]{32}$/);
  });

  test("the signature is the one of the standard, computed here by hand", async () => {
    await send();
    const { headers, body } = receiver.posts[0]!;
    const signed = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
    const mac = createHmac("sha256", Buffer.from(first.slice(6), "base64"))
      .update(signed)
      .digest("base64");
    expect(headers["webhook-signature"]).toBe(`v1,${mac}`);
  });

  test("while keys are exchanged either side may know one of the two", async () => {
    expect(await send([second, first])).toMatchObject({ ended: "sent" });
    expect(await send([second])).toMatchObject({ ended: "barred", reach: "place" });
  });

  test("a repetition carries the same id", async () => {
    await send();
    await send();
    expect(new Set(receiver.posts.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
  });

  test.each(["", "whsec_", "whsec_c2hvcnQ=", "whsec_not base64!"])(
    "%j is no key, and nothing is posted",
    async (key) => {
      expect(await send([key])).toMatchObject({ ended: "barred", reach: "place" });
      expect(receiver.posts).toEqual([]);
    },
  );
});

describe("answers", () => {
  const fault = (given: PostFaultInput) => receiver.faults.set(Fault.parse({ times: 1, ...given }));
  test.each([
    [301, "barred"],
    [400, "refused"],
    [401, "barred"],
    [404, "barred"],
    [408, "not-sent"],
    [410, "barred"],
    [413, "refused"],
    [422, "refused"],
    [429, "not-sent"],
    [500, "uncertain"],
    [502, "uncertain"],
    [503, "not-sent"],
  ] as const)("%i ends as %s", async (status, ended) => {
    fault({ kind: "status", status });
    expect(await send()).toMatchObject({ ended });
  });

  test("Retry-After is obeyed", async () => {
    fault({ kind: "status", status: 429, retryAfter: "7" });
    expect(await send()).toMatchObject({ ended: "not-sent", retryAfterMs: 7_000, isTold: true });
  });

  test.each(["lost-answer", "hang-accepted"] as const)("%s: it may have arrived", async (kind) => {
    fault({ kind });
    expect(await send()).toMatchObject({ ended: "uncertain" });
    expect(receiver.posts.filter(({ isTaken }) => isTaken)).toHaveLength(1);
  });

  test("nobody listens: it has certainly not arrived", async () => {
    await receiver.close();
    expect(await send()).toMatchObject({ ended: "not-sent", reason: "the webhook cannot be reached (ECONNREFUSED)" });
    receiver = await startWebhook({ keys: [first] });
  });

  test("what the other side writes is repeated nowhere", async () => {
    fault({ kind: "status", status: 400, body: "s3cret" });
    expect(JSON.stringify(await send())).not.toContain("s3cret");
  });
});

describe("addresses", () => {
  test("the own network is refused unless the config allows it", async () => {
    const outcome = await send([first], { allowPrivate: false });
    expect(outcome).toMatchObject({ ended: "barred", reach: "place" });
    expect(JSON.stringify(outcome)).not.toContain("127.0.0.1");
    expect(receiver.posts).toEqual([]);
  });

  test("a name that turns to the own network between two questions gains nothing", async () => {
    const hosts = [[{ address: "127.0.0.1", family: 4 }]];
    const webhook = openWebhook({
      target: () => ({ address: () => "https://rebound.example/hook", keys: [() => first], allowPrivate: false }),
      resolve: async () => hosts[0]!,
    });
    expect(await webhook.send("ops", event, "k")).toMatchObject({ ended: "barred" });
    expect(receiver.posts).toEqual([]);
  });

  test("a name that the config no longer has is barred with the way out", async () => {
    expect(await open([first]).send("gone", event, "k")).toMatchObject({
      ended: "barred",
      reason: "the config has no webhook named gone",
    });
  });

  test("the doctor asks without posting", async () => {
    await open([first]).verify("ops");
    expect(receiver.posts).toEqual([]);
    await expect(open([first], { allowPrivate: false }).verify("ops")).rejects.toThrow("it has to begin with https://");
  });
});
