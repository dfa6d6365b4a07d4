import { HubSpotBadAnswer, HubSpotBadRequest } from "./errors.ts";
import type { Gateway } from "./gateway.ts";
import { parseRecords, type RawRecord } from "./parse-records.ts";
import { listPath } from "./versions.ts";

export interface RecordReads {
  /**
   * The record that an id leads to: one of that id, or the one that it became part of. Null when HubSpot has none.
   * For ids of which a batch said nothing; for many, ask a batch.
   */
  recordLedTo(objectType: string, properties: readonly string[], id: string): Promise<RawRecord | null>;
}

export function readRecord(gateway: Gateway): RecordReads {
  return {
    async recordLedTo(objectType, properties, id) {
      const asked = `GET one of ${objectType}`;
      try {
        const query = { properties: properties.join(",") };
        const answer = await gateway.request("GET", `${listPath(objectType)}/${encodeURIComponent(id)}`, query);
        const [record, ...others] = parseRecords(asked, { results: [answer] });
        if (record === undefined || others.length > 0) throw new HubSpotBadAnswer(asked, "it is not one record");
        return record;
      } catch (error) {
        if (error instanceof HubSpotBadRequest && error.status === 404) return null;
        throw error;
      }
    },
  };
}
