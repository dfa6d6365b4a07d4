import { createHmac, timingSafeEqual } from "node:crypto";
import type { SigningKey } from "../../domain/signing-key.ts";

/** Which episode of which alert a button or link acknowledges, whose message it stands in, and what that showed. */
export interface AcknowledgementTarget {
  readonly clientId: string;
  readonly alertId: string;
  readonly episode: number;
  /** The receiver of the message; null for a button from before receivers were named in it. */
  readonly receiver: string | null;
  /** The revision that the message showed; null likewise. */
  readonly revision: number | null;
}

export interface Validity {
  readonly issuedAt: Date;
  readonly expiresAt: Date;
}

export type ReadAcknowledgement =
  | { readonly ok: true; readonly target: AcknowledgementTarget }
  | { readonly ok: false; readonly because: "invalid" | "expired" };

const version = "v2";
const oldVersion = "v1";

/**
 * Signs a target for a button or a link that travels through other hands. The value names no secret, and fits into
 * Slack's 2,000 characters and into an address.
 */
export function signAcknowledgement(
  target: AcknowledgementTarget,
  key: SigningKey,
  { issuedAt, expiresAt }: Validity,
): string {
  const { clientId, alertId, episode, receiver, revision } = target;
  const fields = [clientId, alertId, episode, receiver, revision, secondsOf(issuedAt), secondsOf(expiresAt)];
  const payload = Buffer.from(JSON.stringify(fields)).toString("base64url");
  return `${version}.${key.id}.${payload}.${macOf(`${version}.acknowledge.${key.id}.${payload}`, key).toString("base64url")}`;
}

/**
 * Reads a value that one of these keys signed. Never throws.
 *
 * @param oldUntil - Until then the values hold that an older Revwatch signed, which name neither receiver nor end.
 */
export function readAcknowledgement(
  value: string,
  keys: readonly SigningKey[],
  now: Date,
  oldUntil: Date | null,
): ReadAcknowledgement {
  const parts = value.split(".");
  if (parts[0] === oldVersion && parts.length === 3) return readOld(parts[1]!, parts[2]!, keys, now, oldUntil);
  const [found, id, payload, mac] = parts;
  const key = keys.find((one) => one.id === id);
  if (found !== version || parts.length !== 4 || key === undefined) return invalid;
  if (!isMac(mac!, macOf(`${version}.acknowledge.${id}.${payload}`, key))) return invalid;
  const [clientId, alertId, episode, receiver, revision, , expiresAt] = parse(payload!) as [
    string,
    string,
    number,
    string | null,
    number | null,
    number,
    number,
  ];
  if (secondsOf(now) >= expiresAt) return { ok: false, because: "expired" };
  return { ok: true, target: { clientId, alertId, episode, receiver, revision } };
}

function readOld(
  payload: string,
  mac: string,
  keys: readonly SigningKey[],
  now: Date,
  oldUntil: Date | null,
): ReadAcknowledgement {
  if (!keys.some((key) => isMac(mac, macOf(`${oldVersion}.acknowledge.${payload}`, key)))) return invalid;
  if (oldUntil === null || now >= oldUntil) return { ok: false, because: "expired" };
  const [clientId, alertId, episode] = parse(payload) as [string, string, number];
  return { ok: true, target: { clientId, alertId, episode, receiver: null, revision: null } };
}

const invalid = { ok: false, because: "invalid" } as const;
const secondsOf = (at: Date) => Math.floor(at.getTime() / 1000);
const parse = (payload: string): unknown => JSON.parse(Buffer.from(payload, "base64url").toString());

function isMac(given: string, expected: Buffer): boolean {
  const bytes = Buffer.from(given, "base64url");
  return bytes.length === expected.length && timingSafeEqual(bytes, expected);
}

function macOf(text: string, { secret }: SigningKey): Buffer {
  return createHmac("sha256", secret).update(text).digest();
}
