import { ChannelUnusable, missingSecret, type DeliveryOutcome, type SendingChannel } from "../delivery-outcome.ts";
import { explainAnswer, explainSilence } from "../outside/explain-post.ts";
import { guardedRequest, type GuardedRequest } from "../outside/guarded-request.ts";
import { readKey, signedHeaders, webhookId } from "./sign.ts";
import { webhookStatuses } from "./statuses.ts";

/** What is posted: a word for what happened, when, and the facts. */
export interface WebhookBody {
  /** Such as "alert.opened". */
  readonly type: string;
  /** ISO 8601: when it happened, whenever it is sent. */
  readonly timestamp: string;
  readonly data: unknown;
}

/** One place in config. Address and keys are read when they are used. */
export interface WebhookTarget {
  readonly address: () => string;
  /** The first is the one in use; another one signs as well while the two sides change over. */
  readonly keys: readonly (() => string)[];
  readonly allowPrivate: boolean;
}

export interface WebhookChannel extends SendingChannel<WebhookBody> {
  /** Asks the address without posting. @throws {ChannelUnusable} When it cannot be posted to. */
  verify(to: string): Promise<void>;
}

export interface WebhookOptions {
  readonly target: (name: string) => WebhookTarget | null;
  readonly now?: () => Date;
  readonly timeoutMs?: number;
  readonly resolve?: GuardedRequest["resolve"];
}

const who = "the webhook";
const where = "its address under webhook: in revwatch.yaml";
/** The whole has to end before the outbox takes the attempt for lost. */
const usualTimeoutMs = 15_000;

/** Opens every webhook of the config. A name that the config no longer has is barred. */
export function openWebhook({ target, now = () => new Date(), timeoutMs = usualTimeoutMs, resolve }: WebhookOptions) {
  const post = (url: string, allowPrivate: boolean, more: Partial<GuardedRequest>) =>
    guardedRequest({ url, allowPrivate, timeoutMs, ...(resolve === undefined ? {} : { resolve }), ...more });

  return {
    async send(to, body, deliveryKey) {
      const found = target(to);
      if (found === null) return noTarget(to);
      const id = webhookId(deliveryKey);
      const read = readTarget(found);
      if ("ended" in read) return read;
      const text = JSON.stringify(body);
      try {
        const headers = { "content-type": "application/json", ...signedHeaders(id, now(), text, read.keys) };
        const answer = await post(read.url, found.allowPrivate, { method: "POST", headers, body: text });
        return explainAnswer(webhookStatuses, who, answer, { id, now: now() });
      } catch (error) {
        return explainSilence(who, where, error);
      }
    },

    async verify(to) {
      const found = target(to);
      const read = found === null ? noTarget(to) : readTarget(found);
      if ("ended" in read) throw new ChannelUnusable(read);
      // Any answer at all shows that it can be reached; only a message would show that it is taken.
      const outcome = await post(read.url, found!.allowPrivate, {}).then(
        () => null,
        (error: unknown) => explainSilence(who, where, error),
      );
      if (outcome !== null && outcome.ended !== "sent") throw new ChannelUnusable(outcome);
    },
  } satisfies WebhookChannel;
}

type Bar = DeliveryOutcome & { readonly ended: "barred" };

function readTarget({
  address,
  keys,
}: WebhookTarget): { readonly url: string; readonly keys: readonly Buffer[] } | Bar {
  try {
    const read = keys.map((key) => readKey(key()));
    const usable = read.filter((key) => key !== null);
    if (usable.length < read.length)
      return {
        ended: "barred",
        reach: "place",
        reason: "a signing key of the webhook is none of Standard Webhooks",
        remedy: "make one: whsec_ and 24 to 64 random bytes in base64",
      };
    return { url: address(), keys: usable };
  } catch (error) {
    return { ...missingSecret(error), reach: "place" };
  }
}

function noTarget(to: string): Bar {
  return {
    ended: "barred",
    reach: "place",
    reason: `the config has no webhook named ${to}`,
    remedy: "add it under webhook.targets: in revwatch.yaml, or correct the receiver",
  };
}
