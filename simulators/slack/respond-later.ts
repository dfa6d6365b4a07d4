import { z } from "zod";
import type { Workspace } from "./workspace.ts";

const ResponseInput = z.object({
  text: z.string().optional(),
  blocks: z.array(z.unknown()).optional(),
  replace_original: z.boolean().optional(),
  /** Slack's default is that only the person who pressed sees it. */
  response_type: z.enum(["ephemeral", "in_channel"]).optional(),
});

/**
 * An app's later word on a pressed button, sent to the `response_url`: it replaces the message, adds one, or is seen by
 * the person who pressed alone. False for an unknown URL.
 */
export function respondLater(workspace: Workspace, path: string, bodyText: string): boolean {
  const [, , channelPart = "", ts = ""] = path.split("/");
  const channel = workspace.channel(decodeURIComponent(channelPart));
  const message = channel && workspace.message(channel.id, ts);
  if (!message) return false;
  const body = ResponseInput.parse(JSON.parse(bodyText));
  const content = { text: body.text ?? "", blocks: body.blocks ?? [], metadata: message.metadata };
  if (body.replace_original === true) workspace.edit(message, content);
  else if (body.response_type !== "in_channel") workspace.whispers.push({ channel: channel.id, text: content.text });
  else workspace.post(channel, content, null);
  return true;
}
