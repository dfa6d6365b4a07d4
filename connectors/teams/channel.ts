import { createHash } from "node:crypto";
import { ChannelUnusable, missingSecret, type DeliveryOutcome, type SendingChannel } from "../delivery-outcome.ts";
import { explainAnswer, explainSilence } from "../outside/explain-post.ts";
import { guardedRequest, type GuardedRequest } from "../outside/guarded-request.ts";
import { teamsStatuses } from "./statuses.ts";

/** An Adaptive Card. */
export type TeamsBody = Readonly<Record<string, unknown>>;

/** One workflow "when a Teams webhook request is received", whose address holds its own secret. */
export interface TeamsTarget {
  readonly address: () => string;
  readonly allowPrivate: boolean;
}

export interface TeamsChannel extends SendingChannel<TeamsBody> {
  /** Asks the address without posting. @throws {ChannelUnusable} When it cannot be posted to. */
  verify(to: string): Promise<void>;
}

export interface TeamsOptions {
  readonly target: (name: string) => TeamsTarget | null;
  readonly now?: () => Date;
  readonly timeoutMs?: number;
  readonly resolve?: GuardedRequest["resolve"];
}

const who = "the Teams workflow";
const where = "its address under teams: in revwatch.yaml";
const usualTimeoutMs = 15_000;
/** Teams takes no more in one message. */
const mostBytes = 28 * 1024;

/** Opens every Teams workflow of the config. A name that the config no longer has is barred. */
export function openTeams({ target, now = () => new Date(), timeoutMs = usualTimeoutMs, resolve }: TeamsOptions) {
  const ask = (url: string, allowPrivate: boolean, more: Partial<GuardedRequest>) =>
    guardedRequest({ url, allowPrivate, timeoutMs, ...(resolve === undefined ? {} : { resolve }), ...more });

  return {
    async send(to, card, deliveryKey) {
      const found = target(to);
      if (found === null) return noTarget(to);
      const url = readAddress(found);
      if (typeof url !== "string") return url;
      const id = teamsId(deliveryKey);
      const body = JSON.stringify(envelopeOf(card, id));
      if (Buffer.byteLength(body) > mostBytes)
        return { ended: "refused", reach: "message", reason: "the card is larger than Teams takes (28 KB)" };
      try {
        const headers = { "content-type": "application/json", "x-revwatch-delivery": id };
        const answer = await ask(url, found.allowPrivate, { method: "POST", headers, body });
        return explainAnswer(teamsStatuses, who, answer, { id, now: now() });
      } catch (error) {
        return explainSilence(who, where, error);
      }
    },

    async verify(to) {
      const found = target(to);
      const url = found === null ? noTarget(to) : readAddress(found);
      if (typeof url !== "string") throw new ChannelUnusable(url);
      const outcome = await ask(url, found!.allowPrivate, {}).then(
        () => null,
        (error: unknown) => explainSilence(who, where, error),
      );
      if (outcome !== null && outcome.ended !== "sent") throw new ChannelUnusable(outcome);
    },
  } satisfies TeamsChannel;
}

/** The same for each attempt at one delivery, so that whoever builds on the workflow can tell a repetition. */
export function teamsId(deliveryKey: string): string {
  return createHash("sha256").update(deliveryKey).digest("hex").slice(0, 32);
}

function envelopeOf(card: TeamsBody, id: string): unknown {
  return {
    type: "message",
    deliveryId: id,
    attachments: [{ contentType: "application/vnd.microsoft.card.adaptive", contentUrl: null, content: card }],
  };
}

type Bar = DeliveryOutcome & { readonly ended: "barred" };

function readAddress({ address }: TeamsTarget): string | Bar {
  try {
    return address();
  } catch (error) {
    return { ...missingSecret(error), reach: "place" };
  }
}

function noTarget(to: string): Bar {
  return {
    ended: "barred",
    reach: "place",
    reason: `the config has no Teams workflow named ${to}`,
    remedy: "add it under teams.targets: in revwatch.yaml, or correct the receiver",
  };
}
