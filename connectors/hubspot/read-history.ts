import { BatchApi, createConfiguration } from "@hubspot/api-client/lib/codegen/crm/objects/index.js";
import { z } from "zod";
import type { Gateway } from "./gateway.ts";
import { generated, through } from "./generated.ts";
import { Id, Instant, parseAnswer } from "./schema.ts";

const HistoryBatch = z.object({
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
   * costs a request for each 50 records. Deleted records are left out.
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
        const inputs = ids.slice(start, start + batchSize).map((id) => ({ id }));
        const body = { inputs, properties: [], propertiesWithHistory: [...properties] };
        const { results } = parseAnswer(HistoryBatch, asked, await generated(asked, api.read(objectType, body)));
        for (const { id, propertiesWithHistory } of results) found.set(id, asHistory(propertiesWithHistory ?? {}));
      }
      return found;
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
