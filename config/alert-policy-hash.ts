import { createHash } from "node:crypto";
import { absencesOf, openWindowsOf } from "./alerting-times.ts";
import type { ClientConfig } from "./config.ts";

/**
 * A hash of everything that a client's alerts go by: who hears of what, when, when work is done, who is away now, and
 * which maintenance windows are open.
 */
export function alertPolicyHash(client: ClientConfig, now: Date): string {
  const { auth: _, monitors: __, hands: ___, cadences: ____, report: _____, ...policy } = client;
  const away = absencesOf(client).filter(({ from, until }) => from <= now && now < until);
  const inForce = [policy, away, openWindowsOf(client, now)];
  return createHash("sha256").update(JSON.stringify(inForce)).digest("base64url").slice(0, 22);
}
