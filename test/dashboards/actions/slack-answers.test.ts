import { WebClient } from "@slack/web-api";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { tellPresser } from "../../../dashboards/actions/tell-presser.ts";
import { serve, type Served, type ServeOptions } from "../../../dashboards/serve.ts";
import { SlackAdmin } from "../../../simulators/client.ts";
import { startSlack, type SlackSimulator } from "../../../simulators/slack/start.ts";
import { fixtureNow } from "../../support/fixture-rows.ts";
import { fixtureConfig } from "../fixture-config.ts";
import {
  onlyAcknowledges,
  openFixtureDashboard,
  signedValue,
  signingSecret,
  slackTeamId,
  type FixtureDashboard,
} from "../fixture-dashboard.ts";
import { startVisitor, target } from "./visitor.ts";

const visitor = startVisitor();

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
          return visitor.answer();
        },
        ...onlyAcknowledges,
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
      text: { type: "plain_text", text: "I'm on it" },
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
    visitor.answer = async () => ({ ok: false, reason: "Jonas Weber has already taken this alert." });
    await pressTake(signedValue(target));
    await expect
      .poll(() => admin.whispers())
      .toEqual([{ channel: "C0SALES", text: "Jonas Weber has already taken this alert." }]);
    expect((await admin.messages()).map(({ text }) => text)).not.toContain("Jonas Weber has already taken this alert.");
  });

  test("a name that somebody gave pings nobody and hides no link", async () => {
    visitor.answer = async () => ({ ok: false, reason: "<!channel> <https://evil.example|Jonas> has it." });
    await pressTake(signedValue(target));
    await expect
      .poll(async () => (await admin.whispers()).at(-1)?.text)
      .toContain("&lt;https://evil.example|Jonas&gt;");
  });

  test("whoever has taken it hears so at once", async () => {
    await pressTake(signedValue(target));
    await expect
      .poll(() => admin.whispers())
      .toEqual([{ channel: "C0SALES", text: "You're on it. No one else will be notified." }]);
  });

  test("a press from another workspace takes nothing and says so", async () => {
    teamId = async () => "T0ANOTHER";
    await pressTake(signedValue(target));
    await expect
      .poll(async () => (await admin.whispers()).at(-1)?.text)
      .toBe("This alert belongs to another Slack workspace. Respond there, or on the dashboard.");
    expect(isAsked).toBe(false);
  });

  test("while Slack does not say which workspace is ours, nothing is taken", async () => {
    teamId = () => Promise.reject(new Error("An API error occurred: token_revoked"));
    await pressTake(signedValue(target));
    await expect
      .poll(async () => (await admin.whispers()).at(-1)?.text)
      .toBe("That didn't work just now. Try again in a minute.");
    expect(isAsked).toBe(false);
    expect(own.faults).toHaveLength(1);
  });

  test("a button that is not ours any more says where to go", async () => {
    await pressTake(signedValue(target, { id: "1", secret: "another key" }));
    await expect
      .poll(async () => (await admin.whispers()).at(-1)?.text)
      .toBe("This button is no longer valid. Use the dashboard.");
    expect(own.faults).toEqual([]);
  });

  test("a fault of ours is noted, and told in words", async () => {
    visitor.answer = () => Promise.reject(new Error("no Temporal server"));
    await pressTake(signedValue(target));
    await expect
      .poll(async () => (await admin.whispers()).at(-1)?.text)
      .toBe("That didn't work just now. Try again in a minute.");
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
