import { createHmac } from "node:crypto";
import { WebClient } from "@slack/web-api";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { tellPresser } from "../../dashboards/actions/tell-presser.ts";
import type { AcknowledgementOutcome, ExclusionOutcome } from "../../dashboards/options.ts";
import { serve, type Served, type ServeOptions } from "../../dashboards/serve.ts";
import { SlackAdmin } from "../../simulators/client.ts";
import { startSlack, type SlackSimulator } from "../../simulators/slack/start.ts";
import { fixtureNow } from "../support/fixture-rows.ts";
import { fixtureConfig } from "./fixture-config.ts";
import {
  noExclusions,
  openFixtureDashboard,
  signedValue,
  signingSecret,
  slackTeamId,
  type Acknowledged,
  type FixtureDashboard,
} from "./fixture-dashboard.ts";

let dashboard: FixtureDashboard;
let taken: Acknowledged[];
let answer: () => Promise<AcknowledgementOutcome>;
let excluded: unknown[];
let exclusionAnswer: ExclusionOutcome;
let whenAsked: (onStored: (() => void) | undefined) => void;
beforeAll(async () => {
  dashboard = await openFixtureDashboard({
    operations: {
      acknowledgeAlert: async (input, onStored) => {
        taken.push(input);
        whenAsked(onStored);
        return answer();
      },
      excludeFinding: async (input) => {
        excluded.push(input);
        return exclusionAnswer;
      },
      takeBackExclusion: async (input) => {
        excluded.push(input);
        return exclusionAnswer;
      },
    },
  });
});
beforeEach(() => {
  taken = [];
  excluded = [];
  exclusionAnswer = { ok: true };
  answer = async () => ({ ok: true });
  whenAsked = () => undefined;
});
afterAll(() => dashboard.close());

const target = {
  clientId: "northwind",
  alertId: "sales-lead.waiting-leads",
  episode: 3,
  receiver: "sales-lead",
  revision: 2,
};

describe("by the link in an e-mail", () => {
  const path = (value = signedValue(target)) => `/acknowledge/${value}`;
  const post = (form: Record<string, string>, value?: string) =>
    dashboard.app.request(path(value), {
      method: "POST",
      headers: { Origin: "http://localhost", "Content-Type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams(form).toString(),
    });

  test("opening it shows the alert and does nothing, however often a mail system opens it", async () => {
    for (let time = 0; time < 100; time += 1) expect((await dashboard.app.request(path())).status).toBe(200);
    const text = await (await dashboard.app.request(path())).text();
    expect(text).toContain('method="post"');
    expect(text).toContain("Northwind");
    expect(taken).toEqual([]);
  });

  test("the button acknowledges what the message showed, in the name that was given", async () => {
    const response = await post({ by: "Ana Silva" });
    expect(response.status).toBe(303);
    expect(taken).toEqual([{ ...target, by: "Ana Silva", via: "email" }]);
  });

  test.each([
    ["expired", signedValue(target, undefined, fixtureNow), 410, "expired"],
    ["signed by another key", signedValue(target, { id: "1", secret: "another" }), 404, "does not work"],
    ["of an earlier episode", signedValue({ ...target, episode: 2 }), 410, "resolved"],
    ["of another client", signedValue({ ...target, clientId: "elsewhere" }), 404, "has left"],
    ["text of its own", "v2.1.x.y", 404, "does not work"],
  ])("a link that is %s does nothing and says why", async (_, value, status, words) => {
    for (const response of [await dashboard.app.request(path(value)), await post({ by: "Ana" }, value)]) {
      expect(response.status).toBe(status);
      expect(await response.text()).toContain(words);
    }
    expect(taken).toEqual([]);
  });

  test("another site cannot send its form", async () => {
    const response = await dashboard.app.request(path(), {
      method: "POST",
      headers: { Origin: "https://evil.example", "Content-Type": "application/x-www-form-urlencoded" },
      body: "by=Eve",
    });
    expect(response.status).toBe(403);
    expect(taken).toEqual([]);
  });
});

describe("on the dashboard", () => {
  const take = (form: Record<string, string>, headers: Record<string, string> = {}) =>
    dashboard.app.request(`/clients/${target.clientId}/alerts/${target.alertId}/acknowledge`, {
      method: "POST",
      headers: { Origin: "http://localhost", "Content-Type": "application/x-www-form-urlencoded", ...headers },
      body: new URLSearchParams(form).toString(),
    });

  test("a person takes the episode that was shown, and the name is remembered", async () => {
    const response = await take({ by: " Ana Silva ", episode: "3" });
    expect(response.status).toBe(303);
    expect(response.headers.get("Location")).toBe("/clients/northwind#alerts");
    expect(taken).toEqual([{ ...target, receiver: null, revision: null, by: "Ana Silva", via: "dashboard" }]);

    const cookie = response.headers.get("Set-Cookie")!;
    expect(cookie).toMatch(/HttpOnly.*SameSite=Lax/);
    const page = await dashboard.app.request("/clients/northwind", { headers: { Cookie: cookie.split(";")[0]! } });
    expect(await page.text()).toContain('value="Ana Silva"');
  });

  test("nobody takes it without a name", async () => {
    const response = await take({ by: "  ", episode: "3" });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain("Enter your name");
    expect(taken).toEqual([]);
  });

  test.each(["", "x", "1.5"])("an episode of %j is refused", async (episode) => {
    expect((await take({ by: "Ana", episode })).status).toBe(400);
    expect(taken).toEqual([]);
  });

  test("a refusal is shown with its reason", async () => {
    answer = async () => ({ ok: false, reason: "Jonas Weber has already taken this alert." });
    const response = await take({ by: "Ana", episode: "3" });
    expect(response.status).toBe(409);
    expect(await response.text()).toContain("Jonas Weber has already taken this alert.");
  });
});

describe("a finding that is wrong", () => {
  const findingId = "lead-unanswered.contact.501";
  const send = (act: "exclude" | "take-back", form: Record<string, string>, id = findingId) =>
    dashboard.app.request(`/clients/northwind/findings/${id}/${act}`, {
      method: "POST",
      headers: { Origin: "http://localhost", "Content-Type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams(form).toString(),
    });

  test("its page asks what it is and why; a person closes it and takes that back", async () => {
    const page = await (await dashboard.app.request(`/clients/northwind/findings/${findingId}`)).text();
    expect(page).toContain(`action="/clients/northwind/findings/${findingId}/exclude"`);
    expect(page).toContain("Not a lead");
    const response = await send("exclude", { by: " Ana Silva ", kind: "not-a-lead", reason: "a supplier" });
    expect([response.status, response.headers.get("Location")]).toEqual([
      303,
      `/clients/northwind/findings/${findingId}`,
    ]);
    expect((await send("take-back", { by: "Ana Silva" })).status).toBe(303);
    expect(excluded).toEqual([
      { clientId: "northwind", findingId, by: "Ana Silva", kind: "not-a-lead", reason: "a supplier" },
      { clientId: "northwind", findingId, by: "Ana Silva" },
    ]);
  });

  test("a deal can be wrong, and no lead it never was", async () => {
    const page = await (
      await dashboard.app.request("/clients/northwind/findings/deal-close-date-past.deal.9002")
    ).text();
    expect(page).not.toContain("Not a lead");
  });

  test.each([
    [{ by: "", reason: "a supplier" }, 400, "Enter your name"],
    [{ by: "Ana", reason: " " }, 400, "Write why"],
  ])("%j is refused", async (form, status, words) => {
    const response = await send("exclude", form);
    expect([response.status, await response.text()]).toEqual([status, expect.stringContaining(words)]);
    expect(excluded).toEqual([]);
  });

  test("a refusal is shown with its reason, and another client's finding is not found", async () => {
    exclusionAnswer = { ok: false, reason: "A person has excluded this finding already." };
    const response = await send("exclude", { by: "Ana", reason: "a supplier" });
    expect([response.status, await response.text()]).toEqual([
      409,
      expect.stringContaining("excluded this finding already"),
    ]);
    expect((await send("exclude", { by: "Ana", reason: "x" }, "lead-unanswered.contact.none")).status).toBe(404);
  });
});

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
    dashboard.app.request("/slack/actions", {
      method: "POST",
      headers: { "Content-Type": "application/x-www-form-urlencoded", ...headers },
      body,
    });
  const value = signedValue(target);

  test("a signed press takes the alert in that person's name", async () => {
    const body = press(value);
    const response = await send(body, sign(body, now));
    expect(response.status).toBe(200);
    await expect.poll(() => taken).toEqual([{ ...target, by: "ana", via: "slack" }]);
  });

  test.each([
    ["a person of another company in a shared channel", { user: { id: "U2", name: "ana", team_id: "T0CLIENT1" } }],
    ["an app of the whole organisation", { team: null }],
  ])("%s takes it as well", async (_, from) => {
    const body = press(value, { from });
    expect((await send(body, sign(body, now))).status).toBe(200);
    await expect.poll(() => taken).toEqual([{ ...target, by: "ana", via: "slack" }]);
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
    expect(taken).toEqual([]);
  });

  test("four minutes and 59 seconds are still fresh", async () => {
    const body = press(value);
    expect((await send(body, sign(body, now - 299))).status).toBe(200);
  });

  test("a value that has expired takes nothing", async () => {
    const old = signedValue(target, undefined, new Date(fixtureNow.getTime()));
    const body = press(old);
    expect((await send(body, sign(body, now))).status).toBe(200);
    expect(taken).toEqual([]);
  });

  test("a value that we did not sign takes nothing and says so", async () => {
    const body = press(signedValue(target, { id: "1", secret: "another key" }));
    const response = await send(body, sign(body, now));
    expect(response.status).toBe(200);
    expect(taken).toEqual([]);
  });

  test("a link button is a press as well and does nothing", async () => {
    const body = press("", { actionId: "open-dashboard" });
    expect((await send(body, sign(body, now))).status).toBe(200);
    expect(taken).toEqual([]);
  });

  test.each(["", "payload=", "payload=%7B", 'payload={"type":"view_submission"}', "payload=null"])(
    "%j is refused",
    async (body) => {
      expect((await send(body, sign(body, now))).status).toBe(400);
    },
  );

  test("an answer comes when the press is stored, and does not wait for what follows", async () => {
    const { promise: storing, resolve: store } = Promise.withResolvers<void>();
    answer = () => new Promise((resolve) => setTimeout(() => resolve({ ok: true }), 6000).unref());
    whenAsked = (onStored) => void storing.then(onStored);
    const body = press(value);
    let isAnswered = false;
    const answered = (async () => {
      const { status } = await send(body, sign(body, now));
      isAnswered = true;
      return status;
    })();
    await expect.poll(() => taken).toHaveLength(1);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(isAnswered).toBe(false);
    store();
    const startedAt = performance.now();
    expect(await answered).toBe(200);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });

  test("an answer comes within three seconds, whatever takes longer", async () => {
    answer = () => new Promise((resolve) => setTimeout(() => resolve({ ok: true }), 6000).unref());
    const body = press(value);
    const startedAt = performance.now();
    expect((await send(body, sign(body, now))).status).toBe(200);
    expect(performance.now() - startedAt).toBeLessThan(3000);
  });
});

describe("pressed in Slack, told in Slack", () => {
  let slack: SlackSimulator;
  let admin: SlackAdmin;
  let served: Served;
  let own: FixtureDashboard;
  let teamId: () => Promise<string>;
  let isAsked: boolean;
  beforeEach(() => {
    teamId = async () => slackTeamId;
    isAsked = false;
    own.faults.length = 0;
    slack.workspace.whispers.length = 0;
  });
  beforeAll(async () => {
    slack = await startSlack({ now: () => fixtureNow.getTime() });
    admin = new SlackAdmin(slack.address);
    const secret = { from: "env", name: "UNUSED" } as never;
    own = await openFixtureDashboard({
      config: () => ({ ...fixtureConfig, slack: { address: slack.address, token: secret, signingSecret: secret } }),
      slackApp: () => ({ signingSecret, teamId: () => teamId() }),
      operations: {
        acknowledgeAlert: async () => {
          isAsked = true;
          return answer();
        },
        ...noExclusions,
      },
    });
    served = await serve({ fetch: own.app.fetch as ServeOptions["fetch"], port: 0 });
    await admin.setUp({ signingSecret, teamId: slackTeamId, interactivityUrl: `${served.address}/slack/actions` });
    await admin.addChannel({ id: "C0SALES", name: "sales" });
  });
  afterAll(async () => {
    await Promise.all([served.close(), slack.close(), own.close()]);
  });

  async function pressTake(value: string) {
    const button = {
      type: "button",
      action_id: "acknowledge-alert",
      text: { type: "plain_text", text: "I take this" },
      value,
    };
    const web = new WebClient("xoxb-any", { slackApiUrl: `${slack.address}/api/` });
    const message = { channel: "C0SALES", text: "1 lead waits", blocks: [{ type: "actions", elements: [button] }] };
    const { ts } = await web.chat.postMessage(message as never);
    const { status } = await admin.press({
      channel: "C0SALES",
      ts: ts!,
      actionId: "acknowledge-alert",
      userName: "ana",
    });
    expect(status).toBe(200);
  }

  test("whoever comes too late hears who was first, and nobody else does", async () => {
    answer = async () => ({ ok: false, reason: "Jonas Weber has already taken this alert." });
    await pressTake(signedValue(target));
    await expect
      .poll(() => admin.whispers())
      .toEqual([{ channel: "C0SALES", text: "Jonas Weber has already taken this alert." }]);
    expect((await admin.messages()).map(({ text }) => text)).not.toContain("Jonas Weber has already taken this alert.");
  });

  test("whoever has taken it hears so at once", async () => {
    await pressTake(signedValue(target));
    await expect
      .poll(() => admin.whispers())
      .toEqual([{ channel: "C0SALES", text: "You have it now, and nobody else is called." }]);
  });

  test("a press from another workspace takes nothing and says so", async () => {
    teamId = async () => "T0ANOTHER";
    await pressTake(signedValue(target));
    await expect
      .poll(async () => (await admin.whispers()).at(-1)?.text)
      .toBe("This alert belongs to another Slack workspace. Take it there, or on the dashboard.");
    expect(isAsked).toBe(false);
  });

  test("while Slack does not say which workspace is ours, nothing is taken", async () => {
    teamId = () => Promise.reject(new Error("An API error occurred: token_revoked"));
    await pressTake(signedValue(target));
    await expect
      .poll(async () => (await admin.whispers()).at(-1)?.text)
      .toBe("It could not be taken just now. Try again in a minute.");
    expect(isAsked).toBe(false);
    expect(own.faults).toHaveLength(1);
  });

  test("a button that is not ours any more says where to go", async () => {
    await pressTake(signedValue(target, { id: "1", secret: "another key" }));
    await expect
      .poll(async () => (await admin.whispers()).at(-1)?.text)
      .toBe("This button is not valid any more. Use the dashboard.");
    expect(own.faults).toEqual([]);
  });

  test("a fault of ours is noted, and told in words", async () => {
    answer = () => Promise.reject(new Error("no Temporal server"));
    await pressTake(signedValue(target));
    await expect
      .poll(async () => (await admin.whispers()).at(-1)?.text)
      .toBe("It could not be taken just now. Try again in a minute.");
    expect(own.faults).toHaveLength(1);
  });
});

test.each([null, "no address", "https://elsewhere.invalid/answer", "http://hooks.slack.com/answer"])(
  "nothing is sent to %j",
  async (responseUrl) => {
    // Whatever is fetched fails here, so silence means that nothing was.
    await expect(tellPresser(responseUrl, "https://slack.com", "Too late.")).resolves.toBeUndefined();
  },
);
