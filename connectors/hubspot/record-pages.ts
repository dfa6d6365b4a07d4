import { everyId, type IdRange } from "../../domain/mirror/mirror.ts";
import { HubSpotBadAnswer } from "./errors.ts";
import type { Gateway } from "./gateway.ts";
import { parseMissingIds, parseNext, parseRecords, parseTotal, type RawRecord } from "./parse-records.ts";
import { refuseHollowPage } from "./schema.ts";
import { descriptorOfObject } from "./types/index.ts";
import { batchReadPath, listPath, searchPath } from "./versions.ts";

export type { RawRecord };

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
  /**
   * How many records HubSpot's search knows, deleted and merged ones left out: of all, or of a range of ids; of all
   * times, or modified within a span, both ends included.
   */
  countInSearch(objectType: string, range?: IdRange, modified?: ModifiedSpan): Promise<number>;
  /** Up to 200 ids of a range that HubSpot's search knows, in order; `total` counts all of the range. */
  idsInSearch(objectType: string, range: IdRange): Promise<{ readonly ids: readonly string[]; readonly total: number }>;
  /**
   * At most 100 records by id. `gone` are those that HubSpot says it does not have; an id that is in neither list is
   * that of a record which lives on in another one. Whatever an answer does not speak of is asked for once more.
   *
   * @throws {HubSpotBadAnswer} When two answers do not speak of it.
   */
  recordsById(
    objectType: string,
    properties: readonly string[],
    ids: readonly string[],
  ): Promise<{ readonly records: readonly RawRecord[]; readonly gone: readonly string[] }>;
}

export interface ModifiedSpan {
  readonly from: Date;
  readonly to: Date | null;
}

const listPageSize = 100;
/** A page of changes that holds fewer is the last one. */
export const searchPageSize = 200;
const batchSize = 100;
/** HubSpot refuses addresses beyond some 15,000 characters (414) and search bodies beyond 3,000. */
const maxListCharacters = 14_000;
const maxSearchCharacters = 2_900;

/** These calls go straight through the gateway: see docs/decisions/0006. */
export function recordPages(gateway: Gateway): RecordPages {
  return {
    recordsById,

    async countInSearch(objectType, range = everyId, modified) {
      const asked = `POST a search that counts ${objectType}`;
      const filters = [...idFilters(range), ...(modified === undefined ? [] : spanFilters(objectType, modified))];
      const body = { filterGroups: filters.length === 0 ? [] : [{ filters }], properties: [], limit: 1 };
      return parseTotal(asked, await gateway.request("POST", searchPath(objectType), {}, body));
    },

    async idsInSearch(objectType, range) {
      const asked = `POST a search for ids of ${objectType}`;
      const sorts = [{ propertyName: "hs_object_id", direction: "ASCENDING" }];
      const body = { filterGroups: filtersOf(range), sorts, properties: [], limit: searchPageSize };
      const answer = await gateway.request("POST", searchPath(objectType), {}, body);
      const ids = parseRecords(asked, answer).map(({ id }) => id);
      const total = parseTotal(asked, answer);
      if (
        total < ids.length ||
        (ids.length === 0 && total > 0) ||
        ids.some((id, at) => at > 0 && BigInt(id) <= BigInt(ids[at - 1]!))
      )
        throw new HubSpotBadAnswer(asked, `it holds ${ids.length} records, counts ${total}, or is not in order of id`);
      return { ids, total };
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
      const answer = await gateway.request("GET", listPath(objectType), query);
      const listed = parseRecords(asked, answer);
      const next = parseNext(asked, answer);
      refuseHollowPage(asked, listed, next ?? undefined);
      return { records: isShort ? listed : await withProperties(objectType, listed, properties), next };
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
      const found = parseRecords(asked, answer);
      const total = parseTotal(asked, answer);
      return { records: isShort ? found : await withProperties(objectType, found, properties), total };
    },
  };

  async function recordsById(objectType: string, properties: readonly string[], ids: readonly string[]) {
    const first = await readBatch(objectType, properties, ids);
    if (first.unspoken.length === 0) return first;
    const again = await readBatch(objectType, properties, first.unspoken);
    if (again.unspoken.length > 0)
      throw new HubSpotBadAnswer(
        `POST batch read of ${objectType}`,
        `it says nothing of ${again.unspoken.length} of the ${ids.length} records that were asked for`,
      );
    return { records: [...first.records, ...again.records], gone: [...first.gone, ...again.gone] };
  }

  async function readBatch(objectType: string, properties: readonly string[], ids: readonly string[]) {
    const body = { inputs: ids.map((id) => ({ id })), properties, propertiesWithHistory: [] };
    const answer = await gateway.request("POST", batchReadPath(objectType), {}, body);
    const asked = `POST batch read of ${objectType}`;
    const missing = parseMissingIds(asked, answer);
    const records = parseRecords(asked, answer);
    const gone = ids.filter((id) => missing.has(id));
    const spoken = new Set([...records.map(({ id }) => id), ...gone]);
    const wanted = new Set(ids);
    // Records that nobody asked for are those in which others live on.
    const isExplained = records.some(({ id }) => !wanted.has(id));
    return { records, gone, unspoken: isExplained ? [] : ids.filter((id) => !spoken.has(id)) };
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

function filtersOf(range: IdRange): readonly object[] {
  const filters = idFilters(range);
  return filters.length === 0 ? [] : [{ filters }];
}

function idFilters({ after, upTo }: IdRange): readonly object[] {
  return [
    ...(after === null ? [] : [{ propertyName: "hs_object_id", operator: "GT", value: after }]),
    ...(upTo === null ? [] : [{ propertyName: "hs_object_id", operator: "LTE", value: upTo }]),
  ];
}

function spanFilters(objectType: string, { from, to }: ModifiedSpan): readonly object[] {
  const propertyName = modifiedProperty(objectType);
  return [
    { propertyName, operator: "GTE", value: String(from.getTime()) },
    ...(to === null ? [] : [{ propertyName, operator: "LTE", value: String(to.getTime()) }]),
  ];
}

/** Engagements spell it with the prefix, as most records do. */
export function modifiedProperty(objectType: string): string {
  return descriptorOfObject(objectType)?.modifiedProperty ?? "hs_lastmodifieddate";
}
