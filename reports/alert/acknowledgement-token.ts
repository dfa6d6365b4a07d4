import { createHmac, timingSafeEqual } from "node:crypto";

/** Which episode of which alert a button takes. */
export interface AcknowledgementTarget {
  readonly clientId: string;
  readonly alertId: string;
  readonly episode: number;
}

const version = "v1";

/**
 * Signs a target for a button that travels through somebody else's hands. The value names no secret, fits into
 * Slack's 2,000 characters, and is good for that one episode only.
 */
export function signAcknowledgement({ clientId, alertId, episode }: AcknowledgementTarget, key: string): string {
  const payload = Buffer.from(JSON.stringify([clientId, alertId, episode])).toString("base64url");
  return `${version}.${payload}.${macOf(payload, key).toString("base64url")}`;
}

/** The target of a value that this key signed; null for anything else. Never throws. */
export function verifyAcknowledgement(value: string, key: string): AcknowledgementTarget | null {
  const [found, payload, mac, ...rest] = value.split(".");
  if (found !== version || payload === undefined || mac === undefined || rest.length > 0) return null;
  const [given, expected] = [Buffer.from(mac, "base64url"), macOf(payload, key)];
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  const [clientId, alertId, episode] = JSON.parse(Buffer.from(payload, "base64url").toString()) as [string, string, number];
  return { clientId, alertId, episode };
}

function macOf(payload: string, key: string): Buffer {
  return createHmac("sha256", key).update(`${version}.acknowledge.${payload}`).digest();
}
