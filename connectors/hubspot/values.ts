/**
 * Reads one property value. HubSpot sends every value as a string; an empty string and null both mean "not set".
 * A value that is not what its field needs is an error with the value in it, so that a person can find it.
 */
export class UnreadableValue extends Error {
  override readonly name = "UnreadableValue";
}

export function readText(value: string | null | undefined): string | null {
  const text = value?.trim();
  return text === undefined || text === "" ? null : text;
}

/** ISO 8601, a calendar day, or milliseconds since 1970, which older properties use. */
export function readInstant(value: string | null | undefined): Date | null {
  const text = readText(value);
  if (text === null) return null;
  const at = /^-?\d{11,14}$/.test(text)
    ? new Date(Number(text))
    : /^\d{4}-\d{2}-\d{2}(T.*)?$/.test(text)
      ? new Date(text)
      : new Date(Number.NaN);
  // JavaScript reads "2026-02-30" as the second of March.
  const isRealDay = Number.isNaN(at.getTime()) || !/^\d{4}-\d{2}-\d{2}$/.test(text) || at.toISOString().startsWith(text);
  if (Number.isNaN(at.getTime()) || !isRealDay) throw new UnreadableValue(`"${text.slice(0, 40)}" is not a date`);
  return at;
}

export function readNumber(value: string | null | undefined): number | null {
  const text = readText(value);
  if (text === null) return null;
  if (!/^[+-]?\d+(\.\d+)?$/.test(text)) throw new UnreadableValue(`"${text.slice(0, 40)}" is not a number`);
  const number = Number(text);
  if (!Number.isFinite(number)) throw new UnreadableValue(`"${text.slice(0, 40)}" is not a number that can be held`);
  return number;
}

/** `utm_source` of a page address, exactly as written; null when there is none. */
export function readUtmSource(value: string | null | undefined): string | null {
  const text = readText(value);
  if (text === null) return null;
  const url = URL.parse(text) ?? URL.parse(`https://${text}`);
  return readText(url?.searchParams.get("utm_source"));
}
