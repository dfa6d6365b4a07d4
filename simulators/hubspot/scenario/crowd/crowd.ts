import { listAssociations, readAssociations } from "../../api/associations.ts";
import { readBatch } from "../../api/batch.ts";
import { listObjects, readObject } from "../../api/objects.ts";
import type { Endpoint } from "../../api/routes/define.ts";
import { searchObjects } from "../../api/search.ts";
import type { GeneratedPortal } from "../../scale/generated-portal.ts";
import type { GeneratedRecords } from "../../scale/generated-records.ts";
import { isOfCrowd, joinInputs, joinList, joinSearch } from "./join-answers.ts";
import { quiet } from "./quiet.ts";

type Join = (ordinary: Endpoint, computed: Endpoint) => Endpoint;

const byId: Join = (ordinary, computed) => (call) => (isOfCrowd(call.params["id"]) ? computed : ordinary)(call);

const joins: ReadonlyMap<Endpoint, Join> = new Map([
  [listObjects, joinList],
  [searchObjects, joinSearch],
  [readBatch, joinInputs],
  [readAssociations, joinInputs],
  [readObject, byId],
  [listAssociations, byId],
]);

/**
 * Up to millions of computed records behind those of a lived portal: old customers and closed deals, of whom nothing is
 * kept and with whom nothing is amiss. They were always there, cannot be written and have no history.
 */
export class Crowd {
  readonly #generated: GeneratedPortal;
  readonly #closedStage: string;

  constructor(generated: GeneratedPortal, closedStage: string) {
    this.#generated = generated;
    this.#closedStage = closedStage;
  }

  get records(): GeneratedRecords {
    return this.#generated.records;
  }

  endpoint(ordinary: Endpoint, params: Readonly<Record<string, string>>): Endpoint {
    const computed = this.#generated.endpoint(ordinary, params);
    const join = joins.get(ordinary);
    return computed === ordinary || !join ? ordinary : join(ordinary, quiet(computed, this.#closedStage));
  }
}
