/**
 * JSON text that PostgreSQL can keep. It refuses NUL and half a character, which a form on a web page can send: such a
 * character becomes the replacement character, and nothing else is lost.
 */
export function storableJson(value: unknown): string {
  const json = JSON.stringify(value);
  // Both are written as escapes, so nearly every text is seen at a glance to be free of them.
  if (!unstorable.test(json)) return json;
  return JSON.stringify(value, (_, part: unknown) => (typeof part === "string" ? storableText(part) : part));
}

/** The same of each value, one a line: no JSON text has a line break in it. */
export function storableJsonLines(values: readonly unknown[]): string {
  const lines = values.map((value) => JSON.stringify(value)).join("\n");
  return unstorable.test(lines) ? values.map(storableJson).join("\n") : lines;
}

const unstorable = /\\u(?:0000|d[89a-f])/i;

function storableText(text: string): string {
  return text.toWellFormed().replaceAll("\u0000", "\uFFFD");
}
