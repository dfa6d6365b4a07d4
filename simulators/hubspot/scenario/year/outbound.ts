import type { Random } from "../../../random.ts";
import type { Properties } from "../../model/write.ts";
import { importFile, person } from "../story.ts";
import type { Source } from "../../model/source.ts";
import { days } from "../working-hours.ts";
import { converse, later } from "./conversation.ts";
import { liveDeal } from "./deal.ts";
import { openLeadRecord } from "./lead.ts";
import type { Lead } from "./lead.ts";
import { workTimeAfter, workdaysAhead } from "./year.ts";
import type { Year } from "./year.ts";

/** What the contacts of the former CRM are, in hundredths. */
const standings = [
  ["customer", 46],
  ["subscriber", 24],
  ["unqualified", 20],
  ["open-lead", 6],
  ["upsell", 4],
] as const;

/** The contacts of the former CRM come in with one import on the first evening. */
export function migrate(year: Year, contacts: number): void {
  const random = year.chance("migration");
  const by = importFile("former-crm.csv");
  for (let count = 0; count < contacts; count++) {
    const standing = random.weighted(standings);
    const isOwned = standing !== "subscriber";
    const lead = bringIn(year, random, by, isOwned ? year.staff.next(year.chronicle.now) : null, {
      lifecyclestage: standing === "upsell" ? "customer" : isOwned && standing !== "customer" ? "lead" : standing,
      ...(standing === "unqualified" && { hs_lead_status: "UNQUALIFIED" }),
      ...(standing === "open-lead" && { hs_lead_status: "IN_PROGRESS" }),
      ...offline("IMPORT"),
    });
    if (standing === "open-lead") workOn(year, random, lead, by, [1, 9]);
    if (standing === "upsell")
      year.agenda.plan(workdaysAhead(year, random, [1, 120]), () => liveDeal(year, random, lead, random.integer(0, 3)));
  }
}

/** Somebody of sales adds a person whom they met. */
export function addByHand(year: Year, random: Random): void {
  const ownerId = year.staff.next(year.chronicle.now);
  const lead = bringIn(year, random, person(ownerId), ownerId, {
    lifecyclestage: "lead",
    hs_lead_status: "OPEN",
    ...offline("CRM_UI"),
  });
  workOn(year, random, lead, person(ownerId), [1, 3]);
}

/** A list from a fair: half of its people are called, the others are written to. */
export function importList(year: Year, random: Random, contacts: number): void {
  const { chronicle, attribution, rates, staff, agenda } = year;
  const name = `fair-${new Date(chronicle.now).toISOString().slice(0, 10)}.csv`;
  const isSourceless = random.chance(rates.sourcelessImports);
  const importedAt = chronicle.now;
  const by = importFile(name);
  const leads = Array.from({ length: contacts }, () => {
    const isCalled = random.chance(0.5);
    const lead = bringIn(year, random, by, isCalled ? staff.next(importedAt) : null, {
      lifecyclestage: isCalled ? "lead" : "subscriber",
      ...(!isSourceless && offline("IMPORT")),
    });
    if (isCalled) workOn(year, random, lead, by, [1, 9]);
    return lead;
  });
  const members = leads.map(({ contact }) => ({ recordId: contact.id, at: new Date(importedAt).toISOString() }));
  chronicle.note({ what: "document-saved", kind: "list", id: String(importedAt), content: { name, members } }, by);
  if (!isSourceless) return;
  agenda.plan(workTimeAfter(year, random, random.integer(4, 20)), () => {
    for (const { contact } of leads) {
      chronicle.set(contact, offline("IMPORT"), importFile(`sources-of-${name}`));
      attribution.mended(importedAt, chronicle.now);
    }
  });
}

const offline = (how: string): Properties => ({ hs_analytics_source: "OFFLINE", hs_analytics_source_data_1: how });

function bringIn(year: Year, random: Random, by: Source, ownerId: string | null, properties: Properties): Lead {
  const { people, chronicle, attribution } = year;
  const who = people.invent(random);
  const company = people.companyOf(who);
  const contact = chronicle.create(
    "contacts",
    {
      firstname: who.firstName,
      lastname: who.lastName,
      email: who.email,
      company: who.company,
      ...who.details,
      hs_object_source: by.type,
      ...(ownerId !== null && { hubspot_owner_id: ownerId }),
      ...properties,
    },
    by,
    [company],
  );
  attribution.came({ at: chronicle.now, hasSource: properties["hs_analytics_source"] !== undefined, spelling: null });
  return {
    who,
    contact,
    company,
    ownerId,
    record: null,
    submissions: 0,
    attempt: 1,
    isOpen: true,
    hasDeal: false,
    isCustomer: properties["lifecyclestage"] === "customer",
    cameBack: null,
  };
}

/** Sales turns to the lead within some workdays, and goes on from there. */
function workOn(year: Year, random: Random, lead: Lead, by: Source, within: readonly [number, number]): void {
  openLeadRecord(year, lead, by.type === "IMPORT" ? "IMPORT" : "CRM_UI", by);
  later(year, lead, workdaysAhead(year, random, within), () => converse(year, random, lead, random.integer(2, 5)));
}

/** Share of the contacts that the portal began with. */
export const migratedShare = 0.35;

/** Days of a year between two lists. */
export const listEvery = days(24);
