import { createHmac, randomBytes } from "node:crypto";
import type { PressInput } from "./inputs.ts";
import { renderMessage } from "./render-message.ts";
import type { SlackMessage, Workspace } from "./workspace.ts";

interface Button {
  readonly action_id: string;
  readonly block_id?: string;
  readonly text: unknown;
  readonly value?: string;
}

/** Slack gives up on an app that does not answer within three seconds. */
const answerWithinMs = 3000;

/** A person presses a button: Slack sends a signed request to the app's interactivity URL. */
export async function press(
  workspace: Workspace,
  input: Required<PressInput>,
  responseUrl: string,
  now: number,
): Promise<{ status: number; body: string }> {
  const { interactivityUrl, signingSecret } = workspace.settings;
  if (interactivityUrl === undefined)
    throw new Error("No interactivity URL is set. PUT /_simulator/workspace sets it.");
  const channel = workspace.channel(input.channel);
  const message = channel && workspace.message(channel.id, input.ts);
  if (!message) throw new Error(`There is no message ${input.ts} in ${input.channel}.`);
  const button = buttonsOf(message).find(({ action_id: actionId }) => actionId === input.actionId);
  if (!button)
    throw new Error(
      `The message has no button "${input.actionId}". It has: ${
        buttonsOf(message)
          .map(({ action_id: actionId }) => actionId)
          .join(", ") || "none"
      }.`,
    );

  const body = new URLSearchParams({
    payload: JSON.stringify(payloadOf(workspace, message, button, input, responseUrl, now)),
  }).toString();
  const timestamp = String(Math.floor(now / 1000));
  const response = await fetch(interactivityUrl, {
    method: "POST",
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      "x-slack-request-timestamp": timestamp,
      "x-slack-signature": signature(signingSecret, timestamp, body),
      "user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
    },
    body,
    signal: AbortSignal.timeout(answerWithinMs),
  });
  return { status: response.status, body: await response.text() };
}

/** Slack's v0 signature of a request. */
export function signature(signingSecret: string, timestamp: string, body: string): string {
  return `v0=${createHmac("sha256", signingSecret).update(`v0:${timestamp}:${body}`).digest("hex")}`;
}

function payloadOf(
  { settings }: Workspace,
  message: SlackMessage,
  button: Button,
  { userId, userName }: Required<PressInput>,
  responseUrl: string,
  now: number,
): unknown {
  return {
    type: "block_actions",
    user: { id: userId, username: userName, name: userName, team_id: settings.teamId },
    api_app_id: "A0REVWATCH",
    token: "simulated-verification-token",
    container: { type: "message", message_ts: message.ts, channel_id: message.channel, is_ephemeral: false },
    trigger_id: `${now}.${randomBytes(8).toString("hex")}`,
    team: { id: settings.teamId, domain: "revwatch-demo" },
    enterprise: null,
    is_enterprise_install: false,
    channel: { id: message.channel, name: message.channelName },
    message: renderMessage(message, { withMetadata: true }),
    state: { values: {} },
    response_url: responseUrl,
    actions: [{ type: "button", action_ts: (now / 1000).toFixed(6), ...button, block_id: button.block_id ?? "block" }],
  };
}

/** The buttons of a message: those in its action blocks and those beside its sections. */
export function buttonsOf({ blocks }: SlackMessage): readonly Button[] {
  return blocks.flatMap((block) => {
    const {
      elements,
      accessory,
      block_id: blockId,
    } = block as { elements?: unknown[]; accessory?: unknown; block_id?: string };
    const candidates = [...(Array.isArray(elements) ? elements : []), accessory] as (Button & { type?: string })[];
    return candidates
      .filter((element) => element?.type === "button")
      .map((element) => ({ ...element, ...(blockId !== undefined && { block_id: blockId }) }));
  });
}
