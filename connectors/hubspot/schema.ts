import { z } from "zod";
import { HubSpotBadAnswer } from "./errors.ts";

/** Outside JSON meets the code here and nowhere else. Only the fields that are used; everything else is ignored. */

const Instant = z.union([z.date(), z.iso.datetime({ offset: true }).transform((text) => new Date(text))]);
const Paging = z.object({ next: z.object({ after: z.coerce.string() }).optional() });

/** HubSpot documents every value as text or null; anything else is taken at its JSON text, so that one odd value spoils no page. */
const Properties = z
  .record(z.string(), z.unknown())
  .transform((properties) => Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, asText(value)])));

function asText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === "string" ? value : JSON.stringify(value);
}

const page = <Item extends z.ZodType>(item: Item) => z.object({ results: z.array(item), paging: Paging.nullish() });

const Record = z.object({ id: z.coerce.string(), properties: Properties, updatedAt: Instant });

export const RecordPage = page(Record);
/** HubSpot names the inputs that it has no record for (any more); whatever else `errors` may hold is no business of ours. */
const BatchError = z.object({
  category: z.string().optional().catch(undefined),
  context: z
    .object({ ids: z.array(z.coerce.string()) })
    .optional()
    .catch(undefined),
});
export const RecordBatch = z.object({ results: z.array(Record), errors: z.array(BatchError).optional().catch(undefined) });
export const SearchPage = z.object({ total: z.number().int().nonnegative(), results: z.array(Record) });

export const AssociationBatch = z.object({
  results: z.array(
    z.object({
      // The generated client spells it `_from`.
      _from: z.object({ id: z.coerce.string() }),
      to: z.array(z.object({ toObjectId: z.coerce.string() })),
      paging: Paging.nullish(),
    }),
  ),
});

export const OwnerPage = page(
  z.object({
    id: z.coerce.string(),
    email: z.string().nullish(),
    firstName: z.string().nullish(),
    lastName: z.string().nullish(),
    archived: z.boolean(),
    updatedAt: Instant,
  }),
);

export const PipelineList = z.object({
  results: z.array(
    z.object({
      id: z.string(),
      label: z.string(),
      stages: z.array(
        z.object({ id: z.string(), label: z.string(), displayOrder: z.number(), metadata: z.record(z.string(), z.unknown()) }),
      ),
    }),
  ),
});

export const PropertyList = z.object({ results: z.array(z.object({ name: z.string() })) });

export const CampaignPage = page(z.object({ id: z.string(), properties: Properties }));

export const AccountDetails = z.object({
  portalId: z.coerce.string(),
  timeZone: z.string(),
  accountType: z.string(),
  uiDomain: z.string(),
});
export type AccountDetails = z.output<typeof AccountDetails>;

/**
 * A page that has nothing and still points to a next one is no page: taken at its word it would leave out a hundred
 * records, and a complete reading is what deletes.
 *
 * @throws {HubSpotBadAnswer}
 */
export function refuseHollowPage(asked: string, results: readonly unknown[], next: unknown): void {
  if (results.length === 0 && next !== undefined) throw new HubSpotBadAnswer(asked, "it is empty and points to a next page");
}

/**
 * @throws {HubSpotBadAnswer} Naming the first field that is not what it should be, never its value.
 */
export function parseAnswer<Schema extends z.ZodType>(schema: Schema, asked: string, answer: unknown): z.output<Schema> {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const where = issue === undefined || issue.path.length === 0 ? "its top level" : issue.path.join(".");
  throw new HubSpotBadAnswer(asked, `${where} is missing or of the wrong kind`);
}
