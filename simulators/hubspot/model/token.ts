import { createHash } from "node:crypto";
import type { TokenGrant } from "./write.ts";

/** A granted token as it stands now. Access is a fact of the present: it has no as-of. */
export interface Token {
  readonly grant: TokenGrant;
  isRevoked: boolean;
  scopes: readonly string[] | "all";
  /** By the portal's clock; null for one that does not expire. */
  readonly expiresAt: number | null;
}

export function newToken(grant: TokenGrant): Token {
  const expiresAt = grant.expiresAt === undefined ? null : Date.parse(grant.expiresAt);
  return { grant, isRevoked: false, scopes: grant.scopes, expiresAt };
}

export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
