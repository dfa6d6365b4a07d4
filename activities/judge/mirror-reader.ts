import type { SourceReader } from "../../checks/sources/source.ts";
import { pastReader } from "../../connectors/hubspot/parse-past.ts";
import type { Inventory } from "../../domain/inventory/inventory.ts";
import { pipelineKinds } from "../../domain/inventory/pipeline.ts";
import { linksOf } from "../../storage/associations/links.ts";
import type { StoreHandle } from "../../storage/database.ts";
import { historiesOf } from "../../storage/histories.ts";
import { latestInventories } from "../../storage/inventory/read-inventory.ts";
import { typedRecords, type TypedRecords } from "../mirror/typed-records.ts";

/**
 * Where the sources `related` and `history` load from: associations, the records at their other ends, and histories, as
 * the mirror has them.
 */
export function mirrorReader(db: StoreHandle, clientId: string): Pick<SourceReader, "links" | "pasts" | "records"> {
  // Most runs ask for none, and then the pipelines are not loaded a second time.
  let opened: Promise<TypedRecords> | null = null;
  let pipelines: Promise<Inventory> | null = null;
  const around = () => (pipelines ??= latestInventories(db, clientId, pipelineKinds));
  const records = async () => typedRecords(db, clientId, await around());
  return {
    async pasts(type, ids) {
      const histories = await historiesOf(db, clientId, type, ids);
      if (histories.size === 0) return new Map();
      const beside = await around();
      return new Map([...histories].map(([id, history]) => [id, pastReader(type, id, history, beside)]));
    },
    links: (pair, ids) => linksOf(db, clientId, pair, ids),
    async records(type, ids) {
      opened ??= records();
      return (await opened).byId(type, ids);
    },
  };
}
