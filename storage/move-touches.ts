import { sql, type Kysely } from "kysely";
import { bumpRecords } from "./change-numbers.ts";
import type { Database } from "./database.ts";

/** The touches of a contact that was merged are those of the contact that is left; one that both had counts once. */
export async function moveTouches(
  transaction: Kysely<Database>,
  clientId: string,
  { formerId, survivorId }: { readonly formerId: string; readonly survivorId: string },
): Promise<void> {
  await sql`
    delete from touch t using touch kept
    where t.client_id = ${clientId} and t.contact_id = ${formerId}
      and kept.client_id = t.client_id and kept.contact_id = ${survivorId}
      and kept.engagement_type = t.engagement_type and kept.engagement_id = t.engagement_id
  `.execute(transaction);
  await transaction
    .updateTable("touch")
    .set({ contact_id: survivorId })
    .where("client_id", "=", clientId)
    .where("contact_id", "=", formerId)
    .execute();
  await bumpRecords(transaction, clientId, "contact", [survivorId]);
}
