import { scrub } from "../workers/scrub.ts";

const longestWord = 200;

/**
 * A message as a terminal may show it, whatever was typed or read: nothing that a terminal obeys, no secret by its
 * shape, and no word of thousands of letters.
 */
export function sayable(text: string): string {
  const plain = scrub(text)
    .replaceAll(/[^\P{Cc}\n\t]/gu, "")
    .replaceAll(/[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g, "");
  return plain.replaceAll(new RegExp(`\\S{${longestWord + 1},}`, "g"), (word) => `${word.slice(0, longestWord)}…`);
}
