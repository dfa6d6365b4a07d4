import { createHash } from "node:crypto";
import type { ClientConfig } from "./config.ts";

/** A hash of everything that a client's alerts go by: who hears of what, when, and when work is done. */
export function alertPolicyHash(client: ClientConfig): string {
  const { auth: _, monitors: __, hands: ___, cadences: ____, report: _____, ...policy } = client;
  return createHash("sha256").update(JSON.stringify(policy)).digest("base64url").slice(0, 22);
}
