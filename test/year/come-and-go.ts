import { engagementDefaults } from "../../simulators/hubspot/acts/engagement.ts";
import { newContactProperties } from "../../simulators/hubspot/acts/form-submission.ts";
import { importedProperties } from "../../simulators/hubspot/acts/import-contacts.ts";
import type { DatedWrite, Properties } from "../../simulators/hubspot/model/write.ts";
import { formIdOf } from "../../simulators/hubspot/scenario/year/form-ids.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const formName = "Book a demo";

/**
 * What a lived year has none of: records that are merged, deleted and purged, and lists that are imported. Each week of
 * it has one of each, with people of its own, so that nothing which the year plans is lost with them.
 */
export class ComeAndGo {
  readonly #portalId: number;
  readonly #ownerId: string;
  #nextId = 990_000_000_000;

  constructor(portalId: number, ownerId: string) {
    this.#portalId = portalId;
    this.#ownerId = ownerId;
  }

  /** @param monday - The first instant of a week. */
  week(monday: number): readonly DatedWrite[] {
    const at = (day: number, hour: number) => new Date(monday + day * dayMs + hour * hourMs).toISOString();
    const writes: DatedWrite[] = [
      ...this.#twoOfOnePerson(at, 1),
      // Of these the week's report has told when they become one.
      ...this.#twoOfOnePerson(at, 4),
      ...this.#leadOfACustomer(at),
      ...this.#asksAndIsDeleted(at),
      ...this.#imported(at),
      ...this.#dealDeleted(at),
    ];
    return writes.toSorted((one, other) => one.at.localeCompare(other.at));
  }

  /** Asks twice under two addresses, waits under both, and is called once somebody has made one record of them. */
  #twoOfOnePerson(at: (day: number, hour: number) => string, day: number): DatedWrite[] {
    const [one, other, both] = [this.#id(), this.#id(), this.#id()];
    const call = this.#id();
    return [
      ...this.#asks(one, `twice.${one}@a.example`, at(day, 8)),
      ...this.#asks(other, `twice.${other}@b.example`, at(day, 11)),
      { what: "record-merged", type: "contacts", id: one, merged: other, into: both, at: at(day + 4, 12) },
      {
        what: "record-created",
        type: "calls",
        id: call,
        properties: engagementDefaults("calls", at(day + 5, 12)),
        associations: [{ to: { type: "contacts", id: both } }],
        at: at(day + 5, 12),
      },
    ];
  }

  /** Asks under another address than the one under which they are a customer. */
  #leadOfACustomer(at: (day: number, hour: number) => string): DatedWrite[] {
    const [customer, lead, both] = [this.#id(), this.#id(), this.#id()];
    return [
      {
        what: "record-created",
        type: "contacts",
        id: customer,
        properties: {
          ...named(customer),
          email: `customer.${customer}@a.example`,
          lifecyclestage: "customer",
          hubspot_owner_id: this.#ownerId,
          hs_analytics_source: "OFFLINE",
        },
        at: at(0, 9),
      },
      ...this.#asks(lead, `customer.${lead}@b.example`, at(1, 11)),
      { what: "record-merged", type: "contacts", id: customer, merged: lead, into: both, at: at(2, 15) },
    ];
  }

  /**
   * One is deleted while they wait, one after they were answered, one beyond recall, and one of whom a report has told.
   */
  #asksAndIsDeleted(at: (day: number, hour: number) => string): DatedWrite[] {
    const [waiting, answered, purged, told, call] = [this.#id(), this.#id(), this.#id(), this.#id(), this.#id()];
    return [
      ...this.#asks(waiting, `leaves.${waiting}@a.example`, at(1, 12)),
      ...this.#asks(answered, `leaves.${answered}@a.example`, at(1, 13)),
      ...this.#asks(purged, `leaves.${purged}@a.example`, at(1, 14)),
      {
        what: "record-created",
        type: "calls",
        id: call,
        properties: engagementDefaults("calls", at(1, 14)),
        associations: [{ to: { type: "contacts", id: answered } }],
        at: at(1, 14),
      },
      { what: "record-archived", type: "contacts", id: waiting, at: at(3, 13) },
      { what: "record-archived", type: "contacts", id: answered, at: at(3, 14) },
      { what: "record-purged", type: "contacts", id: purged, at: at(4, 9) },
      ...this.#asks(told, `leaves.${told}@a.example`, at(3, 14)),
      { what: "record-archived", type: "contacts", id: told, at: at(8, 14) },
    ];
  }

  /** A few people of a list, of whom nobody has asked for anything, and half of whom are taken out again. */
  #imported(at: (day: number, hour: number) => string): DatedWrite[] {
    const ids = Array.from({ length: 4 }, () => this.#id());
    return [
      ...ids.map((id): DatedWrite => {
        const contact = {
          email: `listed.${id}@a.example`,
          properties: { ...named(id), hubspot_owner_id: this.#ownerId },
        };
        const properties = importedProperties(contact, `list-${ids[0]}`, "fair.csv");
        return { what: "record-created", type: "contacts", id, properties, at: at(2, 8) };
      }),
      ...ids.slice(2).map((id): DatedWrite => ({ what: "record-archived", type: "contacts", id, at: at(5, 8) })),
    ];
  }

  /** A deal that is late and then gone. */
  #dealDeleted(at: (day: number, hour: number) => string): DatedWrite[] {
    const id = this.#id();
    const properties = {
      dealname: `Deal ${id}`,
      pipeline: "default",
      dealstage: "appointmentscheduled",
      closedate: at(1, 0),
      hubspot_owner_id: this.#ownerId,
    };
    return [
      { what: "record-created", type: "deals", id, properties, at: at(0, 9) },
      { what: "record-archived", type: "deals", id, at: at(4, 16) },
    ];
  }

  #asks(id: string, email: string, at: string): DatedWrite[] {
    const submission = { email, formName, pageTitle: "Demo", pageUrl: "https://northwind.example/demo" };
    const properties: Properties = {
      ...newContactProperties(submission, at),
      ...named(id),
      hs_lead_status: "NEW",
      hubspot_owner_id: this.#ownerId,
    };
    return [
      { what: "record-created", type: "contacts", id, properties, at },
      {
        what: "form-submitted",
        formId: formIdOf(this.#portalId, formName),
        id: `sent-${id}`,
        pageUrl: submission.pageUrl,
        values: { email },
        at,
      },
    ];
  }

  #id(): string {
    return String((this.#nextId += 1));
  }
}

/** People of one name can be told apart by it. */
const named = (id: string): Properties => ({ firstname: "Kim", lastname: `Nr ${id}` });
