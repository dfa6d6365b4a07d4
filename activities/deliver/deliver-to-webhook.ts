import type { WebhookBody } from "../../connectors/webhook/channel.ts";
import { renderAlertForWebhook } from "../../reports/alert/webhook.ts";
import { webhookEvent } from "../../reports/webhook/event.ts";
import { notSetUp, reportsGoByEmail, type Sender } from "./attempt.ts";
import { asHeard } from "./as-heard.ts";
import { deliverAlone, type Body } from "./deliver-alone.ts";
import { digestToSend } from "./digest.ts";
import { readSummary } from "./read-summary.ts";

/** One attempt to post to a webhook. A repetition carries the same `webhook-id`. */
export const deliverToWebhook: Sender = async (world, claim) => {
  const webhook = world.webhook?.() ?? null;
  return webhook === null
    ? notSetUp("the webhook", "a `webhook:` section")
    : deliverAlone(webhook, bodyOf, world, claim);
};

const bodyOf: Body<WebhookBody> = async (world, row) => {
  switch (row.message.kind) {
    case "alert":
      return renderAlertForWebhook((await asHeard(world.db, row, row.message.alert)).alert, row.created_at);
    case "digest": {
      const read = await digestToSend(world, row);
      if ("ended" in read) return read;
      const { dashboardUrl, ...digest } = read;
      const lines = digest.lines.map(({ acknowledge: _acknowledge, ...line }) => line);
      return webhookEvent("alerts.digest", row.created_at.toISOString(), { ...digest, lines, url: dashboardUrl });
    }
    case "drill":
      return webhookEvent("revwatch.drill", row.created_at.toISOString(), { ...row.message.drill });
    case "graduated":
      return webhookEvent("checks.graduated", row.created_at.toISOString(), { ...row.message.graduation });
    case "restored": {
      const summary = await readSummary(world, row.message, row.address);
      return webhookEvent("revwatch.restored", row.created_at.toISOString(), { ...summary });
    }
    case "weekly-report":
      return reportsGoByEmail;
  }
};
