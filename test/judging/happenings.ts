import { sql } from "kysely";
import { propertiesFor } from "../../connectors/hubspot/fields.ts";
import { dependencesOn } from "../../connectors/hubspot/dependences.ts";
import { inventoryKinds } from "../../connectors/hubspot/inventory/index.ts";
import type { InventoryItem } from "../../domain/inventory/inventory.ts";
import type { StoreHandle } from "../../storage/database.ts";
import { addExclusion, liftExclusion } from "../../storage/exclusions.ts";
import { removePerson } from "../../storage/forget-contact.ts";
import { handsSince, saveClasses } from "../../storage/hands/kept-hands.ts";
import { putHands } from "../../storage/hands/noticed-hands.ts";
import { saveStandings } from "../../storage/hands/standings.ts";
import { moveHands } from "../../storage/hands/whose-hands.ts";
import { putInventory } from "../../storage/inventory/put-inventory.ts";
import { putRecords, removeRecords } from "../../storage/mirror.ts";
import { moveExclusions } from "../../storage/move-exclusions.ts";
import { moveFindings } from "../../storage/move-findings.ts";
import { moveTouches } from "../../storage/move-touches.ts";
import { forgetProperties } from "../../storage/property-sets.ts";
import { putEngagements } from "../../storage/touches.ts";
import { noticedHand } from "../domain/leads/sample-hand.ts";
import { callAt } from "../domain/leads/sample-touch.ts";
import type { Chance } from "./chance.ts";

/** Something that happens to one client, which the other of the twins lives through as well. */
export type Happening = (db: StoreHandle, clientId: string) => Promise<unknown>;
/** Draws what happens; the same for both. */
export type Draw = (chance: Chance, now: Date) => Happening;

const dayMs = 86_400_000;
const contactIds = Array.from({ length: 9 }, (_, index) => String(101 + index));
const dealIds = Array.from({ length: 6 }, (_, index) => String(201 + index));
const owners = ["7", "8", "9"];

/** Some instant within weeks before now, or days after it. */
const around = (chance: Chance, now: Date) => new Date(now.getTime() + (chance.number(48 * 24) - 40 * 24) * 3_600_000);
const maybe = (chance: Chance, value: string) => (chance.percent(75) ? value : null);

const allOf = (type: "contact" | "deal", without: string | null) =>
  propertiesFor(
    type,
    type === "contact"
      ? [
          "ownerId",
          "lifecycleStage",
          "leadStatus",
          "createdAt",
          "raisedHandAt",
          "raisedHandOn",
          "lastActivityAt",
          "madeBy",
          "originalSource",
          "utmSource",
        ]
      : ["ownerId", "stage", "amount", "closeAt", "createdAt", "nextActivityAt"],
  ).filter((name) => name !== without);

function contact(chance: Chance, now: Date): Record<string, string | null> {
  return {
    firstname: chance.pick(["Ana", "Ben"]),
    hubspot_owner_id: maybe(chance, chance.pick(owners)),
    lifecyclestage: chance.pick(["lead", "lead", "lead", "customer"]),
    hs_lead_status: chance.pick([null, null, "UNQUALIFIED"]),
    createdate: chance.percent(90) ? around(chance, now).toISOString() : "not a date",
    recent_conversion_date: maybe(chance, around(chance, now).toISOString()),
    notes_last_updated: maybe(chance, around(chance, now).toISOString()),
    hs_analytics_source: maybe(chance, "PAID_SEARCH"),
    hs_analytics_first_url: `https://x.example/?utm_source=${chance.pick(["google", "Google", "li"])}`,
  };
}

function deal(chance: Chance, now: Date): Record<string, string | null> {
  return {
    dealname: "Renewal",
    hubspot_owner_id: maybe(chance, chance.pick(owners)),
    pipeline: "default",
    dealstage: chance.pick(["first", "second", "second", "won", "unknown"]),
    amount: chance.pick(["100", null, "plenty"]),
    closedate: maybe(chance, `${around(chance, now).toISOString().slice(0, 10)}T00:00:00Z`),
    createdate: around(chance, now).toISOString(),
    notes_next_activity_date: maybe(chance, around(chance, now).toISOString()),
  };
}

const storeRecord: Draw = (chance, now) => {
  const type = chance.pick(["contact", "contact", "deal"] as const);
  const id = chance.pick(type === "contact" ? contactIds : dealIds);
  const without = chance.percent(8) ? chance.pick(["createdate", "hubspot_owner_id"]) : null;
  const own = type === "contact" ? contact(chance, now) : deal(chance, now);
  const properties = Object.fromEntries(allOf(type, without).map((name) => [name, own[name] ?? null]));
  return (db, clientId) => putRecords(db, clientId, type, [{ id, properties, updatedAt: now }], now);
};

const removeRecord: Draw = (chance) => {
  const type = chance.pick(["contact", "deal"] as const);
  const id = chance.pick(type === "contact" ? contactIds : dealIds);
  return (db, clientId) => removeRecords(db, clientId, type, [id]);
};

const raiseHand: Draw = (chance, now) => {
  const contactId = chance.pick(contactIds);
  const raisedAt = new Date(now.getTime() - chance.number(30 * dayMs));
  return (db, clientId) => putHands(db, clientId, [noticedHand({ contactId, raisedAt })], now);
};

/** The hand of that place, among all that are known. */
async function oneHand(db: StoreHandle, clientId: string, place: number) {
  const all = [...(await handsSince(db, clientId, new Date(0))).values()].flat();
  all.sort((a, b) => +a.raisedAt - +b.raisedAt || (a.contactId < b.contactId ? -1 : 1));
  return all[place % Math.max(1, all.length)];
}

const settleHand: Draw = (chance, now) => {
  const place = chance.number(50);
  const state = chance.pick(["waiting", "answered", "closed", "repeat", "outside"] as const);
  return async (db, clientId) => {
    const hand = await oneHand(db, clientId, place);
    if (hand === undefined) return;
    const ended = state === "answered" || state === "closed" ? now : null;
    const settled = { handId: hand.handId, wasLead: true, state, endedAt: ended, answeredBy: null, answer: null };
    await saveStandings(db, clientId, [{ ...settled, attempts: 0, automated: 0, ai: 0 }], now);
  };
};

const classHand: Draw = (chance) => {
  const place = chance.number(50);
  const kind = chance.pick(["hand", "other"] as const);
  return async (db, clientId) => {
    const hand = await oneHand(db, clientId, place);
    if (hand !== undefined) await saveClasses(db, clientId, [{ handId: hand.handId, class: kind, classBy: "setting" }]);
  };
};

const touchSomebody: Draw = (chance, now) => {
  const engagementId = String(chance.number(20));
  const touch = { contactId: chance.pick(contactIds), engagementType: "calls", engagementId, touch: callAt(now) };
  return (db, clientId) => putEngagements(db, clientId, [touch]);
};

const changePipelines: Draw = (chance, now) => {
  const closed = chance.percent(30);
  const names = chance.pick([
    ["first", "second", "won"],
    ["second", "first", "won"],
    ["first", "second", "won", "unknown"],
  ]);
  const stages = names.map((id, displayOrder) => {
    const isClosed = id === "won" || (closed && id === "second");
    return { id, label: id, displayOrder, isClosed, probability: null };
  });
  return putItems("pipeline", [{ type: "pipeline", id: "default", name: "Sales", stages } as never], now);
};

const changeOwners: Draw = (chance, now) => {
  const listed = chance.percent(70) ? owners : owners.slice(0, 2);
  const items = listed.map((id) => ({
    type: "owner",
    id,
    name: chance.pick([`Owner ${id}`, `Somebody ${id}`]),
    email: null,
    userId: null,
    teamIds: [],
    isActive: chance.percent(70),
    deactivatedAt: null,
  }));
  return putItems("owner", items as never, now);
};

const changeCampaigns: Draw = (chance, now) => {
  const [startAt, endAt] = [around(chance, now), around(chance, now)];
  const item = { type: "campaign", id: "c", name: "Launch", startAt, endAt, utm: maybe(chance, "u"), ownerId: "7" };
  return putItems("campaign", [item as never], now);
};

function putItems(kind: "pipeline" | "owner" | "campaign", items: readonly InventoryItem[], asOf: Date): Happening {
  return (db, clientId) =>
    putInventory(db, {
      clientId,
      words: inventoryKinds[kind].words as never,
      items,
      asOf,
      day: null,
      dependences: dependencesOn(kind),
    });
}

const exclude: Draw = (chance, now) => {
  const place = chance.number(50);
  const lifts = chance.percent(40);
  return async (db, clientId) => {
    const rows = await db
      .selectFrom("finding")
      .selectAll()
      .where("client_id", "=", clientId)
      .orderBy("finding_id")
      .execute();
    const row = rows[place % Math.max(1, rows.length)];
    if (row === undefined) return;
    if (lifts) await liftExclusion(db, clientId, row.finding_id, now);
    else await addExclusion(db, row, { kind: "wrong", reason: "r", byWhom: "Ana", at: now });
  };
};

const merge: Draw = (chance, now) => {
  const formerId = chance.pick(contactIds);
  const survivorId = chance.pick(contactIds.filter((id) => id !== formerId));
  return (db, clientId) =>
    db.transaction().execute(async (transaction) => {
      await moveTouches(transaction, clientId, { formerId, survivorId });
      await moveHands(transaction, clientId, formerId, survivorId);
      const named = { subjectType: "contact", formerId, survivorId };
      await moveExclusions(transaction, clientId, named);
      const of = { clientId, ...named, survivorUrl: null, runId: "merge", mode: "history", asOf: now } as const;
      await moveFindings(transaction, of);
      await removeRecords(transaction, clientId, "contact", [formerId]);
    });
};

const purge: Draw = (chance, now) => {
  const id = chance.pick(contactIds);
  return (db, clientId) =>
    db.transaction().execute(async (transaction) => {
      await removePerson(transaction, clientId, [id], now);
      // What is forgotten of somebody ends with them.
      await sql`delete from finding where client_id = ${clientId} and subject_id = ${id}`.execute(transaction);
    });
};

const redefine: Draw = (chance) => {
  const name = chance.pick(["createdate", "hubspot_owner_id"]);
  const type = chance.pick(["contact", "deal"]);
  return (db, clientId) => db.transaction().execute((tx) => forgetProperties(tx, clientId, type, [name]));
};

/** By the rule of invalidation that each tests. */
export const happenings: Readonly<Record<string, Draw>> = {
  "a record is stored": storeRecord,
  "a record is gone": removeRecord,
  "a hand is raised": raiseHand,
  "a hand stands otherwise": settleHand,
  "a hand is classed anew": classHand,
  "a touch is stored": touchSomebody,
  "pipelines change": changePipelines,
  "owners change": changeOwners,
  "campaigns change": changeCampaigns,
  "a person excludes, or takes it back": exclude,
  "two records are merged": merge,
  "a person is forgotten": purge,
  "a property is defined anew": redefine,
};
