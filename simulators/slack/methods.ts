import { text } from "./arguments.ts";
import type { Arguments } from "./arguments.ts";
import { blockFaults, viewFaults } from "./blocks.ts";
import { renderMessage } from "./render-message.ts";
import type { MessageContent, SlackChannel, SlackMessage, Workspace } from "./workspace.ts";

/** Slack's refusals come with HTTP 200. */
export interface Reply {
  readonly ok: boolean;
  readonly error?: string;
  readonly [field: string]: unknown;
}

export type Method = (workspace: Workspace, given: Arguments) => Reply;

const refuse = (error: string, details: object = {}): Reply => ({ ok: false, error, ...details });

/** From here on Slack refuses the blocks of a message as a whole, whatever each of them measures. */
const maxBlockCharacters = 13_200;
const maxTextCharacters = 40_000;

export const methods: Readonly<Record<string, Method>> = {
  "auth.test": ({ settings }) => ({
    ok: true,
    url: "https://revwatch-demo.slack.com/",
    team: "Revwatch demo",
    user: "revwatch",
    team_id: settings.teamId,
    user_id: "U0REVWATCH",
    bot_id: "B0REVWATCH",
  }),

  "chat.postMessage"(workspace, given) {
    const reference = text(given, "channel");
    const channel =
      workspace.channel(reference) ??
      (/^U[A-Z0-9]{5,}$/.test(reference) ? workspace.directMessage(reference) : undefined);
    const content = contentOf(given);
    const error = channelError(channel) ?? contentError(content);
    if (error) return error;
    const threadTs = text(given, "thread_ts") || null;
    if (threadTs !== null && !workspace.message(channel!.id, threadTs)) return refuse("thread_not_found");
    const message = workspace.post(channel!, content, threadTs);
    return { ok: true, channel: channel!.id, ts: message.ts, message: renderMessage(message, { withMetadata: true }) };
  },

  "chat.update"(workspace, given) {
    const channel = workspace.channelById(text(given, "channel"));
    const error = channelError(channel);
    if (error) return error;
    const message = workspace.message(channel!.id, text(given, "ts"));
    if (!message) return refuse("message_not_found");
    const content = { ...message, ...contentOf(given) };
    const invalid = contentError(content);
    if (invalid) return invalid;
    const { text: newText, blocks, metadata } = content;
    const edited = workspace.edit(message, { text: newText, blocks, metadata: metadata ?? message.metadata });
    return {
      ok: true,
      channel: channel!.id,
      ts: edited.ts,
      text: edited.text,
      message: renderMessage(edited, { withMetadata: true }),
    };
  },

  "conversations.history"(workspace, given) {
    const channel = workspace.channelById(text(given, "channel"));
    const error = channelError(channel);
    if (error) return error;
    const oldest = text(given, "oldest");
    const latest = text(given, "latest");
    const isInclusive = text(given, "inclusive") === "true" || text(given, "inclusive") === "1";
    const within = (ts: string) =>
      (!oldest || ts > oldest || (isInclusive && ts === oldest)) &&
      (!latest || ts < latest || (isInclusive && ts === latest));
    const messages = workspace
      .messages(channel!.id)
      .filter(({ ts, threadTs }) => within(ts) && (threadTs === null || threadTs === ts))
      .toReversed();
    return page(messages, given, workspace.settings.historyPage);
  },

  "conversations.replies"(workspace, given) {
    const channel = workspace.channelById(text(given, "channel"));
    const error = channelError(channel);
    if (error) return error;
    const ts = text(given, "ts");
    const oldest = text(given, "oldest");
    const thread = workspace.messages(channel!.id).filter((message) => message.ts === ts || message.threadTs === ts);
    if (thread.length === 0) return refuse("thread_not_found");
    // The message that was answered comes first, whatever span was asked for.
    return page(
      thread.filter((message) => message.ts === ts || !oldest || message.ts > oldest),
      given,
      workspace.settings.historyPage,
    );
  },

  /** Without `types` Slack lists public channels only, and private ones only where the app is a member. */
  "conversations.list"(workspace, given) {
    const limit = Math.min(1000, Number(text(given, "limit") || 100));
    const offset = Number(text(given, "cursor") || 0);
    const hidesArchived = text(given, "exclude_archived") === "true";
    const types = (text(given, "types") || "public_channel").split(",");
    const all = workspace.channels().filter(({ userId, isArchived, isPrivate, isMember }) => {
      const type = isPrivate ? "private_channel" : "public_channel";
      return userId === null && types.includes(type) && (isMember || !isPrivate) && !(hidesArchived && isArchived);
    });
    return {
      ok: true,
      channels: all.slice(offset, offset + limit).map(renderChannel),
      response_metadata: { next_cursor: all.length > offset + limit ? String(offset + limit) : "" },
    };
  },

  "conversations.open"(workspace, given) {
    const [userId = ""] = text(given, "users").split(",");
    if (!/^[UW][A-Z0-9]+$/.test(userId)) return refuse("user_not_found");
    return { ok: true, channel: { id: workspace.directMessage(userId).id } };
  },

  "conversations.info"(workspace, given) {
    const channel = workspace.channelById(text(given, "channel"));
    if (!channel) return refuse("channel_not_found");
    return { ok: true, channel: renderChannel(channel) };
  },

  "views.open"(workspace, given) {
    const triggerId = text(given, "trigger_id");
    if (triggerId === "") return refuse("invalid_trigger_id");
    const view = given["view"] as Readonly<Record<string, unknown>> | undefined;
    const faults = view === undefined ? ["[ERROR] missing required field: view"] : viewFaults(view);
    if (faults.length > 0) return refuse("invalid_arguments", { response_metadata: { messages: faults } });
    workspace.windows.push({ triggerId, view: view! });
    return { ok: true, view: { id: "V0REVWATCH", ...view } };
  },

  "apps.connections.open": ({ address, socketMode }) => ({
    ok: true,
    url: `${address.replace(/^http/, "ws")}${socketMode.issueTicket()}`,
  }),

  "users.info"({ settings }, given) {
    const id = text(given, "user");
    if (!/^[UW][A-Z0-9]+$/.test(id)) return refuse("user_not_found");
    return {
      ok: true,
      user: { id, team_id: settings.teamId, name: id.toLowerCase(), deleted: false, is_bot: id === "U0REVWATCH" },
    };
  },
};

function renderChannel({ id, name, isMember, isArchived, isPrivate, userId }: SlackChannel): object {
  return {
    id,
    name,
    is_channel: userId === null,
    is_im: userId !== null,
    is_private: isPrivate || userId !== null,
    is_member: isMember,
    is_archived: isArchived,
  };
}

function contentOf(given: Arguments): MessageContent {
  const blocks = Array.isArray(given["blocks"]) ? (given["blocks"] as unknown[]) : [];
  return { text: text(given, "text"), blocks, metadata: given["metadata"] ?? null };
}

function channelError(channel: SlackChannel | undefined): Reply | null {
  if (!channel) return refuse("channel_not_found");
  if (channel.isArchived) return refuse("is_archived");
  return channel.isMember ? null : refuse("not_in_channel");
}

function contentError({ text: fallback, blocks }: MessageContent): Reply | null {
  if (fallback === "" && blocks.length === 0) return refuse("no_text");
  if (fallback.length > maxTextCharacters) return refuse("msg_too_long");
  const faults = blockFaults(blocks);
  if (faults.length > 0)
    return refuse("invalid_blocks", {
      errors: faults.map((fault) => fault.replace("[ERROR] ", "")),
      response_metadata: { messages: faults },
    });
  return JSON.stringify(blocks).length > maxBlockCharacters * 4 || visibleCharacters(blocks) > maxBlockCharacters
    ? refuse("msg_blocks_too_long")
    : null;
}

/** Characters that a reader sees, in any nested text. */
function visibleCharacters(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + visibleCharacters(item), 0);
  if (typeof value !== "object" || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [name, inner]) =>
      sum + (name === "text" && typeof inner === "string" ? inner.length : visibleCharacters(inner)),
    0,
  );
}

/** At most 999, as Slack says, or less for apps that it holds short. */
function page(messages: readonly SlackMessage[], given: Arguments, mostPerPage = 999): Reply {
  const limit = Math.min(mostPerPage, Number(text(given, "limit") || 100));
  const offset = Number(text(given, "cursor") || 0);
  if (!Number.isInteger(offset) || offset < 0 || offset > messages.length) return refuse("invalid_cursor");
  const hasMore = messages.length > offset + limit;
  const withMetadata = text(given, "include_all_metadata") === "true" || text(given, "include_all_metadata") === "1";
  return {
    ok: true,
    messages: messages.slice(offset, offset + limit).map((message) => renderMessage(message, { withMetadata })),
    has_more: hasMore,
    response_metadata: { next_cursor: hasMore ? String(offset + limit) : "" },
  };
}
