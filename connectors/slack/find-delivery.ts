import type { ConversationsHistoryResponse, WebClient } from "@slack/web-api";
import { mayNotLook } from "./error-words.ts";
import { wordOf } from "./errors.ts";
import type { SlackPlace } from "./place.ts";

/** Clocks differ a little between us and Slack. */
const marginSeconds = 60;
/** Slack recommends no more than this for one page. */
const pageSize = 200;

export interface Sought {
  /** A channel id, "#channel" or a person's id. */
  readonly to: string;
  readonly deliveryKey: string;
  /** The message that it answers; null for a message of its own. */
  readonly thread: SlackPlace | null;
  /** When the first attempt whose end is not known began. */
  readonly since: Date;
}

/**
 * Looks, page after page, whether a message with this delivery key arrived after all. Null when it did not, or when the
 * app may not read the channel: then a second message is better than none.
 *
 * @throws {Error} When Slack gives no answer; then the message waits for the next attempt.
 */
export async function findDelivery(slack: WebClient, sought: Sought): Promise<SlackPlace | null> {
  try {
    return await search(slack, sought);
  } catch (error) {
    if (mayNotLook.has(wordOf(error) ?? "")) return null;
    throw error;
  }
}

async function search(slack: WebClient, { to, deliveryKey, thread, since }: Sought): Promise<SlackPlace | null> {
  const channel = thread?.channelId ?? (await channelIdOf(slack, to));
  const oldest = String(since.getTime() / 1000 - marginSeconds);
  const asked = { channel, oldest, include_all_metadata: true, limit: pageSize };
  const seen = new Set<string>();
  for (let cursor: string | undefined; ;) {
    const page = { ...asked, ...(cursor && { cursor }) };
    const answer: ConversationsHistoryResponse =
      thread === null
        ? await slack.conversations.history(page)
        : ((await slack.conversations.replies({ ...page, ts: thread.ts })) as ConversationsHistoryResponse);
    const found = answer.messages?.find(({ metadata }) => keyIn(metadata) === deliveryKey);
    if (found?.ts !== undefined) return { channelId: channel, ts: found.ts };
    cursor = answer.response_metadata?.next_cursor || undefined;
    if (cursor === undefined) return null;
    if (seen.has(cursor)) throw new Error("Slack's list of messages turns in a circle.");
    seen.add(cursor);
  }
}

function keyIn(metadata: unknown): unknown {
  const payload = (metadata as { readonly event_payload?: Readonly<Record<string, unknown>> } | undefined)
    ?.event_payload;
  return payload?.["delivery_key"];
}

const channelPage = { types: "public_channel,private_channel", exclude_archived: true, limit: 1000 };

/** Slack posts to a name as well, but looks things up by id only. */
async function channelIdOf(slack: WebClient, to: string): Promise<string> {
  if (/^[UW]/.test(to)) return directChannel(slack, to);
  if (!to.startsWith("#")) return to;
  for (let cursor: string | undefined; ;) {
    const page = await slack.conversations.list({ ...channelPage, ...(cursor && { cursor }) });
    const id = page.channels?.find(({ name }) => name === to.slice(1))?.id;
    cursor = page.response_metadata?.next_cursor || undefined;
    if (id !== undefined || cursor === undefined) return id ?? to;
  }
}

async function directChannel(slack: WebClient, userId: string): Promise<string> {
  const { channel } = await slack.conversations.open({ users: userId });
  return channel?.id ?? userId;
}
