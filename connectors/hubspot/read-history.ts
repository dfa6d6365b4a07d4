import { BatchApi, createConfiguration } from "@hubspot/api-client/lib/codegen/crm/objects/index.js";
import { z } from "zod";
import { HubSpotBadAnswer } from "./errors.ts";
import type { Gateway } from "./gateway.ts";
import { generated, through } from "./generated.ts";
import { Id, Instant, parseAnswer } from "./schema.ts";

const HistoryBatch = z.object({
  errors: z
    .array(
      z.object({
        category: z.string().optional().catch(undefined),
        context: z
          .object({ ids: z.array(Id) })
          .optional()
          .catch(undefined),
      }),
    )
    .nullish(),
  results: z.array(
    z.object({
      id: Id,
      propertiesWithHistory: z
        .record(
          z.string(),
          z.array(
            z.object({
              value: z.string().nullish(),
              timestamp: Instant,
              sourceType: z.string().nullish(),
              sourceId: z.string().nullish(),
              updatedByUserId: Id.nullish(),
            }),
          ),
        )
        .nullish(),
    }),
  ),
});

/** How HubSpot says that a record is gone. */
const none = "OBJECT_NOT_FOUND";

/** A value that a property once got. */
export interface PropertyChange {
  /** Null when it was cleared. */
  readonly value: string | null;
  readonly at: Date;
  /** What made the change, in HubSpot's words, such as "CRM_UI", "IMPORT", "AUTOMATION_PLATFORM" or "INTEGRATION". */
  readonly source: string | null;
  readonly sourceId: string | null;
  /** The person behind it; null for an automation. */
  readonly userId: string | null;
}

/** Property name → its changes, oldest first. */
export type RecordHistory = ReadonlyMap<string, readonly PropertyChange[]>;

export interface HistoryReads {
  /**
   * The history of some properties: record id → its changes, as many as HubSpot keeps. Read it for suspects only: it
   * costs a request for each 50 records. Deleted records are left out. What an answer does not speak of is asked for
   * once more.
   *
   * @throws {HubSpotBadAnswer} When two answers do not speak of it.
   */
  propertyHistory(
    objectType: string,
    ids: readonly string[],
    properties: readonly string[],
  ): Promise<ReadonlyMap<string, RecordHistory>>;
}

/** HubSpot refuses more inputs than this when history is asked for. */
const batchSize = 50;

export function readHistory(gateway: Gateway): HistoryReads {
  const api = new BatchApi(createConfiguration(through(gateway)));
  return {
    async propertyHistory(objectType, ids, properties) {
      const asked = `POST batch read of the history of ${objectType}`;
      const found = new Map<string, RecordHistory>();
      for (let start = 0; start < ids.length; start += batchSize) {
        const some = ids.slice(start, start + batchSize);
        const unspoken = await readSome(some);
        const left = unspoken.length === 0 ? [] : await readSome(unspoken);
        if (left.length > 0)
          throw new HubSpotBadAnswer(
            asked,
            `it says nothing of ${left.length} of the ${some.length} records that were asked for`,
          );
      }
      return found;

      /** Returns the ids that the answer does not speak of. */
      async function readSome(some: readonly string[]): Promise<readonly string[]> {
        const body = { inputs: some.map((id) => ({ id })), properties: [], propertiesWithHistory: [...properties] };
        const { results, errors } = parseAnswer(
          HistoryBatch,
          asked,
          await generated(asked, api.read(objectType, body)),
        );
        for (const { id, propertiesWithHistory } of results) found.set(id, asHistory(propertiesWithHistory ?? {}));
        // Whatever else failed, and whoever is not named, is not known to be gone.
        const gone = (errors ?? []).flatMap(({ category, context }) => (category === none ? (context?.ids ?? []) : []));
        const spoken = new Set([...results.map(({ id }) => id), ...gone]);
        // Records that nobody asked for are those in which others live on.
        const isExplained = results.some(({ id }) => !some.includes(id));
        return isExplained ? [] : some.filter((id) => !spoken.has(id));
      }
    },
  };
}

type Histories = NonNullable<z.output<typeof HistoryBatch>["results"][number]["propertiesWithHistory"]>;

function asHistory(histories: Histories): RecordHistory {
  return new Map(
    Object.entries(histories).map(([name, changes]) => [
      name,
      changes
        .map(({ value, timestamp, sourceType, sourceId, updatedByUserId }) => ({
          value: value === undefined || value === "" ? null : value,
          at: timestamp,
          source: sourceType ?? null,
          sourceId: sourceId ?? null,
          userId: updatedByUserId ?? null,
        }))
        .toSorted((one, other) => one.at.getTime() - other.at.getTime()),
    ]),
  );
}
