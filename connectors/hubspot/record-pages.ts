import type { Gateway } from "./gateway.ts";
import { parseAnswer, RecordBatch, RecordPage, refuseHollowPage, SearchPage } from "./schema.ts";
import { batchReadPath, listPath, searchPath } from "./versions.ts";

export interface RawRecord {
  readonly id: string;
  readonly properties: Readonly<Record<string, string | null>>;
  readonly updatedAt: Date;
}

/** The two ways to walk through all records of one type. Each page is one or two requests; none is tried again here. */
export interface RecordPages {
  /** Up to 100 records in order of id. `next` is null on the last page. */
  recordPage(
    objectType: string,
    properties: readonly string[],
    after: string | null,
  ): Promise<{ readonly records: readonly RawRecord[]; readonly next: string | null }>;
  /**
   * Up to 200 records that were modified at or after `since`, in order of id, beginning behind `afterId`. Always the
   * first page of a query of its own, so HubSpot's cap of 10,000 results for one query is never met. `total` counts
   * what is left, this page included.
   */
  changedPage(
    objectType: string,
    properties: readonly string[],
    since: Date,
    afterId: string | null,
  ): Promise<{ readonly records: readonly RawRecord[]; readonly total: number }>;
  /** How many records HubSpot's search knows, deleted and merged ones left out. */
  countInSearch(objectType: string): Promise<number>;
  /**
   * At most 100 records by id. `gone` are those that HubSpot says it does not have; an id that is in neither list was
   * not spoken of, such as that of a contact which lives on in another one.
   */
  recordsById(
    objectType: string,
    properties: readonly string[],
    ids: readonly string[],
  ): Promise<{ readonly records: readonly RawRecord[]; readonly gone: readonly string[] }>;
}

const listPageSize = 100;
const searchPageSize = 200;
const batchSize = 100;
/** HubSpot refuses addresses beyond some 15,000 characters (414) and search bodies beyond 3,000. */
const maxListCharacters = 14_000;
const maxSearchCharacters = 2_900;

/** These calls go straight through the gateway: see docs/decisions/0006. */
export function recordPages(gateway: Gateway): RecordPages {
  return {
    recordsById,

    async countInSearch(objectType) {
      const asked = `POST a search that counts ${objectType}`;
      const body = { filterGroups: [], properties: [], limit: 1 };
      return parseAnswer(SearchPage, asked, await gateway.request("POST", searchPath(objectType), {}, body)).total;
    },

    async recordPage(objectType, properties, after) {
      const asked = `GET a page of ${objectType}`;
      const names = properties.join(",");
      const isShort = names.length <= maxListCharacters;
      const query = {
        limit: String(listPageSize),
        archived: "false",
        ...(isShort && names !== "" ? { properties: names } : {}),
        ...(after === null ? {} : { after }),
      };
      const page = parseAnswer(RecordPage, asked, await gateway.request("GET", listPath(objectType), query));
      refuseHollowPage(asked, page.results, page.paging?.next);
      const records = isShort ? page.results : await withProperties(objectType, page.results, properties);
      return { records, next: page.paging?.next?.after ?? null };
    },

    async changedPage(objectType, properties, since, afterId) {
      const asked = `POST a search for changed ${objectType}`;
      const body = (names: readonly string[]) => ({
        filterGroups: [
          {
            filters: [
              { propertyName: modifiedProperty(objectType), operator: "GTE", value: String(since.getTime()) },
              ...(afterId === null ? [] : [{ propertyName: "hs_object_id", operator: "GT", value: afterId }]),
            ],
          },
        ],
        sorts: [{ propertyName: "hs_object_id", direction: "ASCENDING" }],
        properties: names,
        limit: searchPageSize,
      });
      const isShort = JSON.stringify(body(properties)).length <= maxSearchCharacters;
      const answer = await gateway.request("POST", searchPath(objectType), {}, body(isShort ? properties : []));
      const { results, total } = parseAnswer(SearchPage, asked, answer);
      return { records: isShort ? results : await withProperties(objectType, results, properties), total };
    },
  };

  async function recordsById(objectType: string, properties: readonly string[], ids: readonly string[]) {
    const body = { inputs: ids.map((id) => ({ id })), properties, propertiesWithHistory: [] };
    const answer = await gateway.request("POST", batchReadPath(objectType), {}, body);
    const { results, errors } = parseAnswer(RecordBatch, `POST batch read of ${objectType}`, answer);
    const missing = new Set(
      errors?.filter(({ category }) => category === "OBJECT_NOT_FOUND").flatMap((error) => error.context?.ids ?? []),
    );
    return { records: results, gone: ids.filter((id) => missing.has(id)) };
  }

  /** For more properties than fit: the same records read again by id. One that was deleted in between is left out. */
  async function withProperties(
    objectType: string,
    found: readonly RawRecord[],
    properties: readonly string[],
  ): Promise<readonly RawRecord[]> {
    const records: RawRecord[] = [];
    for (let start = 0; start < found.length; start += batchSize) {
      const ids = found.slice(start, start + batchSize).map(({ id }) => id);
      records.push(...(await recordsById(objectType, properties, ids)).records);
    }
    return records;
  }
}

/** Contacts are the only type that spells it without the prefix. */
export function modifiedProperty(objectType: string): string {
  return objectType === "contacts" ? "lastmodifieddate" : "hs_lastmodifieddate";
}
