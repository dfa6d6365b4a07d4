const longest = 80;

/**
 * A text as a message may repeat it: on one line, without what a terminal would obey, and never at full length when it
 * is long.
 */
export function cut(text: string): string {
  const plain = text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu, " ");
  return plain.length <= longest ? plain : `${plain.slice(0, longest)}…`;
}
