import { z } from "zod";
import { HubSpotBadAnswer } from "./errors.ts";

/**
 * Outside JSON meets the code in this file, and in the shape at the top of each `read-….ts`. Only the fields that are
 * used; everything else is ignored.
 */

export const Instant = z.union([z.date(), z.iso.datetime({ offset: true }).transform((text) => new Date(text))]);
/** An id or a cursor: HubSpot writes some as numbers. Null or a group of values is none, and must not become a text. */
export const Id = z.union([z.string().min(1), z.number().int()]).transform(String);
export const Paging = z.object({ next: z.object({ after: Id }).optional() });

/**
 * HubSpot documents every value as text or null; anything else is taken at its JSON text, so that one odd value spoils
 * no page.
 */
export const Properties = z
  .record(z.string(), z.unknown())
  .transform((properties) =>
    Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, asText(value)])),
  );

function asText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === "string" ? value : JSON.stringify(value);
}

export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({
    results: z.array(item),
    paging: Paging.nullish(),
    total: z.number().int().nonnegative().nullish().catch(null),
  });

const Record = z.object({ id: Id, properties: Properties, updatedAt: Instant });

export const RecordPage = pageOf(Record);
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
export const RecordBatch = z.object({
  results: z.array(Record),
  errors: z.array(BatchError).optional().catch(undefined),
});
export const SearchPage = z.object({ total: z.number().int().nonnegative(), results: z.array(Record) });

/**
 * A page that has nothing and still points to a next one is no page: taken at its word it would leave out a hundred
 * records, and a complete reading is what deletes.
 *
 * @throws {HubSpotBadAnswer}
 */
export function refuseHollowPage(asked: string, results: readonly unknown[], next: unknown): void {
  if (results.length === 0 && next !== undefined)
    throw new HubSpotBadAnswer(asked, "it is empty and points to a next page");
}

/**
 * @throws {HubSpotBadAnswer} Naming the first field that is not what it should be, never its value.
 */
export function parseAnswer<Schema extends z.ZodType>(
  schema: Schema,
  asked: string,
  answer: unknown,
): z.output<Schema> {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const where = issue === undefined || issue.path.length === 0 ? "its top level" : issue.path.join(".");
  throw new HubSpotBadAnswer(asked, `${where} is missing or of the wrong kind`);
}
