import { crmUi } from "../../../simulators/hubspot/model/source.ts";
import { userIdOf } from "../../../simulators/hubspot/model/user-id.ts";
import type { Clone } from "./clone.ts";
import type { TypedPart } from "./plant-part.ts";
import type { Scene } from "./scene.ts";

/** Somebody who can own records, and who leaves or comes back. */
export function plantOwner(scene: Scene, clone: Clone, { at = "born", set = {}, later = [] }: TypedPart): string {
  const id = scene.nextId("owner");
  const { firstName = "", lastName = "", email = "" } = set;
  const source = crmUi;
  const identity = { id, firstName, lastName: `${lastName} ${clone.number}`, teams: ["Sales"] };
  const address = scene.isShared ? email.replace("@", `+${clone.number}@`) : email;
  scene.write({ what: "owner-created", ...identity, email: address, at: clone.at(at), source });
  for (const { at: when, deactivate, reactivate } of later) {
    const what = deactivate ? "owner-deactivated" : reactivate ? "owner-reactivated" : null;
    if (what !== null) scene.write({ what, id, at: clone.at(when), source });
  }
  return id;
}

/** What a user may do. */
export function plantAccess(scene: Scene, clone: Clone, part: TypedPart): string {
  const id = String(userIdOf(clone.say(part.user!)));
  const save = (at: string, content: Record<string, unknown> = {}) =>
    scene.write({ what: "document-saved", kind: "user-access", id, content, at: clone.at(at), source: crmUi });
  save(part.at ?? "born", part.content);
  for (const { at, content } of part.later ?? []) save(at, content);
  return id;
}
