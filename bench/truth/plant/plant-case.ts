import type { Expanded } from "../expand.ts";
import { expand } from "../expand.ts";
import type { Case, Healthy, LabelFile } from "../label-file.ts";
import { nameOf } from "./cast.ts";
import { Clone } from "./clone.ts";
import { plantPart } from "./plant-part.ts";
import type { Scene } from "./scene.ts";

/** A case as it stands in a portal. */
export interface Planted {
  readonly label: LabelFile;
  readonly case: Case;
  /** Whom it is about; "portal" for the whole of it. */
  readonly subjectId: string;
  /** Everything of the case, by HubSpot's ids. */
  readonly ids: ReadonlySet<string>;
  /** By which measures name their cohorts: `owner:ID`, `form:NAME`. */
  readonly names: ReadonlySet<string>;
  /** Reads a word of the case, such as "@queue" or "$late", as it came to be. */
  readonly say: (word: string) => string;
}

/** Writes all records of a case into a portal. */
export function plantCase(scene: Scene, label: LabelFile, one: Case, healthy: Healthy): Planted {
  const shared = new Map<string, string>();
  const ids = new Set<string>();
  let last: Clone | null = null;
  for (const group of expand(one, healthy))
    for (let index = 0; index < group.count; index++) {
      const clone = cloneOf(scene, group, index, shared);
      for (const [name, part] of group.parts) {
        const id = plantPart(scene, clone, name, part);
        ids.add(id);
        clone.ids.set(name, id);
        if (group.count === 1) shared.set(group.as === null ? name : `${group.as}.${name}`, id);
      }
      last = clone;
    }
  const say = (word: string) => last!.say(word);
  const subjectId = one.of === undefined ? "portal" : one.of.startsWith("$") ? say(one.of) : shared.get(one.of)!;
  const form = scene.formNames.get(subjectId);
  const names = new Set(form === undefined ? [] : [`form:${form.toLowerCase()}`]);
  return { label, case: one, subjectId, ids, names, say };
}

function cloneOf(scene: Scene, group: Expanded, index: number, shared: Map<string, string>): Clone {
  const { cast, clock } = scene;
  const every = group.every === null ? 0 : Number.parseInt(group.every, 10) * 60_000;
  // What is days old is so by some hours more, which the seed chooses.
  const hoursMore = /^-([5-9]|\d\d+)d$/.test(group.born) ? cast.random.integer(0, 300) * 60_000 : 0;
  const born = clock.at(group.born) + index * every - hoursMore;
  const chosen = cast.random.pick(cast.ownerIds);
  const owner =
    group.owner === null
      ? chosen
      : group.owner.startsWith("@")
        ? shared.get(group.owner.slice(1))!
        : nameOf(cast, group.owner, 0, chosen)!;
  return new Clone(scene, { born, owner, number: scene.nextNumber() }, shared);
}
