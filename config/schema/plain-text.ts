import { z } from "zod";

/**
 * Neither control nor line characters, nor those that turn the direction of writing: a name travels into headers,
 * terminals and messages. Joiners stay, because some scripts are written with them.
 */
const unfit = String.raw`\p{Cc}\p{Zl}\p{Zp}\uFEFF\u061C\u200B\u200E\u200F\u202A-\u202E\u2066-\u2069`;

const pattern = new RegExp(String.raw`^(?!\s)(?!<[^<>]*>$)[^${unfit}]*[^${unfit}\s]$`, "u");

/** A name as people write it, up to a length: one line, without blanks around it. */
export function plainText(longest: number) {
  return z
    .string()
    .min(1, { abort: true })
    .max(longest, { abort: true })
    .regex(pattern, {
      error: ({ input }) => objectionTo(String(input)),
    });
}

function objectionTo(text: string): string {
  if (text.trim() === "") return "This is blank. Write a name.";
  if (text !== text.trim()) return "There are blanks around this name. Remove them.";
  return "This name holds a line break or another character that is not shown. Write it on one line, by hand.";
}
