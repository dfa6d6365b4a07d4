import type { SourceReader } from "../../checks/sources/source.ts";
import type { Pipeline } from "../../domain/inventory/pipeline.ts";
import { linksOf } from "../../storage/associations/links.ts";
import type { StoreHandle } from "../../storage/database.ts";
import { latestInventory } from "../../storage/inventory/read-inventory.ts";
import { typedRecords, type TypedRecords } from "../mirror/typed-records.ts";

/** Where the source `related` loads from: associations, and the records at their other ends as the mirror has them. */
export function relatedReader(db: StoreHandle, clientId: string): Pick<SourceReader, "links" | "records"> {
  // Most runs ask for none, and then the pipelines are not loaded a second time.
  let opened: Promise<TypedRecords> | null = null;
  const records = async () => {
    const [pipelines, leadPipelines] = await Promise.all([
      latestInventory(db, clientId, "pipeline"),
      latestInventory(db, clientId, "lead-pipeline"),
    ]);
    return typedRecords(db, clientId, {
      pipelines: (pipelines ?? []) as readonly Pipeline[],
      leadPipelines: (leadPipelines ?? []) as readonly Pipeline<"lead-pipeline">[],
    });
  };
  return {
    links: (pair, ids) => linksOf(db, clientId, pair, ids),
    async records(type, ids) {
      opened ??= records();
      return (await opened).byId(type, ids);
    },
  };
}
