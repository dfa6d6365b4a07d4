import { crmUi } from "../../../simulators/hubspot/model/source.ts";
import type { Clone } from "./clone.ts";
import type { TypedPart } from "./plant-part.ts";
import type { Scene } from "./scene.ts";

/** A marketing campaign with its assets. */
export function plantCampaign(scene: Scene, clone: Clone, part: TypedPart): string {
  const id = scene.nextId("campaign");
  const source = crmUi;
  const properties = { hs_object_id: String(400_000 + clone.number), ...clone.sayAll(part.set ?? {}) };
  scene.write({ what: "campaign-created", id, properties, at: clone.at(part.at ?? "born"), source });
  for (const [index, { at, type, name }] of (part.assets ?? []).entries()) {
    const assetId = String(600_000 + clone.number * 10 + index);
    scene.write({ what: "campaign-asset-added", id, assetType: type, assetId, name, at: clone.at(at), source });
  }
  for (const { at, archive } of part.later ?? [])
    if (archive) scene.write({ what: "campaign-deleted", id, at: clone.at(at), source });
  return id;
}
