import type { SlackMessage } from "./workspace.ts";

/** A message as Slack's API shows it. */
export function renderMessage(message: SlackMessage, { withMetadata }: { withMetadata: boolean }): unknown {
  const { ts, threadTs, text, blocks, metadata, edits } = message;
  return {
    type: "message",
    subtype: "bot_message",
    user: "U0REVWATCH",
    bot_id: "B0REVWATCH",
    ts,
    text,
    ...(blocks.length > 0 && { blocks }),
    ...(threadTs !== null && { thread_ts: threadTs }),
    ...(edits.length > 0 && { edited: { user: "U0REVWATCH", ts } }),
    ...(withMetadata && metadata !== null && { metadata }),
  };
}
