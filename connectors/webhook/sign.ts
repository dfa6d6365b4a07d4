import { createHash, createHmac } from "node:crypto";

/** A key of Standard Webhooks: "whsec_" and 24 to 64 bytes in base64. */
export function readKey(text: string): Buffer | null {
  const encoded = /^(?:whsec_)?([A-Za-z0-9+/]+={0,2})$/.exec(text)?.[1];
  const bytes = encoded === undefined ? null : Buffer.from(encoded, "base64");
  return bytes !== null && bytes.length >= 24 && bytes.length <= 64 ? bytes : null;
}

/** The same for each attempt at one delivery: by it the other side knows a repetition. */
export function webhookId(deliveryKey: string): string {
  return `msg_${createHash("sha256").update(deliveryKey).digest("hex").slice(0, 32)}`;
}

/**
 * The headers of Standard Webhooks (https://www.standardwebhooks.com). Each key signs, so that one can be exchanged for
 * another while both sides run.
 */
export function signedHeaders(
  id: string,
  at: Date,
  body: string,
  keys: readonly Buffer[],
): Readonly<Record<"webhook-id" | "webhook-timestamp" | "webhook-signature", string>> {
  const seconds = String(Math.floor(at.getTime() / 1000));
  const signatures = keys.map(
    (key) => `v1,${createHmac("sha256", key).update(`${id}.${seconds}.${body}`).digest("base64")}`,
  );
  return { "webhook-id": id, "webhook-timestamp": seconds, "webhook-signature": signatures.join(" ") };
}
