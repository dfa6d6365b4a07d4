import { createHmac, randomBytes } from "node:crypto";
import type { PressInput } from "./inputs.ts";
import { renderMessage } from "./render-message.ts";
import type { SlackMessage, Workspace } from "./workspace.ts";

interface Button {
  readonly type?: string;
  readonly action_id: string;
  readonly block_id?: string;
  readonly text: unknown;
  readonly value?: string;
  readonly options?: readonly { readonly value: string }[];
  readonly placeholder?: unknown;
}

/** Slack gives up on an app that does not answer within three seconds. */
const answerWithinMs = 3000;

interface Answered {
  readonly status: number;
  readonly body: string;
}

/** A person presses a button: Slack tells the app. */
export async function press(
  workspace: Workspace,
  input: Required<PressInput>,
  responseUrl: string,
  now: number,
): Promise<Answered> {
  const { message, found } = elementOf(workspace, input, "button");
  return tellApp(workspace, payloadOf(workspace, { message, element: found, input, responseUrl, now }), now);
}

/** A person chooses from a menu. */
export async function choose(
  workspace: Workspace,
  input: Required<PressInput> & { readonly value: string },
  responseUrl: string,
  now: number,
): Promise<Answered> {
  const { message, found } = elementOf(workspace, input, "static_select");
  const option = (found.options ?? []).find(({ value }) => value === input.value);
  if (option === undefined) throw new Error(`The menu has no "${input.value}".`);
  const { options: _options, placeholder: _placeholder, ...menu } = found;
  const element = { ...menu, selected_option: option };
  return tellApp(workspace, payloadOf(workspace, { message, element, input, responseUrl, now }), now);
}

/** A person fills in the last window that the app opened. */
export async function submit(
  workspace: Workspace,
  { values, userId, userName }: { values: Readonly<Record<string, string>>; userId: string; userName: string },
  now: number,
): Promise<Answered> {
  const window = workspace.windows.at(-1);
  if (window === undefined) throw new Error("No window is open.");
  const blocks = (window.view["blocks"] ?? []) as { block_id: string; element: { type: string; action_id: string } }[];
  const state = blocks.flatMap(({ block_id, element: { type, action_id } }) => {
    const value = values[block_id];
    if (value === undefined) return [];
    const given = type === "plain_text_input" ? { type, value } : { type, selected_option: { value } };
    return [[block_id, { [action_id]: given }] as const];
  });
  const view = { ...window.view, id: "V0REVWATCH", state: { values: Object.fromEntries(state) } };
  const { teamId } = workspace.settings;
  const user = { id: userId, username: userName, name: userName, team_id: teamId };
  return tellApp(workspace, { type: "view_submission", team: { id: teamId }, user, view }, now);
}

function elementOf(
  workspace: Workspace,
  input: Required<PressInput>,
  type: string,
): { readonly message: SlackMessage; readonly found: Button } {
  const channel = workspace.channel(input.channel);
  const message = channel && workspace.message(channel.id, input.ts);
  if (!message) throw new Error(`There is no message ${input.ts} in ${input.channel}.`);
  const all = elementsOf(message).filter((element) => element.type === type);
  const found = all.find(({ action_id: actionId }) => actionId === input.actionId);
  if (found) return { message, found };
  const known = all.map(({ action_id: actionId }) => actionId).join(", ") || "none";
  throw new Error(`The message has no ${type} "${input.actionId}". It has: ${known}.`);
}

/** Over one of the app's own connections in Socket Mode, else by a signed request to its interactivity URL. */
async function tellApp(workspace: Workspace, payload: unknown, now: number): Promise<Answered> {
  const { interactivityUrl, signingSecret, socketMode } = workspace.settings;
  if (socketMode === true) {
    const answer = await workspace.socketMode.send(payload);
    return answer === null
      ? { status: 408, body: "" }
      : { status: 200, body: answer.payload === undefined ? "" : JSON.stringify(answer.payload) };
  }
  if (interactivityUrl === undefined)
    throw new Error("No interactivity URL is set. PUT /_simulator/workspace sets it.");
  const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
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

interface Pressed {
  readonly message: SlackMessage;
  readonly element: Button;
  readonly input: Required<PressInput>;
  readonly responseUrl: string;
  readonly now: number;
}

function payloadOf(
  { settings }: Workspace,
  { message, element, input: { userId, userName }, responseUrl, now }: Pressed,
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
    actions: [
      { type: "button", action_ts: (now / 1000).toFixed(6), ...element, block_id: element.block_id ?? "block" },
    ],
  };
}

/** The buttons of a message: those in its action blocks and those beside its sections. */
export function buttonsOf(message: SlackMessage): readonly Button[] {
  return elementsOf(message).filter(({ type }) => type === "button");
}

function elementsOf({ blocks }: SlackMessage): readonly Button[] {
  return blocks.flatMap((block) => {
    const {
      elements,
      accessory,
      block_id: blockId,
    } = block as { elements?: unknown[]; accessory?: unknown; block_id?: string };
    const candidates = [...(Array.isArray(elements) ? elements : []), accessory] as Button[];
    return candidates
      .filter((element) => element !== undefined && element !== null)
      .map((element) => ({ ...element, ...(blockId !== undefined && { block_id: blockId }) }));
  });
}
