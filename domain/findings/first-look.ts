/** When a check first judged anything of a client, and when it had first read all that it rests on. */
export interface FirstLook {
  readonly beganAt: Date;
  /** Null until then. */
  readonly completeAt: Date | null;
}

/**
 * Whether what a check opens now belongs to its baseline: counted and shown, and told nobody.
 *
 * That is all that its first looks find, up to and with the first complete one. But what began in the client's world
 * after the first of them is news, however long a complete look takes.
 *
 * @param look - As it was before this run; null when this is the first.
 * @param since - When the subject began to fail; null where the check cannot tell.
 */
export function isBaseline(look: FirstLook | null, since: Date | null): boolean {
  if (look === null) return true;
  return look.completeAt === null && (since === null || since <= look.beganAt);
}
