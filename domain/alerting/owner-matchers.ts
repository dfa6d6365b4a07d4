import type { Matcher } from "./matcher.ts";
import type { OwnerLike } from "./owner-receivers.ts";

/** The matcher with ids in the place of owners' e-mail addresses, which is how people name them. */
export function withOwnerIds(matcher: Matcher, owners: readonly OwnerLike[]): Matcher {
  if (matcher.owners === undefined) return matcher;
  const idOf = (name: string) =>
    owners.find(({ id, email }) => id === name || email?.toLowerCase() === name.toLowerCase())?.id ?? name;
  return { ...matcher, owners: matcher.owners.map(idOf) };
}
