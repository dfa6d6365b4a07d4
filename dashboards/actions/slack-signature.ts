import { createHmac, timingSafeEqual } from "node:crypto";

const maxAgeSeconds = 5 * 60;

export interface SignedRequest {
  readonly signature: string | undefined;
  /** Seconds since 1970, as Slack writes them. */
  readonly timestamp: string | undefined;
  /** The body as it came: a parsed and rewritten one has another signature. */
  readonly body: string;
}

/** Whether Slack signed this request with our secret within the last five minutes. */
export function isFromSlack({ signature, timestamp, body }: SignedRequest, secret: string, now: Date): boolean {
  if (signature === undefined || timestamp === undefined || !/^\d{1,12}$/.test(timestamp)) return false;
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > maxAgeSeconds) return false;
  const expected = Buffer.from(`v0=${createHmac("sha256", secret).update(`v0:${timestamp}:${body}`).digest("hex")}`);
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
