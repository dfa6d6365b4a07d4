import { listAssociations, readAssociations } from "../api/associations.ts";
import { readBatch } from "../api/batch.ts";
import { listObjects, readObject } from "../api/objects.ts";
import { limitsAnswer, recordLimits } from "../api/record-limits.ts";
import type { Endpoint } from "../api/routes/define.ts";
import { searchObjects } from "../api/search.ts";
import type { GeneratedRecords } from "./generated-records.ts";
import { associationsBatch, associationsOfOne } from "./generated-associations.ts";
import { batchOfGenerated, listGenerated, oneGenerated } from "./generated-reads.ts";
import { isGenerated } from "./layout.ts";
import type { PageCache } from "./page-cache.ts";
import { searchGenerated } from "./search-generated.ts";
import { SearchPositions } from "./search-positions.ts";
import { recordTypeOf } from "../model/record-types.ts";

/** Records of which none is kept, and the endpoints that read them. All else about the portal is ordinary. */
export class GeneratedPortal {
  readonly records: GeneratedRecords;
  readonly #endpoints: ReadonlyMap<Endpoint, Endpoint>;

  constructor(records: GeneratedRecords, cache: PageCache) {
    this.records = records;
    const positions = new SearchPositions(records);
    this.#endpoints = new Map<Endpoint, Endpoint>([
      [listObjects, (call) => listGenerated(records, cache, call)],
      [readObject, (call) => oneGenerated(records, call)],
      [readBatch, (call) => batchOfGenerated(records, call)],
      [searchObjects, (call) => searchGenerated(records, positions, call)],
      [readAssociations, (call) => associationsBatch(records, call)],
      [listAssociations, (call) => associationsOfOne(records, call)],
    ]);
  }

  /** The endpoint that answers in place of the ordinary one; that one itself for what is not generated. */
  endpoint(ordinary: Endpoint, params: Readonly<Record<string, string>>): Endpoint {
    if (ordinary === recordLimits)
      return () => limitsAnswer((type) => (isGenerated(type) ? this.records.count(type) : 0));
    const type = recordTypeOf(params["type"] ?? "");
    return type !== undefined && isGenerated(type) ? (this.#endpoints.get(ordinary) ?? ordinary) : ordinary;
  }
}
