import { engagementDefaults } from "../../simulators/hubspot/acts/engagement.ts";
import type { RecordType } from "../../simulators/hubspot/model/record-types.ts";
import type { DatedWrite, Properties, RecordReference } from "../../simulators/hubspot/model/write.ts";
import type { Random } from "../faults/seeded-random.ts";

type Other = "companies" | "leads" | "tasks";
const others = ["companies", "leads", "tasks"] as const satisfies readonly Other[];

interface People {
  readonly contacts: readonly string[];
  readonly deals: readonly string[];
}

interface Link {
  readonly deal: string;
  readonly contact: string;
}

/** The record types beside contacts and deals, and what of all of them hangs on what. */
export class TruthOthers {
  readonly #random: Random;
  readonly #ids: Readonly<Record<Other, string[]>> = { companies: [], leads: [], tasks: [] };
  readonly #linked: Link[] = [];
  #nextId = 40_000;

  constructor(random: Random) {
    this.#random = random;
  }

  born(people: People, at: string): readonly DatedWrite[] {
    const writes: DatedWrite[] = [];
    for (const type of others)
      for (let count = this.#random.int(9, 14); count > 0; count -= 1) writes.push(this.#made(type, people, at));
    for (const deal of people.deals) if (this.#random.chance(0.6)) writes.push(this.#link(deal, people, at));
    return writes;
  }

  /**
   * @param people - Those that are there to the end of the step.
   * @param mayUnlink - Unlinking shows in a list only.
   */
  step(people: People, at: () => string, mayUnlink: boolean): readonly DatedWrite[] {
    const random = this.#random;
    const writes: DatedWrite[] = [];
    for (const type of others) {
      const ids = this.#ids[type];
      if (random.chance(0.2)) {
        const [id] = ids.splice(random.int(0, ids.length - 1), 1);
        writes.push({ what: "record-archived", type, id: id!, at: at() });
      }
      for (let count = random.int(0, 2); count > 0; count -= 1)
        writes.push({ what: "properties-set", type, id: random.pick(ids), properties: this.#changed(type), at: at() });
      if (random.chance(0.4)) writes.push(this.#made(type, people, at()));
    }
    if (random.chance(0.5)) writes.push(this.#link(random.pick(people.deals), people, at()));
    const isThere = ({ deal, contact }: Link) => people.deals.includes(deal) && people.contacts.includes(contact);
    const link = this.#linked.find(isThere);
    if (mayUnlink && link !== undefined && random.chance(0.5)) {
      this.#linked.splice(this.#linked.indexOf(link), 1);
      const to: RecordReference = { type: "contacts", id: link.contact };
      writes.push({ what: "record-dissociated", type: "deals", id: link.deal, to, at: at() });
    }
    return writes;
  }

  #link(deal: string, { contacts }: People, at: string): DatedWrite {
    const contact = this.#random.pick(contacts);
    const isLinked = this.#linked.some((link) => link.deal === deal && link.contact === contact);
    if (!isLinked) this.#linked.push({ deal, contact });
    return { what: "record-associated", type: "deals", id: deal, to: { type: "contacts", id: contact }, at };
  }

  #made(type: Other, { contacts }: People, at: string): DatedWrite {
    const id = String((this.#nextId += this.#random.int(1, 3)));
    this.#ids[type].push(id);
    const named: Readonly<Record<Other, Properties>> = {
      companies: { name: `Company ${id}`, domain: `c${id}.example` },
      leads: {
        hs_lead_name: `Lead ${id}`,
        hs_pipeline: "lead-pipeline-id",
        hs_pipeline_stage: "new-stage-id",
      },
      tasks: engagementDefaults("tasks", at),
    };
    const to = { type: "contacts" as RecordType, id: this.#random.pick(contacts) };
    const properties = { ...named[type], ...this.#changed(type) };
    return { what: "record-created", type, id, properties, associations: [{ to }], at };
  }

  #changed(type: Other): Properties {
    if (type === "tasks") return { hs_task_status: this.#random.pick(["NOT_STARTED", "COMPLETED"]) };
    return { hubspot_owner_id: this.#random.chance(0.6) ? String(this.#random.int(703, 708)) : "" };
  }
}
