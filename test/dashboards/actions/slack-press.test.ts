import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { fixtureNow } from "../../support/fixture-rows.ts";
import { signedValue, signingSecret, slackTeamId } from "../fixture-dashboard.ts";
import { startVisitor, target } from "./visitor.ts";

const visitor = startVisitor();

describe("in Slack", () => {
  const press = (value: string, { actionId = "acknowledge-alert", from = {} as object } = {}) =>
    new URLSearchParams({
      payload: JSON.stringify({
        type: "block_actions",
        team: { id: slackTeamId },
        user: { id: "U1", name: "ana", team_id: slackTeamId },
        actions: [{ action_id: actionId, value }],
        ...from,
      }),
    }).toString();
  const sign = (body: string, seconds: number, secret = signingSecret) => ({
    "X-Slack-Request-Timestamp": String(seconds),
    "X-Slack-Signature": `v0=${createHmac("sha256", secret).update(`v0:${seconds}:${body}`).digest("hex")}`,
  });
  const now = fixtureNow.getTime() / 1000;
  const send = (body: string, headers: Record<string, string>) =>
    visitor.dashboard.app.request("/slack/actions", {
      method: "POST",
      headers: { "Content-Type": "application/x-www-form-urlencoded", ...headers },
      body,
    });
  const value = signedValue(target);

  test("a signed press takes the alert in that person's name", async () => {
    const body = press(value);
    const response = await send(body, sign(body, now));
    expect(response.status).toBe(200);
    await expect.poll(() => visitor.taken).toEqual([{ ...target, by: "ana", via: "slack" }]);
  });

  test.each([
    ["a person of another company in a shared channel", { user: { id: "U2", name: "ana", team_id: "T0CLIENT1" } }],
    ["an app of the whole organisation", { team: null }],
  ])("%s takes it as well", async (_, from) => {
    const body = press(value, { from });
    expect((await send(body, sign(body, now))).status).toBe(200);
    await expect.poll(() => visitor.taken).toEqual([{ ...target, by: "ana", via: "slack" }]);
  });

  test.each([
    { name: "another secret", headers: (body: string) => sign(body, now, "other") },
    { name: "another body", headers: (body: string) => sign(`${body}&x=1`, now) },
    { name: "six minutes old", headers: (body: string) => sign(body, now - 360) },
    { name: "six minutes ahead", headers: (body: string) => sign(body, now + 360) },
    { name: "no signature", headers: () => ({}) },
    {
      name: "a timestamp that is none",
      headers: (body: string) => ({ ...sign(body, now), "X-Slack-Request-Timestamp": "soon" }),
    },
  ])("$name: 401 in plain text", async ({ headers }) => {
    const body = press(value);
    const response = await send(body, headers(body));
    expect(response.status).toBe(401);
    expect(response.headers.get("Content-Type")).toContain("text/plain");
    expect(visitor.taken).toEqual([]);
  });

  test("four minutes and 59 seconds are still fresh", async () => {
    const body = press(value);
    expect((await send(body, sign(body, now - 299))).status).toBe(200);
  });

  test("a value that has expired takes nothing", async () => {
    const old = signedValue(target, undefined, new Date(fixtureNow.getTime()));
    const body = press(old);
    expect((await send(body, sign(body, now))).status).toBe(200);
    expect(visitor.taken).toEqual([]);
  });

  test("a value that we did not sign takes nothing and says so", async () => {
    const body = press(signedValue(target, { id: "1", secret: "another key" }));
    const response = await send(body, sign(body, now));
    expect(response.status).toBe(200);
    expect(visitor.taken).toEqual([]);
  });

  test("a link button is a press as well and does nothing", async () => {
    const body = press("", { actionId: "open-dashboard" });
    expect((await send(body, sign(body, now))).status).toBe(200);
    expect(visitor.taken).toEqual([]);
  });

  test.each(["", "payload=", "payload=%7B", 'payload={"type":"view_submission"}', "payload=null"])(
    "%j is refused",
    async (body) => {
      expect((await send(body, sign(body, now))).status).toBe(400);
    },
  );

  test("an answer comes when the press is stored, and does not wait for what follows", async () => {
    const { promise: storing, resolve: store } = Promise.withResolvers<void>();
    visitor.answer = () => new Promise((resolve) => setTimeout(() => resolve({ ok: true }), 6000).unref());
    visitor.whenAsked = (onStored) => void storing.then(onStored);
    const body = press(value);
    let isAnswered = false;
    const answered = (async () => {
      const { status } = await send(body, sign(body, now));
      isAnswered = true;
      return status;
    })();
    await expect.poll(() => visitor.taken).toHaveLength(1);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(isAnswered).toBe(false);
    store();
    const startedAt = performance.now();
    expect(await answered).toBe(200);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });

  test("an answer comes within three seconds, whatever takes longer", async () => {
    visitor.answer = () => new Promise((resolve) => setTimeout(() => resolve({ ok: true }), 6000).unref());
    const body = press(value);
    const startedAt = performance.now();
    expect((await send(body, sign(body, now))).status).toBe(200);
    expect(performance.now() - startedAt).toBeLessThan(3000);
  });
});
