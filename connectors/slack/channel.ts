import { LogLevel, WebClient, type ChatPostMessageArguments } from "@slack/web-api";
import { ChannelUnusable, missingSecret, type DeliveryOutcome } from "../delivery-outcome.ts";
import { explainSlackError } from "./errors.ts";
import { findDelivery, type Sought } from "./find-delivery.ts";
import { limitedFetch } from "./limited-fetch.ts";
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

export interface SlackPost {
  /** A channel id, "#channel" or a person's id. */
  readonly to: string;
  readonly body: SlackBody;
  readonly deliveryKey: string;
  /** The message that this one answers; null for a message of its own. */
  readonly thread: SlackPlace | null;
}

export interface SlackChannel {
  /** Sends one message, once. Slack has no idempotency key, so every message carries its delivery key as metadata. */
  post(message: SlackPost): Promise<DeliveryOutcome>;
  /**
   * Looks for a message that may have arrived; null when it certainly did not, or when we may not look. As long as
   * Slack does not say, the end of the delivery is not known: `uncertain`, or `barred` while nothing gets in at all.
   */
  find(sought: Sought): Promise<DeliveryOutcome | null>;
  /** Edits a message. Doing it twice changes nothing. */
  update(place: SlackPlace, body: SlackBody): Promise<DeliveryOutcome>;
  /** Opens a window for the person who pressed a moment ago. @throws {ChannelUnusable} When Slack does not open it. */
  openWindow(triggerId: string, view: object): Promise<void>;
  /** Asks Slack who we are. @throws {ChannelUnusable} With Slack's own word for what is wrong. */
  whoAmI(): Promise<SlackIdentity>;
}

const defaultTimeoutMs = 10_000;
const lookAgainMs = 5_000;

/** The token cannot be read, so nobody was asked. */
class NoToken extends Error {
  override readonly name = "NoToken";
  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

const explain = (error: unknown) => (error instanceof NoToken ? missingSecret(error) : explainSlackError(error));

export interface SlackOptions {
  /** Where Slack lives, such as "https://slack.com". */
  readonly address: string;
  /** Called for each message, so that a rotated token is used at once. */
  readonly token: () => string;
  /** After this long without an answer, an attempt counts as lost. */
  readonly timeoutMs?: number;
}

/** Opens one workspace. */
export function openSlack({ address, token, timeoutMs = defaultTimeoutMs }: SlackOptions): SlackChannel {
  // The package's own retries post a message twice when an answer is lost, so they are off: the outbox tries again.
  const connect = () => {
    let secret: string;
    try {
      secret = token();
    } catch (error) {
      throw new NoToken(error);
    }
    return new WebClient(secret, {
      slackApiUrl: new URL("/api/", address).href,
      retryConfig: { retries: 0 },
      // What goes wrong is in the outcome; the package would print it beside that.
      logLevel: LogLevel.ERROR,
      rejectRateLimitedCalls: true,
      timeout: timeoutMs,
      fetch: limitedFetch,
      allowAbsoluteUrls: false,
    });
  };

  return {
    async post({ to, body, deliveryKey, thread }) {
      try {
        const answer = await connect().chat.postMessage({
          channel: thread?.channelId ?? to,
          text: body.text,
          blocks: body.blocks,
          unfurl_links: false,
          // A record's name can be the address of a picture.
          unfurl_media: false,
          metadata: { event_type: "revwatch_delivery", event_payload: { delivery_key: deliveryKey } },
          ...(thread === null ? {} : { thread_ts: thread.ts }),
        } as ChatPostMessageArguments);
        if (answer.ts === undefined || answer.channel === undefined)
          return { ended: "uncertain", reason: "Slack's answer names no message", retryAfterMs: lookAgainMs };
        return { ended: "sent", externalId: answer.ts, place: { channelId: answer.channel, ts: answer.ts } };
      } catch (error) {
        return explain(error);
      }
    },

    async find(sought) {
      try {
        const place = await findDelivery(connect(), sought);
        return place === null ? null : { ended: "sent", externalId: place.ts, place };
      } catch (error) {
        const outcome = explain(error);
        if (outcome.ended === "barred") return outcome;
        const wait = "retryAfterMs" in outcome ? outcome : { retryAfterMs: lookAgainMs };
        return {
          ...wait,
          ended: "uncertain",
          reason: `it may have arrived, and Slack does not say: ${outcome.reason}`,
        };
      }
    },

    async update(place, body) {
      try {
        await connect().chat.update({
          channel: place.channelId,
          ts: place.ts,
          text: body.text,
          blocks: body.blocks as never,
        });
        return { ended: "sent", externalId: place.ts, place };
      } catch (error) {
        const outcome = explain(error);
        // An edit may be done twice, so an uncertain end is simply tried again.
        return outcome.ended === "uncertain" ? { ...outcome, ended: "not-sent" } : outcome;
      }
    },

    async openWindow(triggerId, view) {
      try {
        await connect().views.open({ trigger_id: triggerId, view: view as never });
      } catch (error) {
        throw new ChannelUnusable(explain(error));
      }
    },

    async whoAmI() {
      try {
        const answer = await connect().auth.test();
        return { team: answer.team ?? "", teamId: answer.team_id ?? "", user: answer.user ?? "" };
      } catch (error) {
        throw new ChannelUnusable(explain(error));
      }
    },
  };
}
