import type { InventoryItem } from "../../../domain/inventory/inventory.ts";
import type { Pipeline, PipelineKind } from "../../../domain/inventory/pipeline.ts";
import type { Stage } from "../../../domain/mirror/records.ts";
import { readText } from "../values.ts";
import type { Field, RecordSurroundings } from "./descriptor.ts";

type Pipelines = readonly Pick<Pipeline<PipelineKind>, "id" | "name" | "stages">[];

/** Where a record stands in its pipeline. Whether that is an open stage only the pipelines say, which are read beside. */
export function stage(pipelineProperty: string, stageProperty: string, kind: PipelineKind): Field<Stage> {
  const pipelinesIn = (around: RecordSurroundings): Pipelines => around[kind] ?? [];
  return {
    properties: [pipelineProperty, stageProperty],
    readWith: { kind, property: stageProperty, valuesOf: stagesOf },
    read: ({ properties, around }) =>
      stageOf(readText(properties[pipelineProperty]), readText(properties[stageProperty]), pipelinesIn(around)),
    doubt({ properties, around }) {
      const pipeline = pipelinesIn(around).find(({ id }) => id === readText(properties[pipelineProperty]));
      const isListed = pipeline?.stages.some(({ id }) => id === readText(properties[stageProperty])) === true;
      // Whether such a record is open or closed nobody can say, so nobody may say that it is late.
      return isListed ? null : "its stage is in no pipeline that HubSpot lists";
    },
  };
}

/** Stage id → what a record in it is given. Of two pipelines with one stage each tells for its own. */
function stagesOf(item: InventoryItem): ReadonlyMap<string, Stage> {
  const pipeline = item as Pipeline<PipelineKind>;
  return new Map(pipeline.stages.map(({ id }) => [id, stageOf(pipeline.id, id, [pipeline])]));
}

function stageOf(pipelineId: string | null, stageId: string | null, pipelines: Pipelines): Stage {
  const pipeline = pipelines.find(({ id }) => id === pipelineId);
  const found = pipeline?.stages.find(({ id }) => id === stageId);
  if (pipeline === undefined || found === undefined) {
    return {
      id: stageId ?? "",
      label: stageId ?? "no stage",
      pipelineLabel: pipeline?.name ?? "unknown pipeline",
      isClosed: false,
      progress: null,
    };
  }
  const open = pipeline.stages.filter(({ isClosed }) => !isClosed).sort((a, b) => a.displayOrder - b.displayOrder);
  const place = open.findIndex(({ id }) => id === found.id);
  const progress = found.isClosed ? null : open.length < 2 ? 1 : place / (open.length - 1);
  return { id: found.id, label: found.label, pipelineLabel: pipeline.name, isClosed: found.isClosed, progress };
}
