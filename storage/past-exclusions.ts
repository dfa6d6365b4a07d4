import { sql, type Kysely } from "kysely";
import type { Exclusion } from "../domain/findings/exclusion.ts";
import type { Database, StoreReader } from "./database.ts";

/** Who was no lead by what people had said by an instant: contacts, and hands of people who were deleted since. */
export interface NotLeads {
  readonly contacts: ReadonlySet<string>;
  readonly hands: ReadonlySet<string>;
}

/** Keeps that an exclusion held, and until when. Who said it and why is not kept with it. */
export async function keepLifted(
  transaction: Kysely<Database>,
  clientId: string,
  subject: { readonly subjectType: string; readonly subjectId: string },
  { kind, at }: Pick<Exclusion, "kind" | "at">,
  until: Date,
): Promise<void> {
  await transaction
    .insertInto("past_exclusion")
    .values({ client_id: clientId, subject_type: subject.subjectType, subject_id: subject.subjectId, kind, at, until })
    .execute();
}

/**
 * Past weeks go on knowing that these people were no leads when nothing is known of the people any more: it holds for
 * their hands from now on, whose ids name nobody.
 *
 * @param contactIds - Null: everybody of the client.
 */
export async function keepForHands(
  transaction: Kysely<Database>,
  clientId: string,
  contactIds: readonly string[] | null,
): Promise<void> {
  if (contactIds?.length === 0) return;
  const concerned = contactIds === null ? sql`true` : sql`h.contact_id in (${sql.join(contactIds)})`;
  await sql`
    insert into past_exclusion (client_id, subject_type, subject_id, kind, at, until)
    select h.client_id, 'hand', h.hand_id, e.kind, e.at, e.until
    from hand h join (
      select client_id, subject_type, subject_id, kind, at, null::timestamptz as until from exclusion
      union all
      select client_id, subject_type, subject_id, kind, at, until from past_exclusion
    ) e on e.client_id = h.client_id and e.subject_type = 'contact' and e.subject_id = h.contact_id
    where h.client_id = ${clientId} and e.kind = 'not-a-lead' and ${concerned}
  `.execute(transaction);
  await sql`
    delete from past_exclusion h
    where client_id = ${clientId} and subject_type = 'contact'
      and ${contactIds === null ? sql`true` : sql`subject_id in (${sql.join(contactIds)})`}
  `.execute(transaction);
}

/** What was said of a record that was merged holds for the one that is left, then as now. */
export async function movePastExclusions(
  transaction: Kysely<Database>,
  clientId: string,
  { subjectType, formerId, survivorId }: Readonly<Record<"subjectType" | "formerId" | "survivorId", string>>,
): Promise<void> {
  await transaction
    .updateTable("past_exclusion")
    .set({ subject_id: survivorId })
    .where("client_id", "=", clientId)
    .where("subject_type", "=", subjectType)
    .where("subject_id", "=", formerId)
    .execute();
}

export async function notLeadsBy(db: StoreReader, clientId: string, by: Date): Promise<NotLeads> {
  const said = await db
    .selectFrom("exclusion")
    .select(["subject_type", "subject_id"])
    .where("client_id", "=", clientId)
    .where("kind", "=", "not-a-lead")
    .where("at", "<=", by)
    .execute();
  const was = await db
    .selectFrom("past_exclusion")
    .select(["subject_type", "subject_id"])
    .where("client_id", "=", clientId)
    .where("kind", "=", "not-a-lead")
    .where("at", "<=", by)
    .where((eb) => eb.or([eb("until", "is", null), eb("until", ">", by)]))
    .execute();
  const ids = (type: string) =>
    new Set([...said, ...was].filter(({ subject_type }) => subject_type === type).map(({ subject_id }) => subject_id));
  return { contacts: ids("contact"), hands: ids("hand") };
}
