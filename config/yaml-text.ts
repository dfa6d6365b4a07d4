import { isMap, isScalar, parseDocument, stringify } from "yaml";

/** The settings at the top of a file, as they stand in its text. */
export function topKeys(text: string): ReadonlySet<string> {
  return new Set(Object.keys((parseDocument(text).toJS() ?? {}) as object));
}

/** One setting as lines of a file. */
export function asLines(key: string, value: object): readonly string[] {
  return stringify({ [key]: value }, { lineWidth: 0 })
    .trimEnd()
    .split("\n");
}

/** The same text with what is known in the place of placeholders; all else stays as it was written, comments too. */
export function fillIn(text: string, known: Readonly<Record<string, string>>): string {
  const { contents } = parseDocument(text);
  if (!isMap(contents)) return text;
  let filled = text;
  for (const { key, value } of contents.items.toReversed()) {
    const name = isScalar(key) ? String(key.value) : "";
    if (!Object.hasOwn(known, name) || !isScalar(value) || !isPlaceholder(value.value) || !value.range) continue;
    const [from, to] = value.range;
    filled = filled.slice(0, from) + JSON.stringify(known[name]) + filled.slice(to);
  }
  return filled;
}

const isPlaceholder = (value: unknown) => typeof value === "string" && /^<[^<>]+>$/.test(value);
