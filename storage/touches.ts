import type { Kysely } from "kysely";
import type { Touch } from "../domain/records.ts";
import type { Database } from "./database.ts";

export interface StoredEngagement {
  readonly contactId: string;
  readonly engagementType: string;
  readonly engagementId: string;
  /** Null: logged, but no touch by the client's team. */
  readonly touch: Touch | null;
}

const chunk = 1000;

/** Stores engagements. One that is stored twice counts once. */
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
      },
    ]),
  );
  const distinct = [...rows.values()];
  for (let start = 0; start < distinct.length; start += chunk) {
    await db
      .insertInto("touch")
      .values(distinct.slice(start, start + chunk))
      .onConflict((conflict) =>
        conflict
          .columns(["client_id", "contact_id", "engagement_type", "engagement_id"])
          .doUpdateSet((eb) => ({ kind: eb.ref("excluded.kind"), at: eb.ref("excluded.at") })),
      )
      .execute();
  }
}

/** Every known touch of a client's contacts, oldest first: contact id → touches. */
export async function touchesByContact(db: Kysely<Database>, clientId: string): Promise<ReadonlyMap<string, readonly Touch[]>> {
  const rows = await db
    .selectFrom("touch")
    .select(["contact_id", "kind", "at"])
    .where("client_id", "=", clientId)
    .where("kind", "is not", null)
    .orderBy("at")
    .execute();
  const touches = new Map<string, Touch[]>();
  for (const { contact_id, kind, at } of rows) {
    const list = touches.get(contact_id) ?? [];
    list.push({ kind: kind!, at: at! });
    touches.set(contact_id, list);
  }
  return touches;
}

/** Ids of the engagements that are known already, as `type/id`. */
export async function knownEngagements(
  db: Kysely<Database>,
  clientId: string,
  contactIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (contactIds.length === 0) return new Set();
  const rows = await db
    .selectFrom("touch")
    .select(["contact_id", "engagement_type", "engagement_id"])
    .where("client_id", "=", clientId)
    .where("contact_id", "in", contactIds)
    .execute();
  return new Set(rows.map((row) => `${row.engagement_type}/${row.engagement_id}/${row.contact_id}`));
}
