import type { Part } from "../label-file.ts";
import type { Clone } from "./clone.ts";
import { plantCampaign } from "./plant-campaign.ts";
import { plantAccess, plantOwner } from "./plant-owner.ts";
import { plantDocument } from "./plant-document.ts";
import { plantPipeline, plantProperty } from "./plant-schema.ts";
import { plantRecord } from "./plant-record.ts";
import { isRecordType, type Scene } from "./scene.ts";

export type TypedPart = Part & { readonly type: string };

const planters: Readonly<Record<string, (scene: Scene, clone: Clone, part: TypedPart) => string>> = {
  owner: plantOwner,
  access: plantAccess,
  campaign: plantCampaign,
  form: plantDocument,
  workflow: plantDocument,
  list: plantDocument,
  property: plantProperty,
  pipeline: plantPipeline,
};

/** @returns The id of what was planted. */
export function plantPart(scene: Scene, clone: Clone, name: string, part: TypedPart): string {
  if (isRecordType(part.type)) return plantRecord(scene, clone, { ...part, type: part.type });
  const plant = planters[part.type];
  if (plant === undefined) throw new Error(`Nobody knows how to plant "${name}", which is a ${part.type}.`);
  return plant(scene, clone, part);
}
