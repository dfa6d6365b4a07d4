/** Reads what a file holds as it was written, before anybody knows whether it is right. */

type Group = Readonly<Record<string, unknown>>;

/** The group of settings at a path; empty when there is none. */
export function groupAt(value: unknown, path: readonly (string | number)[]): Group {
  const found = valueAt(value, path);
  return isGroup(found) ? found : {};
}

/** The list at a path; empty when there is none. */
export function listAt(value: unknown, path: readonly (string | number)[]): readonly unknown[] {
  const found = valueAt(value, path);
  return Array.isArray(found) ? found : [];
}

/** The text (or number, as text) at a path; null when there is none. */
export function textAt(value: unknown, path: readonly (string | number)[]): string | null {
  const found = valueAt(value, path);
  return typeof found === "string" || typeof found === "number" ? String(found) : null;
}

function valueAt(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((inner, part) => {
    if (Array.isArray(inner)) return typeof part === "number" ? inner[part] : undefined;
    return isGroup(inner) && Object.hasOwn(inner, part) ? inner[part] : undefined;
  }, value);
}

function isGroup(value: unknown): value is Group {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
