import { sql, type Kysely } from "kysely";
import type { PortalAccess } from "../domain/access.ts";
import type { Database } from "./database.ts";

/** A client as the watch needs it. */
export interface WatchedClient {
  readonly clientId: string;
  readonly state: "onboarding" | "live" | "removed";
  readonly access: PortalAccess;
  /** Whether somebody has been sent the open alert that the portal cannot be read. */
  readonly isBlindnessTold: boolean;
  /** Of a client whose first audit has not ended: since when it runs, when it last moved, and why it keeps failing. */
  readonly onboarding: { readonly since: Date; readonly movedAt: Date | null; readonly failing: string | null } | null;
}

/** Every client that was met, with what its first audit is at. */
export async function watchedClients(db: Kysely<Database>, now: Date): Promise<readonly WatchedClient[]> {
  const rows = await db
    .selectFrom("client")
    .select(["client_id", "state", "access"])
    .select(
      sql<boolean>`exists (
        select from alert join outbox on outbox.client_id = alert.client_id and outbox.alert_id = alert.alert_id
          and outbox.episode = alert.episode
        where alert.client_id = client.client_id and alert.topic = 'access' and alert.status <> 'resolved'
          and outbox.state = 'sent')`.as("is_told"),
    )
    .select(firstRun.as("began_at"))
    .select(lastMove.as("moved_at"))
    .select(failures(new Date(now.getTime() - failingMs)).as("failing"))
    .execute();
  return rows.map(({ client_id, state, access, is_told, began_at, moved_at, failing }) => ({
    clientId: client_id,
    state,
    access,
    isBlindnessTold: is_told,
    onboarding: state === "onboarding" && began_at !== null ? { since: began_at, movedAt: moved_at, failing } : null,
  }));
}

/** Since when the client is being taken on; an older version did not note it. */
const firstRun = sql<Date | null>`case when client.state = 'onboarding' then coalesce(client.onboarding_since,
  (select min(as_of) from run where run.client_id = client.client_id and run.mode = 'baseline')) end`;

/** A first audit is tried again each minute: one failure passes, three within so long do not. */
const failingMs = 10 * 60_000;
const failures = (since: Date) => sql<string | null>`case when client.state = 'onboarding' then
  (select case when count(*) >= 3 then (array_agg(reason order by as_of desc))[1] end from run
    where run.client_id = client.client_id and run.mode = 'baseline' and run.status = 'failed' and run.as_of > ${since}) end`;

/** Every request to HubSpot leases a slice of the portal's allowance, and every page moves the mirror. */
const lastMove = sql<Date | null>`case when client.state = 'onboarding' then greatest(
  (select max(moved_at) from mirror_state where mirror_state.client_id = client.client_id),
  (select max(moved_at) from listing where listing.client_id = client.client_id),
  (select max(until) from allowance_slice where allowance_slice.client_id = client.client_id),
  (select max(greatest(as_of, finished_at)) from run where run.client_id = client.client_id),
  (select max(finished_at) from scan where scan.client_id = client.client_id),
  client.access_checked_at) end`;
