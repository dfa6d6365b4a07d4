import type { DeliveryOutcome } from "../../connectors/delivery-outcome.ts";
import type { SlackBody, SlackChannel } from "../../connectors/slack/channel.ts";
import { acknowledgementValue } from "./acknowledgement.ts";
import { renderDigestForSlack } from "../../reports/alert/digest.ts";
import { renderAlertForSlack, renderAlertReplyForSlack, renderPlainAlertForSlack } from "../../reports/alert/slack.ts";
import { reasonOf } from "../../domain/alerting/delivery-reason.ts";
import { placeOf } from "../../storage/channel-states.ts";
import { conversationOf, hasNewer } from "../../storage/renew-unsent.ts";
import type { SlackPlace } from "../../connectors/slack/place.ts";
import { answerBelow, type Claim } from "../../storage/outbox-claims.ts";
import type { OutboxRow } from "../../storage/outbox.ts";
import { findThread, saveThread } from "../../storage/slack-threads.ts";
import type { ActivityWorld } from "../world.ts";
import { drillWords } from "../../reports/drill/words.ts";
import { graduationWords } from "../../reports/graduation/words.ts";
import { renderPlainForSlack } from "../../reports/plain/slack.ts";
import { renderRestoredForSlack } from "../../reports/restored/slack.ts";
import { readSummary } from "./read-summary.ts";
import { isOperator } from "./is-operator.ts";
import { digestToSend } from "./digest.ts";
import { notSetUp, reportsGoByEmail, type Attempt, type Sender } from "./attempt.ts";

/** One attempt to bring a message to Slack, or to find out what became of the last one. */
export const deliverToSlack: Sender = async (world, claim) => {
  const slack = world.slack?.() ?? null;
  if (slack === null) return notSetUp("Slack", "a `slack:` section");
  switch (claim.row.message.kind) {
    case "alert":
      return deliverAlert(world, slack, claim);
    case "digest":
      return deliverDigest(world, slack, claim);
    case "drill":
    case "graduated": {
      const { message } = claim.row;
      const body = renderPlainForSlack(
        message.kind === "drill" ? drillWords(message.drill) : graduationWords(message.graduation),
      );
      return (await findEarlier(slack, claim, null, world.now())) ?? post(slack, claim.row, body, null);
    }
    case "restored": {
      const body = renderRestoredForSlack(await readSummary(world, claim.row.message, claim.row.address));
      return (await findEarlier(slack, claim, null, world.now())) ?? post(slack, claim.row, body, null);
    }
    case "weekly-report":
      return reportsGoByEmail;
  }
};

async function deliverAlert(world: ActivityWorld, slack: SlackChannel, claim: Claim): Promise<Attempt> {
  const name = conversationName(claim.row);
  const thread = claim.row.act === "open" ? null : await findThread(world.db, name);
  const row = thread?.isDigest === true ? await belowDigest(world, claim.row) : claim.row;
  if (row.act !== "open" && thread === null)
    return { ended: "refused", reach: "thread", reason: "the message that it belongs to was never sent" };
  // It says how many of what waited and names nobody; edited, it would show one alert in the place of all.
  if ((row.act === "update" || row.act === "redact") && thread!.isDigest)
    return { ended: "dropped", reason: "its first message was a digest, which names no one and is not edited" };
  const body = await bodyOf(world, row);
  if (row.act === "update") return slack.update(thread!, body);
  if (row.act === "redact" || row.act === "redact-reply") return redactIn(world, slack, row, { ...thread!, body });
  const found = await findEarlier(slack, claim, thread, world.now());
  if (found !== null) return afterPost(world, row, found);
  if (claim.isGathered || (claim.isUncertain && (await hasNewer(world.db, row))))
    return { ended: "absent", reason: "it did not arrive" };
  const outcome = await post(slack, row, body, thread);
  if (outcome.ended === "refused" && outcome.reach === "message")
    // The facts matter more than their form.
    return afterPost(world, row, await post(slack, row, plainBodyOf(row, outcome.reason), thread));
  return afterPost(world, row, outcome);
}

/** A digest is not edited: an end that no answer tells becomes one, so that whoever heard the beginning hears it. */
async function belowDigest({ db }: ActivityWorld, row: OutboxRow): Promise<OutboxRow> {
  if (row.act !== "update" || row.message.kind !== "alert" || row.message.alert.status !== "resolved") return row;
  const conversation = await conversationOf(db, row);
  const isAnswered = conversation.some(({ act, revision }) => act === "reply" && revision === row.revision);
  return isAnswered ? row : answerBelow(db, row);
}

/** Edits a message that named somebody who was deleted; a later state of a first message names nobody any more. */
async function redactIn(
  world: ActivityWorld,
  slack: SlackChannel,
  row: OutboxRow,
  { body, ...thread }: SlackPlace & { readonly body: SlackBody },
): Promise<Attempt> {
  if (row.act === "redact" && (await hasNewer(world.db, row)))
    return { ended: "dropped", reason: "a later edit names no one" };
  const place = row.act === "redact" ? thread : { ...thread, ts: row.external_id ?? thread.ts };
  const outcome = await slack.update(place, body);
  // Whoever deleted the message has done more.
  return outcome.ended === "refused" ? { ended: "dropped", reason: outcome.reason } : outcome;
}

/** What became of an attempt whose end nobody knows; null when it did not arrive, or when there was none. */
async function findEarlier(
  slack: SlackChannel,
  { row, isUncertain }: Claim,
  thread: SlackPlace | null,
  now: Date,
): Promise<DeliveryOutcome | null> {
  if (!isUncertain) return null;
  return slack.find({ to: placeOf(row), deliveryKey: row.delivery_key, thread, since: earliestOf(row, now) });
}

function post(
  slack: SlackChannel,
  row: OutboxRow,
  body: SlackBody,
  thread: SlackPlace | null,
): Promise<DeliveryOutcome> {
  return slack.post({ to: placeOf(row), deliveryKey: row.delivery_key, thread, body });
}

async function afterPost(world: ActivityWorld, row: OutboxRow, outcome: DeliveryOutcome): Promise<DeliveryOutcome> {
  if (row.act === "open" && outcome.ended === "sent" && outcome.place !== undefined)
    await saveThread(world.db, conversationName(row), outcome.place);
  return outcome;
}

/**
 * The row's own names: an alert that was handed over meanwhile has another name than its message had when it was
 * written.
 */
function conversationName(row: OutboxRow) {
  const alert = row.message.kind === "alert" ? row.message.alert : null;
  return {
    clientId: row.client_id,
    alertId: row.alert_id ?? alert?.alertId ?? "",
    episode: row.episode ?? alert?.episode ?? 0,
    receiver: row.receiver,
  };
}

async function bodyOf(world: ActivityWorld, row: OutboxRow): Promise<SlackBody> {
  if (row.message.kind !== "alert") throw new TypeError("Only alerts have such a body.");
  const alert = { ...row.message.alert, reason: reasonOf(row.message.alert, row.act === "open") };
  const audience = { isOperator: isOperator(world, row) };
  if (row.act === "reply" || row.act === "redact-reply") return renderAlertReplyForSlack(alert);
  if (alert.status === "resolved") return renderAlertForSlack(alert, null, audience);
  // Whoever hears of it for the first time did not hear of what is over by now.
  const told = row.act === "open" ? { ...alert, recovered: [] } : alert;
  const target = { ...conversationName(row), revision: row.revision || null };
  const assignees = world.client(row.client_id).receivers.filter(({ id }) => id !== row.receiver);
  const value = await acknowledgementValue(world, target);
  return renderAlertForSlack(told, { value, snooze: true, assignees, wrong: true }, audience);
}

function plainBodyOf(row: OutboxRow, reason: string): SlackBody {
  if (row.message.kind !== "alert") throw new TypeError("Only alerts have such a body.");
  return renderPlainAlertForSlack(row.message.alert, reason);
}

async function deliverDigest(world: ActivityWorld, slack: SlackChannel, claim: Claim): Promise<Attempt> {
  const found = await findEarlier(slack, claim, null, world.now());
  if (found !== null) return found;
  const digest = await digestToSend(world, claim.row);
  return "ended" in digest ? digest : post(slack, claim.row, renderDigestForSlack(digest), null);
}

/** Our clock may have been wrong by a day when it was written, when it was tried, and now. */
const clockMs = 25 * 3_600_000;

/**
 * From when a message may stand in Slack, whose clock is its own: a day too early costs some pages, too late a second
 * message.
 */
function earliestOf({ tried_at, created_at }: Pick<OutboxRow, "tried_at" | "created_at">, now: Date): Date {
  return new Date(Math.min((tried_at ?? created_at).getTime(), created_at.getTime(), now.getTime()) - clockMs);
}
