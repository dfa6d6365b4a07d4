/**
 * JSON text that PostgreSQL can keep. It refuses NUL and half a character, which a form on a web page can send: such a
 * character becomes the replacement character, and nothing else is lost.
 */
export function storableJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => (typeof part === "string" ? storableText(part) : part));
}

function storableText(text: string): string {
  return text.toWellFormed().replaceAll("\u0000", "\uFFFD");
}
