import { sql } from "kysely";
import { checks } from "../../checks/index.ts";
import { needsOf } from "../../checks/needs.ts";
import { propertiesFor } from "../../connectors/hubspot/fields.ts";
import { nextChange } from "../../storage/change-numbers.ts";
import type { StoreHandle } from "../../storage/database.ts";
import { propertySetId } from "../../storage/property-sets.ts";
import { contactsPerDeal } from "./simulators.ts";

/** The same ids as the computed records of a simulated portal have. */
const firstIds = { contact: 210_000_000_001, deal: 230_000_000_001 } as const;

/** A mirror is loaded as if it had been listed so long before. */
const dayMs = 86_400_000;
/** No computed record was modified since then, and whoever lives in the portal lived later: so they are copied first. */
const computedUntilMs = 100 * dayMs;

/**
 * Puts the computed contacts and deals of a portal into a client's mirror as a list would, in one statement a type. A
 * tenth of the contacts are open leads that somebody works on, so that checks have something to judge; nothing is amiss
 * with any. The next copy reads what the portal has beside them.
 */
export async function loadMirror(
  db: StoreHandle,
  clientId: string,
  { crowd, ownerId, listedAt }: { readonly crowd: number; readonly ownerId: string; readonly listedAt: Date },
): Promise<void> {
  const worked = new Date(listedAt.getTime() - 3 * dayMs).toISOString();
  const ahead = new Date(listedAt.getTime() + 90 * dayMs).toISOString();
  const rowsOf = {
    contact: sql`jsonb_build_object(
      'firstname', 'Ana', 'email', 'person' || n || '@client.example', 'hubspot_owner_id', ${ownerId}::text,
      'lifecyclestage', case when n % 10 = 0 then 'lead' else 'customer' end,
      'createdate', to_char(${listedAt}::timestamptz - (30 + n % 900) * interval '1 day', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
      'notes_last_updated', ${worked}::text, 'hs_analytics_source', 'PAID_SEARCH',
      'hs_analytics_first_url', 'https://client.example/?utm_source=google')`,
    deal: sql`jsonb_build_object(
      'dealname', 'Renewal ' || n, 'hubspot_owner_id', ${ownerId}::text, 'pipeline', 'default', 'dealstage', 'qualifiedtobuy',
      'closedate', ${ahead}::text, 'createdate', ${worked}::text, 'notes_next_activity_date', ${ahead}::text)`,
  };
  const needed = needsOf(checks).fields;
  const copiedAt = new Date(listedAt.getTime() - computedUntilMs);
  for (const type of ["contact", "deal"] as const) {
    const count = type === "contact" ? crowd : Math.ceil(crowd / contactsPerDeal);
    const names = propertiesFor(type, needed[type] ?? []);
    const setId = await propertySetId(db, clientId, type, names);
    const changeNo = await nextChange(db, clientId, type);
    await sql`
      insert into record (client_id, record_type, record_id, properties, updated_at, seen_at, set_id, change_no)
      select ${clientId}, ${type}, (${firstIds[type]}::bigint + n - 1)::text, ${rowsOf[type]},
        ${listedAt}::timestamptz - interval '200 days', ${listedAt}::timestamptz, ${setId}::integer, ${changeNo}::bigint
      from generate_series(1, ${count}::integer) as n
    `.execute(db);
    await sql`
      update mirror_state set properties = ${JSON.stringify(names)}::jsonb, listed_at = ${listedAt}::timestamptz,
        copied_at = ${copiedAt}::timestamptz, listed_count = ${count}::integer,
        watermark = ${copiedAt}::timestamptz
      where client_id = ${clientId} and record_type = ${type}
    `.execute(db);
  }
}

/** What every database does by itself after a while: count what it has. */
export async function settleDatabase(db: StoreHandle): Promise<void> {
  await sql`vacuum analyze record`.execute(db);
}
