import { waitAfter } from "../domain/wait-after.ts";
import { renderAlertEmail } from "../reports/alert/email.ts";
import { renderAlertForSlack, renderAlertReplyForSlack } from "../reports/alert/slack.ts";
import { renderWeeklyEmail } from "../reports/weekly/email.ts";
import { signAcknowledgement } from "../reports/alert/acknowledgement-token.ts";
import { sayWhy, type DeliveryOutcome } from "../connectors/delivery-outcome.ts";
import type { EmailBody } from "../connectors/email/channel.ts";
import {
  claimNext,
  confirmSent,
  giveUp,
  leaveUncertain,
  nextDueAt,
  releaseUntil,
  standAside,
  type OutboxRow,
} from "../storage/outbox.ts";
import { findReport } from "../storage/reports.ts";
import { findThread, saveThread } from "../storage/slack-threads.ts";
import { acknowledgementKey } from "../storage/settings.ts";
import type { ActivityWorld } from "./world.ts";

export interface SendResult {
  readonly sent: boolean;
  /** ISO 8601: when to try the next one; null when the outbox is empty. */
  readonly nextDueAt: string | null;
}

/** So soon a token that was mended is noticed. */
const barredForMs = 60_000;

/** Tries this often, then gives up and says so. With the waits between them, that is most of a day. */
const maxAttempts = 60;

/**
 * Sends the client's next message and records how that ended. A crash at any point repeats nothing that was confirmed
 * and loses nothing: a message whose end is not known is looked for before it is sent again.
 */
export function makeSendNext(world: ActivityWorld) {
  const { db, now } = world;
  return async function sendNext({ clientId }: { readonly clientId: string }): Promise<SendResult> {
    const claim = await claimNext(db, clientId, now());
    if (claim === null) return { sent: false, nextDueAt: (await nextDueAt(db, clientId, now()))?.toISOString() ?? null };
    const outcome = await deliver(claim.row, claim.isUncertain);
    await settle(claim.row, claim.isUncertain, outcome);
    return { sent: outcome.ended === "sent", nextDueAt: (await nextDueAt(db, clientId, now()))?.toISOString() ?? null };
  };

  async function deliver(row: OutboxRow, isUncertain: boolean): Promise<DeliveryOutcome> {
    return row.channel === "slack" ? deliverToSlack(row, isUncertain) : deliverByEmail(row);
  }

  async function deliverToSlack(row: OutboxRow, isUncertain: boolean): Promise<DeliveryOutcome> {
    const slack = world.slack();
    if (slack === null || !("slack" in row.address))
      return {
        ended: "barred",
        reach: "channel",
        reason: "Slack is not set up",
        remedy: "add a `slack:` section to revwatch.yaml",
      };
    if (row.message.kind !== "alert") return { ended: "refused", reach: "message", reason: "only alerts go to Slack" };
    const { alert } = row.message;
    // The row's own names: an alert that was handed over meanwhile has another name than its message had when it was written.
    const target = { clientId: row.client_id, alertId: row.alert_id ?? alert.alertId, episode: row.episode ?? alert.episode };
    const name = { ...target, receiver: row.receiver };
    const value = signAcknowledgement(target, await acknowledgementKey(db));
    const body =
      row.act === "reply"
        ? renderAlertReplyForSlack(alert)
        : renderAlertForSlack(alert, alert.status === "open" ? { value } : null);

    const thread = row.act === "open" ? null : await findThread(db, name);
    if (row.act !== "open" && thread === null)
      return { ended: "refused", reach: "message", reason: "the message that it belongs to was never sent" };
    if (row.act === "update") return slack.update(thread!, body);
    const message = { to: row.address.slack, deliveryKey: row.delivery_key, thread, body };
    const found = isUncertain ? await slack.find({ ...message, since: row.created_at }) : null;
    const outcome = found ?? (await slack.post(message));
    if (row.act === "open" && outcome.ended === "sent" && outcome.place !== undefined) await saveThread(db, name, outcome.place);
    return outcome;
  }

  async function deliverByEmail(row: OutboxRow): Promise<DeliveryOutcome> {
    const email = world.email();
    if (email === null || !("email" in row.address))
      return {
        ended: "barred",
        reach: "channel",
        reason: "e-mail is not set up",
        remedy: "add an `email:` section to revwatch.yaml",
      };
    const body = await emailBody(row);
    return body === null
      ? { ended: "refused", reach: "message", reason: "the report that it belongs to is gone" }
      : email.send(row.address.email, body, row.delivery_key);
  }

  async function emailBody(row: OutboxRow): Promise<EmailBody | null> {
    if (row.message.kind === "alert") return renderAlertEmail(row.message.alert);
    const report = await findReport(db, row.client_id, row.message.period);
    return report === null ? null : renderWeeklyEmail(report);
  }

  async function settle(row: OutboxRow, isUncertain: boolean, outcome: DeliveryOutcome): Promise<void> {
    if (outcome.ended === "sent") return confirmSent(db, row, outcome.externalId, now());
    if (outcome.ended === "barred") {
      const notBefore = new Date(now().getTime() + barredForMs);
      return isUncertain ? leaveUncertain(db, row, notBefore, sayWhy(outcome)) : standAside(db, row, notBefore, sayWhy(outcome));
    }
    if (outcome.ended === "refused" || row.attempt + 1 >= maxAttempts) return giveUp(db, row, outcome.reason);
    const notBefore = new Date(now().getTime() + waitAfter(outcome, row.attempt, Math.random));
    return outcome.ended === "uncertain"
      ? leaveUncertain(db, row, notBefore, outcome.reason)
      : releaseUntil(db, row, notBefore, outcome.reason);
  }
}
