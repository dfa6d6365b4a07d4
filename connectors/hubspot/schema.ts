import { z } from "zod";
import { HubSpotBadAnswer } from "./errors.ts";

/** Outside JSON meets the code here and nowhere else. Only the fields that are used; everything else is ignored. */

const Instant = z.union([z.date(), z.iso.datetime({ offset: true }).transform((text) => new Date(text))]);
const Paging = z.object({ next: z.object({ after: z.coerce.string() }).optional() });

const page = <Item extends z.ZodType>(item: Item) => z.object({ results: z.array(item), paging: Paging.nullish() });

export const RecordPage = page(
  z.object({
    id: z.coerce.string(),
    properties: z.custom<Record<string, string | null>>((value) => typeof value === "object" && value !== null),
    updatedAt: Instant,
  }),
);

export const RecordBatch = z.object({
  results: z.array(
    z.object({
      id: z.coerce.string(),
      properties: z.custom<Record<string, string | null>>((value) => typeof value === "object" && value !== null),
    }),
  ),
});

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

export const CampaignPage = page(z.object({ id: z.string(), properties: z.record(z.string(), z.string().nullish()) }));

export const AccountDetails = z.object({
  portalId: z.coerce.string(),
  timeZone: z.string(),
  accountType: z.string(),
  uiDomain: z.string(),
});
export type AccountDetails = z.output<typeof AccountDetails>;

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
