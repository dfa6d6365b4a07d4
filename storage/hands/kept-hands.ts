import { sql, type Kysely } from "kysely";
import type { Clock, HandClass, HandWay } from "../../domain/leads/hand.ts";
import type { KnownHand } from "../../domain/leads/settle-hands.ts";
import { bumpRecords, inTransaction } from "../change-numbers.ts";
import type { Database } from "../database.ts";
import type { ClassBy } from "../tables/hands.ts";
import { handOf, standingOf, type HandRow } from "./hand-row.ts";

/** A hand as it is kept, with when its touches were last asked for anew. */
export interface KeptHand extends KnownHand {
  readonly contactId: string;
  readonly form: string | null;
  readonly classBy: ClassBy;
  readonly answerId: string | null;
  readonly attempts: number;
  readonly automated: number;
  readonly ai: number;
  readonly judgedAt: Date | null;
  readonly verifiedAt: Date | null;
  /** The team in whose hours its wait counts, as the settings write it; null: the client's. */
  readonly hoursOf: string | null;
}

const chunk = 1_000;

/** The hands raised since an instant, oldest first: contact id → hands. */
export const handsSince = (db: Kysely<Database>, clientId: string, since: Date) =>
  raisedSince(db, clientId, since, keptOf);

/** The clocks and what else was raised since an instant, oldest first: contact id → hands. */
export const clocksSince = (db: Kysely<Database>, clientId: string, since: Date) =>
  raisedSince(db, clientId, since, clockOf);

/** Everything that some contacts have ever raised, oldest first: contact id → hands. */
export const handsOf = (db: Kysely<Database>, clientId: string, contactIds: readonly string[]) =>
  raisedSince(db, clientId, new Date(0), keptOf, contactIds);

/** The clocks of some contacts, raised since an instant: contact id → hands. */
export const clocksOf = (db: Kysely<Database>, clientId: string, contactIds: readonly string[], since: Date) =>
  raisedSince(db, clientId, since, clockOf, contactIds);

async function raisedSince<One>(
  db: Kysely<Database>,
  clientId: string,
  since: Date,
  as: (row: HandRow) => One,
  contactIds?: readonly string[],
): Promise<ReadonlyMap<string, readonly One[]>> {
  const rows = await db
    .selectFrom("hand")
    .selectAll()
    .where("client_id", "=", clientId)
    .where("raised_at", ">=", since)
    .where("contact_id", "is not", null)
    .$if(contactIds !== undefined, (query) =>
      query.where(sql<boolean>`contact_id = any(string_to_array(${contactIds!.join("\n")}, E'\\n'))`),
    )
    .orderBy("raised_at")
    .orderBy("hand_id")
    .execute();
  const byContact = Map.groupBy(rows, (row) => row.contact_id!);
  return new Map([...byContact].map(([contactId, of]) => [contactId, of.map(as)]));
}

/** By whom a hand was raised. */
export interface Raiser {
  /** Null: somebody of whom nothing else is kept. */
  readonly contactId: string | null;
  /** Lower case; null where the mirror does not know it. */
  readonly email: string | null;
}

/** Who raised hands since an instant, whatever they ask for, by the second since 1970. */
export async function raisersBySecond(
  db: Kysely<Database>,
  clientId: string,
  since: Date,
): Promise<ReadonlyMap<number, readonly Raiser[]>> {
  const rows = await db
    .selectFrom("hand")
    .leftJoin("record", (join) =>
      join
        .onRef("record.client_id", "=", "hand.client_id")
        .on("record.record_type", "=", "contact")
        .onRef("record.record_id", "=", "hand.contact_id"),
    )
    .select(["hand.raised_at", "hand.contact_id as contactId"])
    .select(sql<string | null>`lower(record.properties ->> 'email')`.as("email"))
    .where("hand.client_id", "=", clientId)
    .where("hand.raised_at", ">=", new Date(since.getTime() - 1_000))
    .execute();
  return Map.groupBy(rows, ({ raised_at }) => Math.floor(raised_at.getTime() / 1_000));
}

/** What raised hands since an instant, the most frequent first: how many people, or contacts of batches. */
export async function handSources(db: Kysely<Database>, clientId: string, since: Date) {
  const { rows } = await sql<{
    readonly source: string;
    readonly how: HandWay;
    readonly class: HandClass;
    readonly classBy: ClassBy;
    readonly raised: number;
  }>`
    select coalesce(form, source, 'no form that HubSpot names') as source, how, class, class_by as "classBy",
      sum(contacts)::integer as raised
    from hand where client_id = ${clientId} and raised_at >= ${since}
    group by 1, 2, 3, 4 order by 5 desc, 1
  `.execute(db);
  return rows;
}

/** Classes hands anew, as the client's settings changed. */
export async function saveClasses(
  db: Kysely<Database>,
  clientId: string,
  classed: readonly { readonly handId: string; readonly class: HandClass; readonly classBy: ClassBy }[],
): Promise<void> {
  await inTransaction(db, async (transaction) => {
    const concerned: string[] = [];
    for (const alike of Map.groupBy(classed, (one) => `${one.class}/${one.classBy}`).values()) {
      const rows = await transaction
        .updateTable("hand")
        .set({ class: alike[0]!.class, class_by: alike[0]!.classBy })
        .where("client_id", "=", clientId)
        .where(
          "hand_id",
          "in",
          alike.map(({ handId }) => handId),
        )
        .returning("contact_id")
        .execute();
      concerned.push(...rows.flatMap(({ contact_id }) => contact_id ?? []));
    }
    await bumpRecords(transaction, clientId, "contact", concerned);
  });
}

/** Keeps that every touch of these hands was asked for anew. */
export async function markVerified(
  db: Kysely<Database>,
  clientId: string,
  handIds: readonly string[],
  asOf: Date,
): Promise<void> {
  for (let start = 0; start < handIds.length; start += chunk)
    await db
      .updateTable("hand")
      .set({ verified_at: asOf })
      .where("client_id", "=", clientId)
      .where("hand_id", "in", handIds.slice(start, start + chunk))
      .execute();
}

function keptOf(row: HandRow): KeptHand {
  return {
    ...handOf(row),
    contactId: row.contact_id!,
    form: row.form,
    classBy: row.class_by,
    answerId: row.answer_id,
    attempts: row.attempts,
    automated: row.automated,
    ai: row.ai,
    wasLead: row.was_lead,
    standing: row.judged_at === null ? null : standingOf(row),
    judgedAt: row.judged_at,
    verifiedAt: row.verified_at,
    hoursOf: row.hours_of,
  };
}

function clockOf(row: HandRow): Clock {
  return { ...handOf(row), ...standingOf(row), attempts: row.attempts, automated: row.automated, ai: row.ai };
}
