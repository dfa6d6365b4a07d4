import { createHmac, timingSafeEqual } from "node:crypto";
import type { SigningKey } from "../../domain/signing-key.ts";

/** Which receiver's e-mails of which kind a link stops. */
export interface UnsubscribeTarget {
  readonly clientId: string;
  readonly receiver: string;
  readonly list: "alerts" | "reports";
}

const version = "u1";

/** Signs a target for the link in an e-mail. It has no end: a link in an old e-mail has to work as well. */
export function signUnsubscribe({ clientId, receiver, list }: UnsubscribeTarget, key: SigningKey): string {
  const payload = Buffer.from(JSON.stringify([clientId, receiver, list])).toString("base64url");
  return `${version}.${key.id}.${payload}.${macOf(key, payload).toString("base64url")}`;
}

/** Reads a value that one of these keys signed; null for any other text. Never throws. */
export function readUnsubscribe(value: string, keys: readonly SigningKey[]): UnsubscribeTarget | null {
  const [found, id, payload = "", mac = "", ...more] = value.split(".");
  const key = keys.find((one) => one.id === id);
  if (found !== version || key === undefined || more.length > 0) return null;
  const [given, expected] = [Buffer.from(mac, "base64url"), macOf(key, payload)];
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  const [clientId, receiver, list] = JSON.parse(Buffer.from(payload, "base64url").toString()) as [
    string,
    string,
    UnsubscribeTarget["list"],
  ];
  return { clientId, receiver, list };
}

function macOf({ id, secret }: SigningKey, payload: string): Buffer {
  return createHmac("sha256", secret).update(`${version}.unsubscribe.${id}.${payload}`).digest();
}
