import type { Stage } from "../../../simulators/hubspot/model/pipeline.ts";
import { crmUi } from "../../../simulators/hubspot/model/source.ts";
import { choice, writable, type PropertyDefinition } from "../../../simulators/hubspot/properties/define.ts";
import type { Part } from "../label-file.ts";
import type { Clone } from "./clone.ts";
import type { TypedPart } from "./plant-part.ts";
import type { Scene } from "./scene.ts";

/** A pipeline of deals and what becomes of its stages. */
export function plantPipeline(scene: Scene, clone: Clone, part: TypedPart): string {
  const id = part.id!;
  const save = (at: string, stages: Part["stages"]) =>
    scene.write({
      what: "pipeline-saved",
      pipelineOf: "deals",
      pipeline: { id, label: part.label!, stages: stages!.map(stageOf) },
      at: clone.at(at),
      source: crmUi,
    });
  save(part.at ?? "born", part.stages);
  for (const { at, stages } of part.later ?? []) save(at, stages);
  return id;
}

const stageOf = ([id, label, probability, isClosed]: NonNullable<Part["stages"]>[number]): Stage => ({
  id,
  label,
  probability,
  isClosed,
});

/** A contact's property, and how its options change or it is put away. */
export function plantProperty(scene: Scene, clone: Clone, part: TypedPart): string {
  const name = clone.say(part.name!);
  const save = (what: "property-created" | "property-changed", at: string, options: Part["options"]) =>
    scene.write({
      what,
      propertyOf: "contacts",
      definition: definitionOf(name, part, options),
      at: clone.at(at),
      source: crmUi,
    });
  save("property-created", part.at ?? "born", part.options);
  for (const { at, archive, options } of part.later ?? [])
    if (archive)
      scene.write({ what: "property-archived", propertyOf: "contacts", name, at: clone.at(at), source: crmUi });
    else save("property-changed", at, options);
  return name;
}

function definitionOf(name: string, { label, kind }: TypedPart, options: Part["options"] = []): PropertyDefinition {
  const added = { groupName: "contactinformation", description: "", hasUniqueValue: false };
  const plain =
    kind === "enumeration"
      ? choice(
          name,
          label!,
          options.map(([value, words]) => `${value}=${words}`),
        )
      : writable("string", name, label!);
  return { ...plain, added };
}
