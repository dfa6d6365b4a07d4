import type { Workspace } from "./workspace.ts";

/** An app's later word on a pressed button, sent to the `response_url`: it replaces the message or adds one. False for an unknown URL. */
export function respondLater(workspace: Workspace, path: string, bodyText: string): boolean {
  const [, , channelPart = "", ts = ""] = path.split("/");
  const channel = workspace.channel(decodeURIComponent(channelPart));
  const message = channel && workspace.message(channel.id, ts);
  if (!message) return false;
  const body = JSON.parse(bodyText) as { text?: string; blocks?: unknown[]; replace_original?: boolean };
  const content = { text: body.text ?? "", blocks: body.blocks ?? [], metadata: message.metadata };
  if (body.replace_original === true) workspace.edit(message, content);
  else workspace.post(channel, content, null);
  return true;
}
