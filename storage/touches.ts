import { sql, type Insertable, type Kysely } from "kysely";
import type { NamedTouch } from "../domain/leads/settle-hands.ts";
import type { Touch } from "../domain/leads/touch.ts";
import { bumpRecords, inTransaction } from "./change-numbers.ts";
import type { Database, TouchTable } from "./database.ts";

export interface StoredEngagement {
  readonly contactId: string;
  readonly engagementType: string;
  readonly engagementId: string;
  /** Null: it has no readable time. */
  readonly touch: Touch | null;
}

const chunk = 1000;

/** Stores engagements as they are now. One that is stored twice counts once. */
export async function putEngagements(
  db: Kysely<Database>,
  clientId: string,
  engagements: readonly StoredEngagement[],
): Promise<void> {
  const rows = new Map(
    engagements.map(({ contactId, engagementType, engagementId, touch }) => [
      `${contactId}/${engagementType}/${engagementId}`,
      {
        client_id: clientId,
        contact_id: contactId,
        engagement_type: engagementType,
        engagement_id: engagementId,
        kind: touch?.kind ?? null,
        at: touch?.at ?? null,
        reach: touch?.reach ?? "none",
        made_by: touch?.madeBy ?? "unknown",
        booked_at: touch?.bookedAt ?? null,
        self_booked: touch?.isSelfBooked ?? false,
      },
    ]),
  );
  const distinct = [...rows.values()];
  for (let start = 0; start < distinct.length; start += chunk)
    await inTransaction(db, (transaction) => putSome(transaction, clientId, distinct.slice(start, start + chunk)));
}

/** One that is there as it was is not written, and changes nothing for its contact. */
async function putSome(
  transaction: Kysely<Database>,
  clientId: string,
  rows: readonly Insertable<TouchTable>[],
): Promise<void> {
  const stored = await transaction
    .insertInto("touch")
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(["client_id", "contact_id", "engagement_type", "engagement_id"])
        .doUpdateSet((eb) => ({
          kind: eb.ref("excluded.kind"),
          at: eb.ref("excluded.at"),
          reach: eb.ref("excluded.reach"),
          made_by: eb.ref("excluded.made_by"),
          booked_at: eb.ref("excluded.booked_at"),
          self_booked: eb.ref("excluded.self_booked"),
        }))
        .where(isOther),
    )
    .returning("contact_id")
    .execute();
  await bumpRecords(
    transaction,
    clientId,
    "contact",
    stored.map(({ contact_id }) => contact_id),
  );
}

const columns = ["kind", "at", "reach", "made_by", "booked_at", "self_booked"];
const isOther = sql<boolean>`
  row(${sql.join(columns.map((name) => sql.ref(`touch.${name}`)))})
    is distinct from row(${sql.join(columns.map((name) => sql.ref(`excluded.${name}`)))})`;

/** Every touch of some contacts with a known time, oldest first: contact id → touches. */
export async function touchesByContact(
  db: Kysely<Database>,
  clientId: string,
  contactIds: readonly string[],
): Promise<ReadonlyMap<string, readonly NamedTouch[]>> {
  const touches = new Map<string, NamedTouch[]>();
  for (let start = 0; start < contactIds.length; start += chunk) {
    const rows = await db
      .selectFrom("touch")
      .selectAll()
      .where("client_id", "=", clientId)
      .where("contact_id", "in", contactIds.slice(start, start + chunk))
      .where("kind", "is not", null)
      .where("at", "is not", null)
      .orderBy("at")
      .execute();
    for (const row of rows) {
      const list = touches.get(row.contact_id) ?? [];
      list.push({
        engagementType: row.engagement_type,
        engagementId: row.engagement_id,
        kind: row.kind!,
        at: row.at!,
        reach: row.reach,
        madeBy: row.made_by ?? "human",
        bookedAt: row.booked_at,
        isSelfBooked: row.self_booked,
      });
      touches.set(row.contact_id, list);
    }
  }
  return touches;
}

export interface KnownEngagement {
  readonly engagementId: string;
  /** It can still become something else, such as a call that is ringing. */
  readonly isPending: boolean;
  /** Stored by a version that did not ask who made it: it keeps the meaning that people were told by. */
  readonly isOfOld: boolean;
}

/** The engagements of one type that are known already: contact id → engagements. */
export async function knownEngagements(
  db: Kysely<Database>,
  clientId: string,
  engagementType: string,
  contactIds: readonly string[],
): Promise<ReadonlyMap<string, readonly KnownEngagement[]>> {
  if (contactIds.length === 0) return new Map();
  const rows = await db
    .selectFrom("touch")
    .select(["contact_id", "engagement_id", "reach", "made_by"])
    .where("client_id", "=", clientId)
    .where("engagement_type", "=", engagementType)
    .where("contact_id", "in", contactIds)
    .execute();
  const known = Map.groupBy(rows, (row) => row.contact_id);
  return new Map(
    [...known].map(([contactId, of]) => [
      contactId,
      of.map((row) => ({
        engagementId: row.engagement_id,
        isPending: row.reach === "pending",
        isOfOld: row.made_by === null,
      })),
    ]),
  );
}

/** Removes engagements that a contact no longer has: deleted, or hung on another one. */
export async function removeEngagements(
  db: Kysely<Database>,
  clientId: string,
  engagementType: string,
  gone: readonly { readonly contactId: string; readonly engagementId: string }[],
): Promise<void> {
  for (let start = 0; start < gone.length; start += chunk) {
    const pairs = gone.slice(start, start + chunk).map(({ contactId, engagementId }) => [contactId, engagementId]);
    await inTransaction(db, async (transaction) => {
      await sql`
        delete from touch using jsonb_array_elements(${JSON.stringify(pairs)}::jsonb) as pair
        where client_id = ${clientId} and engagement_type = ${engagementType}
          and contact_id = pair ->> 0 and engagement_id = pair ->> 1
      `.execute(transaction);
      await bumpRecords(
        transaction,
        clientId,
        "contact",
        pairs.map(([contactId]) => contactId!),
      );
    });
  }
}
