import { LogLevel, WebClient, type ChatPostMessageArguments } from "@slack/web-api";
import type { DeliveryOutcome } from "../delivery-outcome.ts";
import { explainSlackError } from "./errors.ts";
import { findDelivery } from "./find-delivery.ts";
import type { SlackPlace } from "./place.ts";

/** Blocks and the plain text that notifications and screen readers use. */
export interface SlackBody {
  readonly text: string;
  readonly blocks: readonly unknown[];
}

/** As whom a token speaks. */
export interface SlackIdentity {
  /** The workspace's name. */
  readonly team: string;
  readonly teamId: string;
  readonly user: string;
}

export interface SlackChannel {
  /**
   * Sends one message, once. Slack has no idempotency key, so every message carries its delivery key as metadata, and
   * an attempt after an uncertain one looks for it first.
   *
   * @param to - A channel id, "#channel" or a person's id.
   * @param thread - The message that this one answers; null for a message of its own.
   */
  post(
    to: string,
    body: SlackBody,
    deliveryKey: string,
    thread: SlackPlace | null,
    isUncertain: boolean,
    since: Date,
  ): Promise<DeliveryOutcome>;
  /** Edits a message. Doing it twice changes nothing. */
  update(place: SlackPlace, body: SlackBody): Promise<DeliveryOutcome>;
  /** Asks Slack who we are. @throws {Error} With Slack's own word for what is wrong. */
  whoAmI(): Promise<SlackIdentity>;
}

const timeoutMs = 10_000;

/** Looks for a message that may have arrived. As long as Slack does not say, its end stays uncertain. */
async function look(...place: Parameters<typeof findDelivery>): Promise<DeliveryOutcome | null> {
  try {
    const found = await findDelivery(...place);
    return found === null ? null : { ended: "sent", externalId: found.ts, place: found };
  } catch (error) {
    const outcome = explainSlackError(error);
    const retryAfterMs = "retryAfterMs" in outcome ? outcome.retryAfterMs : lookAgainMs;
    return { ended: "uncertain", reason: outcome.reason, retryAfterMs };
  }
}
const lookAgainMs = 5_000;

/**
 * Opens one workspace.
 *
 * @param address - Where Slack lives, such as "https://slack.com".
 * @param token - Called for each message, so that a rotated token is used at once.
 */
export function openSlack({ address, token }: { readonly address: string; readonly token: () => string }): SlackChannel {
  // The package's own retries post a message twice when an answer is lost, so they are off: the outbox tries again.
  const connect = () =>
    new WebClient(token(), {
      slackApiUrl: new URL("/api/", address).href,
      retryConfig: { retries: 0 },
      // What goes wrong is in the outcome; the package would print it beside that.
      logLevel: LogLevel.ERROR,
      rejectRateLimitedCalls: true,
      timeout: timeoutMs,
      allowAbsoluteUrls: false,
    });

  return {
    async post(to, body, deliveryKey, thread, isUncertain, since) {
      try {
        const slack = connect();
        if (isUncertain) {
          const found = await look(slack, to, deliveryKey, thread, since);
          if (found !== null) return found;
        }
        const answer = await slack.chat.postMessage({
          channel: thread?.channelId ?? to,
          text: body.text,
          blocks: body.blocks,
          unfurl_links: false,
          metadata: { event_type: "revwatch_delivery", event_payload: { delivery_key: deliveryKey } },
          ...(thread === null ? {} : { thread_ts: thread.ts }),
        } as ChatPostMessageArguments);
        return { ended: "sent", externalId: answer.ts!, place: { channelId: answer.channel!, ts: answer.ts! } };
      } catch (error) {
        return explainSlackError(error);
      }
    },

    async update(place, body) {
      try {
        await connect().chat.update({ channel: place.channelId, ts: place.ts, text: body.text, blocks: body.blocks as never });
        return { ended: "sent", externalId: place.ts, place };
      } catch (error) {
        const outcome = explainSlackError(error);
        // An edit may be done twice, so an uncertain end is simply tried again.
        return outcome.ended === "uncertain" ? { ...outcome, ended: "not-sent" } : outcome;
      }
    },

    async whoAmI() {
      const answer = await connect().auth.test();
      return { team: answer.team ?? "", teamId: answer.team_id ?? "", user: answer.user ?? "" };
    },
  };
}
