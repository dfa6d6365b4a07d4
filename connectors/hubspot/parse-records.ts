import { z } from "zod";
import { HubSpotBadAnswer } from "./errors.ts";
import { Id, parseAnswer } from "./schema.ts";

/** One record as HubSpot lists it: every value a text or not set. */
export interface RawRecord {
  readonly id: string;
  readonly properties: Readonly<Record<string, string | null>>;
  readonly updatedAt: Date;
}

/**
 * The records of an answer, each held to the shape that we rely on. Millions come this way, and a schema library takes
 * longer over a page than everything else that is done with it (docs/decisions/0006), so this is written out.
 *
 * @throws {HubSpotBadAnswer} Naming the first field that is not what it should be, never its value.
 */
export function parseRecords(asked: string, answer: unknown): readonly RawRecord[] {
  const results = isObject(answer) ? answer["results"] : undefined;
  if (!Array.isArray(results)) throw wrong(asked, "results");
  return results.map((record: unknown, index) => parseRecord(asked, record, index));
}

function parseRecord(asked: string, record: unknown, index: number): RawRecord {
  if (!isObject(record)) throw wrong(asked, `results.${index}`);
  const { id, properties, updatedAt } = record;
  if ((typeof id !== "string" && typeof id !== "number") || !/^\d+$/.test(String(id)))
    throw wrong(asked, `results.${index}.id`);
  if (!isObject(properties)) throw wrong(asked, `results.${index}.properties`);
  const at = new Date(typeof updatedAt === "string" && startsAsIso.test(updatedAt) ? updatedAt : Number.NaN);
  if (Number.isNaN(at.getTime())) throw wrong(asked, `results.${index}.updatedAt`);
  return { id: String(id), properties: asTexts(properties), updatedAt: at };
}

const startsAsIso = /^\d{4}-\d{2}-\d{2}T/;

/**
 * HubSpot documents every value as text or null; anything else is taken at its JSON text, so that one odd value spoils
 * no page.
 */
function asTexts(properties: Readonly<Record<string, unknown>>): Readonly<Record<string, string | null>> {
  for (const name in properties) {
    const value = properties[name];
    if (typeof value !== "string" && value !== null) return mended(properties);
  }
  return properties as Readonly<Record<string, string | null>>;
}

function mended(properties: Readonly<Record<string, unknown>>): Readonly<Record<string, string | null>> {
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [name, typeof value === "string" ? value : jsonOrNull(value)]),
  );
}

function jsonOrNull(value: unknown): string | null {
  return value === null || value === undefined ? null : JSON.stringify(value);
}

/** The cursor of the next page; null on the last one. */
export function parseNext(asked: string, answer: unknown): string | null {
  const paging = isObject(answer) ? answer["paging"] : undefined;
  if (paging === undefined || paging === null) return null;
  const next = isObject(paging) ? paging["next"] : undefined;
  if (next === undefined || next === null) return null;
  const after = isObject(next) ? next["after"] : undefined;
  if (typeof after !== "string" && typeof after !== "number") throw wrong(asked, "paging.next.after");
  return String(after);
}

const Counted = z.object({ total: z.number().int().nonnegative() });

/** How many records a search has found in all. */
export function parseTotal(asked: string, answer: unknown): number {
  return parseAnswer(Counted, asked, answer).total;
}

/**
 * HubSpot names the inputs that it has no record for (any more); whatever else `errors` may hold is no business of
 * ours.
 */
const BatchError = z.object({
  category: z.string().optional().catch(undefined),
  context: z
    .object({ ids: z.array(Id) })
    .optional()
    .catch(undefined),
});
const WithErrors = z.object({ errors: z.array(BatchError).optional().catch(undefined) });

/** The ids of a batch that HubSpot says it has no record for. An error that names none says it of nobody. */
export function parseMissingIds(asked: string, answer: unknown): ReadonlySet<string> {
  const errors = parseAnswer(WithErrors, asked, answer).errors ?? [];
  return new Set(
    errors.filter(({ category }) => category === "OBJECT_NOT_FOUND").flatMap(({ context }) => context?.ids ?? []),
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function wrong(asked: string, field: string): HubSpotBadAnswer {
  return new HubSpotBadAnswer(asked, `${field} is missing or of the wrong kind`);
}
