import { sql, type Kysely } from "kysely";
import type { Database } from "./database.ts";
import { keepForHands } from "./past-exclusions.ts";

/** What is a copy of one portal, or rests on it. */
const ofPortal = [
  // First of all, as a copy that is under way takes them: it ends with what it was about to store, and stores no more.
  "listing",
  "mirror_state",
  "record",
  "met_page",
  "property_set",
  "merged_record",
  "left_record",
  "standing",
  "judged_group",
  "judged_check",
  "day_count",
  "judging_comparison",
  "measurement",
  "association",
  "association_state",
  "association_due",
  "touch",
  "inventory_kind",
  "inventory_item",
  "inventory_version",
  "inventory_figure",
  "capability",
  "check_baseline",
  "exclusion",
  "silence",
  "snooze",
  "acceptance",
  "assignment",
  "note",
  "latest_outcome",
  "hand_state",
  "allowance",
  "allowance_slice",
  "background_request",
] as const satisfies readonly (keyof Database)[];

/**
 * Begins a new mirror: what was copied of the portal before goes, with what people said of its records and how far it
 * had been looked at. Past weeks keep their counts of hands, which name nobody any more.
 */
export async function leavePortal(
  transaction: Kysely<Database>,
  clientId: string,
  portalId: string,
  asOf: Date,
): Promise<void> {
  await keepForHands(transaction, clientId, null);
  for (const table of ofPortal)
    await sql`delete from ${sql.table(table)} where client_id = ${clientId}`.execute(transaction);
  await sql`
    with closed as (
      update hand set state = 'closed', ended_at = ${asOf} where client_id = ${clientId} and state = 'waiting'
      returning hand_id, hours_of
    )
    insert into hand_turn (client_id, hand_id, seen_at, state, ended_at, hours_of)
    select ${clientId}, hand_id, ${asOf}::timestamptz, 'closed', ${asOf}::timestamptz, hours_of from closed
    on conflict (client_id, hand_id, seen_at) do update set state = excluded.state, ended_at = excluded.ended_at
  `.execute(transaction);
  await transaction
    .updateTable("hand")
    .set({ contact_id: null, label: null, source_id: null, answer_id: null })
    .where("client_id", "=", clientId)
    .execute();
  await transaction.updateTable("client").set({ portal_id: portalId }).where("client_id", "=", clientId).execute();
}

/** The name under which a finding of a portal that was left stays: ids of records begin anew in another portal. */
export const findingIdOfPortal = (
  portalId: string,
  row: { readonly check_id: string; readonly subject_type: string; readonly subject_id: string },
) => `${row.check_id}.${row.subject_type}.${portalId}-${row.subject_id}`;

/** Renames all findings of a client as `findingIdOfPortal` does, with their events. */
export async function renameFindingsOfPortal(
  transaction: Kysely<Database>,
  clientId: string,
  portalId: string,
): Promise<void> {
  const renamed = sql`f.check_id || '.' || f.subject_type || '.' || ${portalId}::text || '-' || f.subject_id`;
  await sql`
    update finding_event e set finding_id = ${renamed} from finding f
    where f.client_id = ${clientId} and e.client_id = f.client_id and e.finding_id = f.finding_id
  `.execute(transaction);
  await sql`
    update finding f set finding_id = ${renamed}, subject_id = ${portalId}::text || '-' || f.subject_id
    where f.client_id = ${clientId}
  `.execute(transaction);
}
