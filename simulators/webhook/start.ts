import { createHmac, timingSafeEqual } from "node:crypto";
import { startPosts, type PostsSimulator } from "../posts/start.ts";

export interface WebhookOptions {
  /** Keys that it trusts, `whsec_…`; any of them will do. */
  readonly keys: readonly string[];
  readonly now?: () => number;
  readonly port?: number;
}

/** Standard Webhooks proposes five minutes. */
const toleranceSeconds = 5 * 60;

/**
 * The receiving side of Standard Webhooks on loopback: it takes what one of its keys signed within the last five
 * minutes, answers 401 to the rest, and keeps every post, so that a repetition shows by its `webhook-id`.
 */
export function startWebhook({ keys, now = Date.now, port = 0 }: WebhookOptions): Promise<PostsSimulator> {
  const trusted = keys.map((key) => Buffer.from(key.replace(/^whsec_/, ""), "base64"));
  return startPosts(
    ({ headers, body }) => {
      const { "webhook-id": id = "", "webhook-timestamp": at = "", "webhook-signature": signatures = "" } = headers;
      if (id === "" || !/^\d+$/.test(at)) return { status: 400, body: "headers are missing" };
      if (Math.abs(now() / 1000 - Number(at)) > toleranceSeconds) return { status: 401, body: "too old" };
      const expected = trusted.map((key) => createHmac("sha256", key).update(`${id}.${at}.${body}`).digest());
      const isSigned = signatures
        .split(" ")
        .filter((signature) => signature.startsWith("v1,"))
        .map((signature) => Buffer.from(signature.slice(3), "base64"))
        .some((given) => expected.some((own) => own.length === given.length && timingSafeEqual(own, given)));
      return isSigned ? { status: 204, body: "" } : { status: 401, body: "no signature that is known" };
    },
    { now, port },
  );
}
