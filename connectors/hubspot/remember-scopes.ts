import type { GrantedScopes } from "./granted-scopes.ts";

/**
 * Long enough that the scans of one run share an answer, short enough that a change in the middle of a long one is
 * seen.
 */
const goodForMs = 60_000;

/**
 * The same question, whose answer is remembered for a minute and asked for once at a time. A failure is not remembered.
 */
export function rememberScopes(ask: GrantedScopes, now: () => number = Date.now): GrantedScopes {
  let known: { readonly scopes: Promise<readonly string[] | null>; readonly until: number } | null = null;
  return async () => {
    if (known === null || known.until <= now()) {
      const asked = { scopes: ask(), until: now() + goodForMs };
      known = asked;
      asked.scopes.catch(() => {
        if (known === asked) known = null;
      });
    }
    return known.scopes;
  };
}
