import type { GeneratedRecords } from "./generated-records.ts";
import { idOf, linkedIndexes } from "./layout.ts";
import type { GeneratedType } from "./layout.ts";
import { pick, scatter } from "./scatter.ts";

/** What stands in a property; null where nothing does, and for every property without a formula. */
export function generatedValue(
  records: GeneratedRecords,
  type: GeneratedType,
  index: number,
  name: string,
): string | null {
  const formula = formulas[type][name] ?? everyRecord[name];
  return formula ? formula(records, type, index) : null;
}

type Formula = (records: GeneratedRecords, type: GeneratedType, index: number) => string | null;

const instant = (at: number): string => new Date(at).toISOString();
const created: Formula = (records, type, index) => instant(records.createdAt(type, index));
const modified: Formula = (records, type, index) => instant(records.modifiedAt(type, index));
const oneOf =
  (salt: number, items: readonly string[]): Formula =>
  ({ seed }, _, index) =>
    pick(items, seed, index, salt) || null;

/** Changes with every revision, so that a stale copy shows. */
const worded =
  (salt: number, items: readonly string[]): Formula =>
  (records, type, index) => {
    const revision = records.revision(type, index);
    return pick(items, records.seed, index, salt) + (revision === 0 ? "" : `, revision ${revision}`);
  };

const everyRecord: Readonly<Record<string, Formula>> = {
  hs_object_id: (_, type, index) => idOf(type, index),
  createdate: created,
  hs_createdate: created,
  hs_lastmodifieddate: modified,
  hubspot_owner_id: ({ seed, owners }, _, index) => (owners.length === 0 ? null : pick(owners, seed, index, 20)),
  hubspot_owner_assigneddate: created,
  hs_object_source: () => "IMPORT",
};

const lastNames = ["Berger", "Costa", "Dubois", "Ek", "Fischer", "García", "Horvat", "Ivanova", "Jensen", "Kowalska"];
const cities = ["Berlin", "Lyon", "Porto", "Graz", "Malmö", "", ""];

const formulas: Readonly<Record<GeneratedType, Readonly<Record<string, Formula>>>> = {
  contacts: {
    lastmodifieddate: modified,
    email: (_, __, index) => `person${index}@client${Math.floor(index / 4)}.example`,
    firstname: oneOf(2, ["Ana", "Ben", "Chloé", "Dario", "Eva", "Finn", "Greta", "Hugo", "Ines", "Jon"]),
    lastname: oneOf(3, lastNames),
    jobtitle: worded(4, ["Buyer", "Engineer", "Head of Sales", "Founder", "Office manager"]),
    city: oneOf(5, cities),
    lifecyclestage: oneOf(6, ["subscriber", "lead", "lead", "marketingqualifiedlead", "opportunity", "customer"]),
    hs_lead_status: oneOf(7, ["NEW", "OPEN", "IN_PROGRESS", "", ""]),
    hs_analytics_source: oneOf(8, ["ORGANIC_SEARCH", "PAID_SEARCH", "EMAIL_MARKETING", "DIRECT_TRAFFIC", "OFFLINE"]),
    associatedcompanyid: (records, _, index) => {
      const [company] = linkedIndexes("contacts", index, "companies", records);
      return company === undefined ? null : idOf("companies", company);
    },
    notes_last_contacted: (records, type, index) =>
      index % 2 === 0 ? instant(records.createdAt(type, index) + (scatter(records.seed, index, 9) % 86_400_000)) : null,
  },
  companies: {
    name: worded(
      2,
      lastNames.map((name) => `${name} GmbH`),
    ),
    domain: (_, __, index) => `client${index}.example`,
    city: oneOf(5, cities),
  },
  deals: {
    dealname: worded(2, ["Renewal", "New business", "Pilot"]),
    dealstage: oneOf(3, ["appointmentscheduled", "qualifiedtobuy", "contractsent", "closedwon", "closedlost"]),
    pipeline: () => "default",
    amount: ({ seed }, _, index) => String((scatter(seed, index, 4) % 500) * 100),
  },
  calls: {
    hs_timestamp: created,
    hs_call_title: worded(2, ["Intro", "Follow-up", "Demo"]),
    hs_call_direction: oneOf(3, ["INBOUND", "OUTBOUND"]),
    hs_call_status: () => "COMPLETED",
  },
};
