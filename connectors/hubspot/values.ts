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

/**
 * ISO 8601 with its zone, a calendar day, or milliseconds since 1970, which older properties use. A time without a zone
 * would be read in the zone of whichever machine reads it.
 */
export function readInstant(value: string | null | undefined): Date | null {
  const text = readText(value);
  if (text === null) return null;
  const at = new Date(/^-?\d{11,14}$/.test(text) ? Number(text) : isIsoInstant(text) ? text : Number.NaN);
  if (Number.isNaN(at.getTime())) throw new UnreadableValue(`"${shortened(text)}" is not a date`);
  if (at.getTime() < firstYear || at.getTime() > lastYear)
    throw new UnreadableValue(`"${shortened(text)}" is no date between 1600 and 9000`);
  return at;
}

/** Beyond these a day more or a zone has no instant any more, and what is there is a placeholder or a wrong unit. */
const [firstYear, lastYear] = [Date.parse("1600-01-01T00:00:00Z"), Date.parse("9000-01-01T00:00:00Z")];

const isoInstant = /^\d{4}-\d{2}-\d{2}(?:T.*(?:Z|[+-]\d{2}:?\d{2}))?$/i;
const daysOf = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isIsoInstant(text: string): boolean {
  if (!isoInstant.test(text)) return false;
  // JavaScript reads "2026-02-30" as the second of March.
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8, 10))];
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return day >= 1 && day <= (month === 2 && isLeap ? 29 : (daysOf[month - 1] ?? 0));
}

function shortened(text: string): string {
  return text.slice(0, 40).toWellFormed();
}

export function readNumber(value: string | null | undefined): number | null {
  const text = readText(value);
  if (text === null) return null;
  if (!/^[+-]?\d+(\.\d+)?$/.test(text)) throw new UnreadableValue(`"${shortened(text)}" is not a number`);
  const number = Number(text);
  if (!Number.isFinite(number)) throw new UnreadableValue(`"${shortened(text)}" is not a number that can be held`);
  return number;
}

/** Yes or no, as HubSpot keeps it. */
export function readYesOrNo(value: string | null | undefined): boolean | null {
  const text = readText(value)?.toLowerCase();
  if (text === undefined) return null;
  if (text !== "true" && text !== "false") throw new UnreadableValue(`"${shortened(text)}" is neither true nor false`);
  return text === "true";
}

/** `utm_source` of a page address, exactly as written; null when there is none. */
export function readUtmSource(value: string | null | undefined): string | null {
  return readFromAddress(value, ["utm_source"]);
}

/**
 * The campaign that a page address names, exactly as written; null when there is none. `hsa_cam` is the number of an ad
 * campaign, which HubSpot's own ad tracking puts there.
 */
export function readUtmCampaign(value: string | null | undefined): string | null {
  return readFromAddress(value, ["utm_campaign", "hsa_cam"]);
}

/** The first of these parameters of a page address that is there and not empty. */
function readFromAddress(value: string | null | undefined, names: readonly string[]): string | null {
  const text = readText(value);
  // To take an address apart costs more than all the rest of a record, and most have nothing to find.
  if (text === null || !text.includes("?")) return null;
  if (!text.includes("%") && !names.some((name) => text.includes(name))) return null;
  const parameters = parametersOf(text);
  return names.map((name) => readText(parameters?.get(name))).find((found) => found !== null) ?? null;
}

/** Campaigns lead many people to one page; where they do not, the first addresses are forgotten. */
const known = new Map<string, URLSearchParams | null>();
const mostKnown = 1_000;

function parametersOf(address: string): URLSearchParams | null {
  let parameters = known.get(address);
  if (parameters !== undefined) return parameters;
  if (known.size >= mostKnown) known.clear();
  parameters = (URL.parse(address) ?? URL.parse(`https://${address}`))?.searchParams ?? null;
  known.set(address, parameters);
  return parameters;
}
