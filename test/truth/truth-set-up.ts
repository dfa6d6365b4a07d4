import type { DocumentKind } from "../../simulators/hubspot/model/document.ts";
import { defaultDealPipeline, type Pipeline } from "../../simulators/hubspot/model/pipeline.ts";
import type { DatedWrite } from "../../simulators/hubspot/model/write.ts";
import { writable } from "../../simulators/hubspot/properties/define.ts";
import type { Random } from "../faults/seeded-random.ts";

/** Kinds of documents of which a portal has a few pages, with what an edit of one may look like. */
const paged = {
  workflow: (edit) => ({ name: `Flow ${edit}`, isEnabled: edit % 2 === 0 }),
  list: (edit) => ({ name: `List ${edit}` }),
  "marketing-email": (edit) => ({ name: `E-mail ${edit}`, isPublished: edit % 3 !== 0 }),
  "property-validation": (edit) => ({
    rules: [{ ruleType: "MAX_LENGTH", ruleArguments: [String(40 + (edit % 5))] }],
  }),
} as const satisfies Partial<Record<DocumentKind, (edit: number) => Readonly<Record<string, unknown>>>>;
type Paged = keyof typeof paged;
const kinds = Object.keys(paged) as readonly Paged[];

const validated = ["contacts", "companies", "deals", "leads"] as const;
const guards = ["pipeline-rules", "stage-permissions"] as const;

/** What a small portal is set up with, and how its administrators edit, make and delete. */
export class TruthSetUp {
  readonly #random: Random;
  readonly #ids = new Map<Paged, string[]>(kinds.map((kind) => [kind, []]));
  readonly #pipelines: string[] = ["default"];
  readonly #properties: string[] = [];
  #number = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  born(at: string): readonly DatedWrite[] {
    const random = this.#random;
    const writes: DatedWrite[] = [];
    for (const kind of kinds)
      for (let count = random.int(9, 13); count > 0; count -= 1) writes.push(this.#made(kind, at));
    for (let count = 2; count > 0; count -= 1) writes.push(this.#pipelineMade(at));
    for (let count = 3; count > 0; count -= 1) writes.push(this.#propertyMade(at));
    return writes;
  }

  /** What happens at instants of one step; nothing new where an answer may hide what nobody has seen yet. */
  step(at: () => string, mayMake: boolean): readonly DatedWrite[] {
    const random = this.#random;
    const writes: DatedWrite[] = [];
    for (const kind of kinds) {
      const ids = this.#ids.get(kind)!;
      if (random.chance(0.2)) {
        const [id] = ids.splice(random.int(0, ids.length - 1), 1);
        writes.push({ what: "document-deleted", kind, id: id!, at: at() });
      }
      if (random.chance(0.5)) writes.push(this.#saved(kind, random.pick(ids), at()));
      if (mayMake && random.chance(0.4)) writes.push(this.#made(kind, at()));
    }
    if (random.chance(0.3)) writes.push(this.#pipelineSaved(random.pick(this.#pipelines), at()));
    if (random.chance(0.15) && this.#pipelines.length > 1)
      writes.push({ what: "pipeline-deleted", pipelineOf: "deals", id: this.#pipelines.pop()!, at: at() });
    if (mayMake && random.chance(0.2)) writes.push(this.#pipelineMade(at()));
    if (random.chance(0.3))
      writes.push({
        what: "document-saved",
        kind: random.pick(guards),
        id: `deals/${random.pick(this.#pipelines)}`,
        content: {
          governanceValidationRules: { noBackwardsMovementRule: { enabledForAllStages: random.chance(0.5) } },
          stages: random.chance(0.5) ? { contractsent: { userIds: [1] } } : {},
        },
        at: at(),
      });
    if (random.chance(0.2) && this.#properties.length > 1)
      writes.push({ what: "property-archived", propertyOf: "contacts", name: this.#properties.pop()!, at: at() });
    if (mayMake && random.chance(0.2)) writes.push(this.#propertyMade(at()));
    return writes;
  }

  #made(kind: Paged, at: string): DatedWrite {
    const number = (this.#number += 1);
    const id =
      kind === "property-validation" ? `${validated[number % validated.length]!}/p_${number}` : String(60_000 + number);
    this.#ids.get(kind)!.push(id);
    return this.#saved(kind, id, at);
  }

  #saved(kind: Paged, id: string, at: string): DatedWrite {
    return { what: "document-saved", kind, id, content: paged[kind](this.#random.int(1, 1_000)), at };
  }

  #pipelineMade(at: string): DatedWrite {
    const id = `p-${(this.#number += 1)}`;
    this.#pipelines.push(id);
    return this.#pipelineSaved(id, at);
  }

  #pipelineSaved(id: string, at: string): DatedWrite {
    const label = `Pipeline ${this.#random.int(1, 1_000)}`;
    // Ids of stages are a portal's own, so those of another pipeline are others.
    const stages = defaultDealPipeline.stages.map((stage) =>
      id === "default" ? stage : { ...stage, id: `${id}-${stage.id}` },
    );
    const pipeline: Pipeline = { id, label, stages };
    return { what: "pipeline-saved", pipelineOf: "deals", pipeline, at };
  }

  #propertyMade(at: string): DatedWrite {
    const name = `own_${(this.#number += 1)}`;
    this.#properties.push(name);
    const added = { groupName: "contactinformation", description: "", hasUniqueValue: false };
    return {
      what: "property-created",
      propertyOf: "contacts",
      definition: { ...writable("string", name, `Own ${name}`), added },
      at,
    };
  }
}
