/**
 * How an attempt to deliver ended. `uncertain` is the dangerous one: the message may have arrived, so the next attempt
 * looks before it sends. `barred`: it is the way that is closed and not the message that is wrong; nothing was sent,
 * and the message waits until a person has opened the way. `refused`: this message will not be taken, now or later.
 */
export type DeliveryOutcome =
  | {
      readonly ended: "sent";
      readonly externalId: string;
      readonly place?: { readonly channelId: string; readonly ts: string };
    }
  | Refusal
  | Bar
  | (Wait & { readonly ended: "not-sent" })
  | (Wait & { readonly ended: "uncertain" });

export interface Refusal {
  readonly ended: "refused";
  readonly reason: string;
  /** `thread`: the message that it edits or answers is gone, so it has to be said in a new one. */
  readonly reach: "message" | "thread";
}

export interface Bar {
  readonly ended: "barred";
  /** Such as "Slack says is_archived". */
  readonly reason: string;
  /** What a person has to do. */
  readonly remedy: string;
  /** Whether nothing goes out by this channel, or only nothing to this one address. */
  readonly reach: "channel" | "place";
}

interface Wait {
  readonly reason: string;
  readonly retryAfterMs: number;
  /** True when the other side named the time, false or left out for our own guess. */
  readonly isTold?: boolean;
  /** How far it reaches: the whole channel when left out, this one address, or this one message. */
  readonly reach?: "channel" | "place" | "message";
}

/** A channel on which each message stands alone: it can neither be edited nor looked for. */
export interface SendingChannel<Body> {
  /** Sends one message to one place, once. The same delivery key gives the same id, by which a repetition is known. */
  send(to: string, body: Body, deliveryKey: string): Promise<DeliveryOutcome>;
}

/** A token or password that cannot be read is no fault of the message: it waits until there is one. */
export function missingSecret(error: unknown): Bar {
  const said = error instanceof Error ? error.message : String(error);
  return { ended: "barred", reach: "channel", reason: "the secret of this channel cannot be read", remedy: said };
}

/** A channel that was tried without a message does not work. The package's own error quotes what a server says back. */
export class ChannelUnusable extends Error {
  override readonly name = "ChannelUnusable";
  readonly reason: string;
  /** Null where waiting is all that helps. */
  readonly remedy: string | null;

  constructor(outcome: Exclude<DeliveryOutcome, { ended: "sent" }>) {
    super(sayWhy(outcome));
    this.reason = outcome.reason;
    this.remedy = outcome.ended === "barred" ? outcome.remedy : null;
  }
}

/** Why a message did not go out, with the way out where there is one. */
export function sayWhy(outcome: Exclude<DeliveryOutcome, { ended: "sent" }>): string {
  return outcome.ended === "barred" ? `${outcome.reason}: ${outcome.remedy}` : outcome.reason;
}
