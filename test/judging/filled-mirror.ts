import { sql } from "kysely";
import { makeRunChecks } from "../../activities/judge/run-checks.ts";
import type { RunName } from "../../activities/shapes.ts";
import type { ActivityWorld } from "../../activities/world.ts";
import { propertiesFor } from "../../connectors/hubspot/fields.ts";
import { nextChange } from "../../storage/change-numbers.ts";
import { ensureClient } from "../../storage/clients.ts";
import type { StoreHandle } from "../../storage/database.ts";
import { handsSince } from "../../storage/hands/kept-hands.ts";
import { putHands } from "../../storage/hands/noticed-hands.ts";
import { saveStandings } from "../../storage/hands/standings.ts";
import { propertySetId } from "../../storage/property-sets.ts";
import { beginRun } from "../../storage/runs.ts";
import { testClient } from "../activities/test-world.ts";
import { noticedHand } from "../domain/leads/sample-hand.ts";
import { planOf, receiptsOf } from "./judged-twins.ts";

/** A mirror of some size that nobody has to read from HubSpot, with one lead whose promise ends half an hour later. */
export const clientId = "bench";
const config = testClient(clientId, "1");
/** A Wednesday. */
export const noon = new Date("2026-11-25T12:00:00Z");

const fields = {
  contact: [
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
  ],
  deal: ["ownerId", "stage", "amount", "closeAt", "createdAt", "nextActivityAt"],
} as const;

/** A fifth as many deals as contacts; a tenth of the contacts are open leads that somebody has worked lately. */
export async function fillMirror(db: StoreHandle, contacts: number): Promise<void> {
  await ensureClient(db, { clientId, name: clientId, portalId: "1" });
  await fill(
    db,
    "contact",
    contacts,
    sql`jsonb_build_object(
    'firstname', 'Ana', 'email', 'a' || n || '@x.example', 'hubspot_owner_id', (n % 20)::text,
    'lifecyclestage', case when n % 10 = 0 then 'lead' else 'customer' end,
    'createdate', to_char(timestamptz '2026-11-20 08:00Z' - (n % 900) * interval '1 day', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
    'notes_last_updated', '2026-11-20T08:00:00Z', 'hs_analytics_source', 'PAID_SEARCH',
    'hs_analytics_first_url', 'https://x.example/?utm_source=google')`,
  );
  await fill(
    db,
    "deal",
    contacts / 5,
    sql`jsonb_build_object(
    'dealname', 'Renewal ' || n, 'hubspot_owner_id', (n % 20)::text, 'pipeline', 'default', 'dealstage', 'first',
    'closedate', '2027-03-01T00:00:00Z', 'createdate', '2026-10-01T08:00:00Z',
    'notes_next_activity_date', '2026-12-10T08:00:00Z')`,
  );
  await putHands(
    db,
    clientId,
    [noticedHand({ contactId: "10", raisedAt: new Date(noon.getTime() - 30 * 60_000) })],
    noon,
  );
  const { handId } = (await handsSince(db, clientId, new Date(0))).get("10")![0]!;
  const waiting = { handId, wasLead: true, state: "waiting", endedAt: null, answeredBy: null, answer: null } as const;
  await saveStandings(db, clientId, [{ ...waiting, attempts: 0, automated: 0, ai: 0 }], noon);
  await sql`analyze`.execute(db);
}

async function fill(db: StoreHandle, type: "contact" | "deal", count: number, properties: ReturnType<typeof sql>) {
  const setId = await propertySetId(db, clientId, type, propertiesFor(type, fields[type]));
  const changeNo = await nextChange(db, clientId, type);
  await sql`insert into record (client_id, record_type, record_id, properties, updated_at, seen_at, set_id, change_no)
    select ${clientId}, ${type}, n::text, ${properties}, ${noon}::timestamptz, ${noon}::timestamptz, ${setId}::integer, ${changeNo}::bigint
    from generate_series(1, ${count}::integer) as n`.execute(db);
}

/** So many contacts are other than before, as a copy of changes stores them. */
export async function change(db: StoreHandle, count: number): Promise<void> {
  const changeNo = await nextChange(db, clientId, "contact");
  await sql`update record set change_no = ${changeNo}, properties = properties || jsonb_build_object('firstname', ${`Ben ${changeNo}`}::text)
    where client_id = ${clientId} and record_type = 'contact' and record_id::integer between 100 and ${99 + count}`.execute(
    db,
  );
}

let runs = 0;

export async function judge(db: StoreHandle, cadence: RunName["cadence"], asOf: Date) {
  runs += 1;
  const at = asOf.toISOString();
  const run: RunName = { clientId, runId: `${cadence}-${runs}`, cadence, mode: "history", period: at, asOf: at };
  const plan = planOf(config, cadence);
  const world = {
    db,
    client: () => config,
    links: { dashboard: (path: string) => path, workflow: () => null },
    now: () => asOf,
  } as unknown as ActivityWorld;
  await beginRun(db, { ...run, period: asOf, asOf, workflowId: "w", workflowRunId: "r" });
  return makeRunChecks(world)({ run, plan, receipts: receiptsOf(plan, {}, asOf) });
}
