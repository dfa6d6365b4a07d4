import type { DocumentContent, DocumentKind } from "../../../simulators/hubspot/model/document.ts";
import { crmUi } from "../../../simulators/hubspot/model/source.ts";
import type { Clone } from "./clone.ts";
import type { TypedPart } from "./plant-part.ts";
import type { Scene } from "./scene.ts";

/** A form, a workflow or a list, with each of its later states. */
export function plantDocument(scene: Scene, clone: Clone, part: TypedPart): string {
  const kind = part.type as DocumentKind;
  const id = scene.nextId(kind);
  const source = crmUi;
  let content: DocumentContent = clone.sayAll(part.content ?? {});
  scene.write({ what: "document-saved", kind, id, content, at: clone.at(part.at ?? "born"), source });
  if (kind === "form") {
    clone.formNames.set(id, String(content["name"]));
    if (part.hand) scene.handForms.push(String(content["name"]));
  }
  for (const later of part.later ?? []) {
    const at = clone.at(later.at);
    if (later.delete) scene.write({ what: "document-deleted", kind, id, at, source });
    else {
      content = { ...content, ...clone.sayAll(later.content ?? {}) };
      scene.write({ what: "document-saved", kind, id, content, at, source });
    }
  }
  return id;
}
