import type { Kysely } from "kysely";
import type { Database, MailList } from "./database.ts";

/** Whose e-mails of which kind to which mailbox. */
export interface MailName {
  readonly clientId: string;
  readonly address: string;
  readonly list: MailList;
}

/** When somebody stopped these e-mails by the link in one; null while they are wanted. */
export async function mailStoppedAt(db: Kysely<Database>, name: MailName): Promise<Date | null> {
  const row = await db
    .selectFrom("mail_stop")
    .select("stopped_at")
    .where("client_id", "=", name.clientId)
    .where("address", "=", name.address.toLowerCase())
    .where("list", "=", name.list)
    .executeTakeFirst();
  return row?.stopped_at ?? null;
}

export async function stopMail(db: Kysely<Database>, name: MailName, receiver: string, at: Date): Promise<void> {
  await db
    .insertInto("mail_stop")
    .values({
      client_id: name.clientId,
      address: name.address.toLowerCase(),
      list: name.list,
      receiver,
      stopped_at: at,
    })
    .onConflict((conflict) => conflict.columns(["client_id", "address", "list"]).doNothing())
    .execute();
}

export async function resumeMail(db: Kysely<Database>, name: MailName): Promise<void> {
  await db
    .deleteFrom("mail_stop")
    .where("client_id", "=", name.clientId)
    .where("address", "=", name.address.toLowerCase())
    .where("list", "=", name.list)
    .execute();
}
