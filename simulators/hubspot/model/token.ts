import { createHash } from "node:crypto";
import type { TokenGrant } from "./write.ts";

/** A granted token as it stands now. Access is a fact of the present: it has no as-of. */
export interface Token {
  readonly grant: TokenGrant;
  isRevoked: boolean;
  scopes: readonly string[] | "all";
}

export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
