import type { WatchNotice } from "../../domain/watch/notice.ts";
import { webhookEvent, type WebhookEvent } from "../webhook/event.ts";

/** What the watch says, for a program. */
export function renderWatchForWebhook(notice: WatchNotice, at: Date): WebhookEvent {
  const { act, severity, title, lines, more, url } = notice;
  return webhookEvent(`watch.${act === "told" ? "opened" : "resolved"}`, at.toISOString(), {
    severity,
    title,
    lines,
    more,
    url,
  });
}
