import type { WebClient } from "@slack/web-api";
import { explainSlackError } from "./errors.ts";
import type { SlackPlace } from "./place.ts";

/** Clocks differ a little between us and Slack. */
const marginSeconds = 60;

interface Message {
  readonly ts?: string;
  readonly metadata?: { readonly event_payload?: Record<string, unknown> };
}

/**
 * Looks whether a message with this delivery key arrived after all; null when it did not, or when the app may not
 * read the channel: then a second message is better than none.
 *
 * @throws {Error} When Slack gives no answer; then the message waits for the next attempt.
 */
export async function findDelivery(...place: Parameters<typeof search>): Promise<SlackPlace | null> {
  try {
    return await search(...place);
  } catch (error) {
    if (isRefusal(error)) return null;
    throw error;
  }
}

/** Slack will not let us look, now or later. */
function isRefusal(error: unknown): boolean {
  const { ended } = explainSlackError(error);
  return ended === "refused" || ended === "barred";
}

async function search(
  slack: WebClient,
  to: string,
  deliveryKey: string,
  thread: SlackPlace | null,
  since: Date,
): Promise<SlackPlace | null> {
  const channel = thread?.channelId ?? (await channelIdOf(slack, to));
  const oldest = String(since.getTime() / 1000 - marginSeconds);
  const answer =
    thread === null
      ? await slack.conversations.history({ channel, oldest, include_all_metadata: true, limit: 200 })
      : await slack.conversations.replies({ channel, ts: thread.ts, oldest, include_all_metadata: true, limit: 200 });
  const found = ((answer.messages ?? []) as readonly Message[]).find(
    ({ metadata }) => metadata?.event_payload?.["delivery_key"] === deliveryKey,
  );
  return found?.ts === undefined ? null : { channelId: channel, ts: found.ts };
}

const channelPage = { types: "public_channel,private_channel", exclude_archived: true, limit: 1000 };

/** Slack posts to a name as well, but looks things up by id only. */
async function channelIdOf(slack: WebClient, to: string): Promise<string> {
  if (to.startsWith("U")) return directChannel(slack, to);
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
