import { engagementDefaults } from "../../simulators/hubspot/acts/engagement.ts";
import type { DatedWrite, Properties } from "../../simulators/hubspot/model/write.ts";
import type { Random } from "../faults/seeded-random.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const owners = 9;
const ownerId = (index: number) => String(700 + index);

/** What may become of each kind of engagement: some of it answers whoever waits, and some does not. */
const outcomes = {
  calls: [{}, { hs_call_status: "NO_ANSWER" }, { hs_call_direction: "INBOUND" }],
  emails: [{}, { hs_email_status: "BOUNCED" }, { hs_email_direction: "INCOMING_EMAIL" }],
  meetings: [{}, { hs_meeting_outcome: "CANCELED" }, { hs_meeting_outcome: "NO_SHOW" }],
  communications: [{}],
} as const satisfies Readonly<Record<string, readonly Properties[]>>;
export const engagements = Object.keys(outcomes) as (keyof typeof outcomes)[];

/** Forms by name: whoever sends the first two asks to be contacted, whoever sends the next two does not. */
const forms = ["Contact us", "Request a demo", "Newsletter", "E-book", "Form 4"];

/** A small portal in which a share of everything is amiss, and what its team does in it. Nothing lies near a limit. */
export class TruthLife {
  readonly #random: Random;
  readonly #deals: string[] = [];
  readonly #contacts: string[] = [];
  readonly #campaigns: string[] = [];
  /** What the contacts that were made last have sent. */
  readonly #submissions: DatedWrite[] = [];
  #nextId = 9_000;

  constructor(random: Random) {
    this.#random = random;
  }

  get contacts(): readonly string[] {
    return this.#contacts;
  }

  get deals(): readonly string[] {
    return this.#deals;
  }

  born(at: Date): readonly DatedWrite[] {
    const random = this.#random;
    const on = new Date(at.getTime() - 20 * dayMs).toISOString();
    const writes: DatedWrite[] = [];
    for (let index = 0; index < owners; index += 1)
      writes.push({
        what: "owner-created",
        id: ownerId(index),
        email: `o${index}@x.example`,
        firstName: "O",
        lastName: `${index}`,
        teams: index % 3 === 0 ? [] : [`Team ${index % 3}`, "All"],
        at: on,
      });
    for (let index = 0; index < 3; index += 1) writes.push({ what: "owner-deactivated", id: ownerId(index), at: on });
    for (let count = random.int(18, 30); count > 0; count -= 1) writes.push(this.#newDeal(on));
    for (let count = random.int(24, 40); count > 0; count -= 1) writes.push(this.#newContact(on, at));
    for (let count = random.int(6, 9); count > 0; count -= 1) {
      const id = `c${(this.#nextId += 1)}`;
      this.#campaigns.push(id);
      writes.push({ what: "campaign-created", id, properties: this.#campaign(), at: on });
    }
    for (const [index, name] of forms.entries())
      writes.push({ what: "document-saved", kind: "form", id: `form-${index}`, content: { name }, at: on });
    writes.push(...this.#submissions.splice(0));
    for (let count = random.int(10, 14); count > 0; count -= 1)
      writes.push(
        this.#engagement(
          random.pick(this.#contacts),
          new Date(at.getTime() - random.int(1, 15) * hourMs).toISOString(),
        ),
      );
    return writes.toSorted((one, other) => one.at.localeCompare(other.at));
  }

  /** What happens from one instant to another: fixed, broken, added, answered, deleted. */
  step(from: Date, to: Date): readonly DatedWrite[] {
    const random = this.#random;
    const writes: DatedWrite[] = [];
    const at = () => new Date(random.int(from.getTime() + 60_000, to.getTime() - 1)).toISOString();
    if (random.chance(0.3)) writes.push(this.#archive("deals", this.#deals, at()));
    if (random.chance(0.3)) writes.push(this.#archive("contacts", this.#contacts, at()));
    const [deals, contacts] = [[...this.#deals], [...this.#contacts]];
    const set = (type: "deals" | "contacts", properties: Readonly<Record<string, string>>) =>
      writes.push({
        what: "properties-set",
        type,
        id: random.pick(type === "deals" ? deals : contacts),
        properties,
        at: at(),
      });
    for (let count = random.int(1, 4); count > 0; count -= 1) set("deals", { closedate: this.#closeDate() });
    for (let count = random.int(1, 3); count > 0; count -= 1)
      set("contacts", { hubspot_owner_id: random.chance(0.6) ? ownerId(random.int(3, owners - 1)) : "" });
    set("deals", { hubspot_owner_id: ownerId(random.int(0, owners - 1)) });
    if (random.chance(0.5)) writes.push(this.#newDeal(at()));
    if (random.chance(0.5)) writes.push(this.#newContact(at(), from));
    for (let count = random.int(0, 3); count > 0; count -= 1)
      writes.push(this.#engagement(random.pick(contacts), at()));
    // Owners without open work come and go: they move from one list of HubSpot's to the other.
    if (random.chance(0.3)) {
      const id = ownerId(random.pick([0, 1, 2]));
      writes.push({ what: random.chance(0.5) ? "owner-deactivated" : "owner-reactivated", id, at: at() });
    }
    if (random.chance(0.4))
      writes.push({
        what: "campaign-changed",
        id: random.pick(this.#campaigns),
        properties: this.#campaign(),
        at: at(),
      });
    writes.push(...this.#submissions.splice(0));
    return writes.toSorted((one, other) => one.at.localeCompare(other.at));
  }

  #archive(type: "deals" | "contacts", ids: string[], at: string): DatedWrite {
    const [id] = ids.splice(this.#random.int(0, ids.length - 1), 1);
    return { what: "record-archived", type, id: id!, at };
  }

  #newDeal(at: string): DatedWrite {
    const id = String((this.#nextId += this.#random.int(1, 3)));
    this.#deals.push(id);
    const properties = {
      dealname: `Deal ${id}`,
      pipeline: "default",
      dealstage: this.#random.pick(["appointmentscheduled", "qualifiedtobuy", "contractsent", "closedwon"]),
      closedate: this.#closeDate(),
      hubspot_owner_id: ownerId(this.#random.int(0, owners - 1)),
    };
    return { what: "record-created", type: "deals", id, properties, at };
  }

  #engagement(contactId: string, at: string): DatedWrite {
    const type = this.#random.pick(engagements);
    const properties = { ...engagementDefaults(type, at), ...this.#random.pick<Properties>(outcomes[type]) };
    const id = String((this.#nextId += 1));
    return {
      what: "record-created",
      type,
      id,
      properties,
      associations: [{ to: { type: "contacts", id: contactId } }],
      at,
    };
  }

  /** Half of them sent a form days ago; of some of these only the submissions tell which one, since it was renamed. */
  #newContact(at: string, now: Date): DatedWrite {
    const random = this.#random;
    const id = String((this.#nextId += random.int(1, 3)));
    this.#contacts.push(id);
    const email = `c${id}@lead.example`;
    const asked = new Date(now.getTime() - random.int(20, 60) * hourMs).toISOString();
    const form = random.int(0, forms.length - 1);
    const hasConverted = random.chance(0.5);
    if (hasConverted)
      this.#submissions.push({
        what: "form-submitted",
        formId: `form-${form}`,
        id: `sent-${id}`,
        pageUrl: "https://x.example",
        values: { email },
        at: asked,
      });
    const worded = `Page: ${random.chance(0.5) ? "As it was named" : forms[form]}`;
    const properties = {
      email,
      lifecyclestage: "lead",
      ...(random.chance(0.7) ? { hubspot_owner_id: ownerId(random.int(3, owners - 1)) } : {}),
      ...(random.chance(0.7) ? { hs_analytics_source: "PAID_SEARCH" } : {}),
      ...(hasConverted ? { recent_conversion_date: asked, recent_conversion_event_name: worded } : {}),
    };
    return { what: "record-created", type: "contacts", id, properties, at };
  }

  #closeDate(): string {
    return this.#random.chance(0.5) ? "2026-08-11T00:00:00Z" : "2027-08-11T00:00:00Z";
  }

  #campaign(): Readonly<Record<string, string>> {
    return {
      hs_name: "Campaign",
      hs_start_date: "2026-10-01",
      hs_utm: this.#random.chance(0.5) ? "autumn" : "",
      hs_owner: ownerId(5),
    };
  }
}
