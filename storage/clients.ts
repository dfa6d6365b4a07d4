import type { Kysely } from "kysely";
import type { PortalAccess } from "../domain/access.ts";
import type { CapabilityState, Database, StoreReader } from "./database.ts";

/** Makes sure that a configured client has its row; an onboarded one keeps its state. */
export async function ensureClient(
  db: Kysely<Database>,
  client: { clientId: string; name: string; portalId: string },
): Promise<void> {
  await db
    .insertInto("client")
    .values({
      client_id: client.clientId,
      name: client.name,
      portal_id: client.portalId,
      state: "onboarding",
      onboarded_at: null,
      access: JSON.stringify({ state: "granted", reason: null, remedy: null }),
      access_checked_at: null,
    })
    .onConflict((conflict) => conflict.column("client_id").doUpdateSet({ name: client.name }))
    .execute();
}

/** The portal of which the client's mirror is a copy; null for a client that is not known. */
export async function mirroredPortal(db: Kysely<Database>, clientId: string): Promise<string | null> {
  const row = await db.selectFrom("client").select("portal_id").where("client_id", "=", clientId).executeTakeFirst();
  return row?.portal_id ?? null;
}

/** What a portal says of itself. */
export interface PortalDetails {
  /** The host of HubSpot's own screens for it. */
  readonly uiDomain: string;
  readonly timeZone: string;
}

/** Keeps whether the portal can be read; what it said of itself is kept from the last time that it could. */
export async function saveAccess(
  db: Kysely<Database>,
  clientId: string,
  access: PortalAccess,
  portal: PortalDetails | null,
  checkedAt: Date,
): Promise<void> {
  await db
    .updateTable("client")
    .set({
      access: JSON.stringify(access),
      access_checked_at: checkedAt,
      ...(portal === null ? {} : { ui_domain: portal.uiDomain, portal_time_zone: portal.timeZone }),
    })
    .where("client_id", "=", clientId)
    .execute();
}

/** Notes that taking a client on was asked for, and how long ago; asking again changes nothing. */
export async function beginOnboarding(db: Kysely<Database>, clientId: string, at: Date): Promise<void> {
  await db
    .updateTable("client")
    .set({ onboarding_since: at })
    .where("client_id", "=", clientId)
    .where("onboarding_since", "is", null)
    .execute();
}

/** A client whose baseline was asked for and is not done. */
export interface Onboarding {
  readonly clientId: string;
  readonly since: Date;
  /** What keeps it: the portal's refusal or the fault of its last run; null while its first run is under way. */
  readonly because: string | null;
}

/** Clients that are being taken on, longest first. It rests on the database alone. */
export async function onboardingClients(db: Kysely<Database>): Promise<readonly Onboarding[]> {
  const clients = await db
    .selectFrom("client")
    .select(["client_id", "onboarding_since", "access"])
    .where("onboarded_at", "is", null)
    .where("onboarding_since", "is not", null)
    .orderBy("onboarding_since")
    .execute();
  return Promise.all(
    clients.map(async ({ client_id, onboarding_since, access }) => ({
      clientId: client_id,
      since: onboarding_since!,
      because: access.state === "granted" ? await faultOfLastBaseline(db, client_id) : access.reason,
    })),
  );
}

async function faultOfLastBaseline(db: Kysely<Database>, clientId: string): Promise<string | null> {
  const run = await db
    .selectFrom("run")
    .select("reason")
    .where("client_id", "=", clientId)
    .where("mode", "=", "baseline")
    .where("status", "!=", "running")
    .orderBy("as_of", "desc")
    .limit(1)
    .executeTakeFirst();
  return run?.reason ?? null;
}

/** True when the client's baseline is done, so that its schedules may run. */
export async function isOnboarded(db: Kysely<Database>, clientId: string): Promise<boolean> {
  return (await onboardedAt(db, clientId)) !== null;
}

/** When the client's baseline was done; null while it is not. */
export async function onboardedAt(db: Kysely<Database>, clientId: string): Promise<Date | null> {
  const row = await db.selectFrom("client").select("onboarded_at").where("client_id", "=", clientId).executeTakeFirst();
  return row?.onboarded_at ?? null;
}

export async function markOnboarded(db: Kysely<Database>, clientId: string, at: Date): Promise<void> {
  await db
    .updateTable("client")
    .set({ state: "live", onboarded_at: at })
    .where("client_id", "=", clientId)
    .where("onboarded_at", "is", null)
    .execute();
}

/**
 * Holds the client until the transaction ends, so that two runs that end together take turns at what they both write.
 */
export async function lockClient(transaction: Kysely<Database>, clientId: string): Promise<void> {
  await transaction.selectFrom("client").select("client_id").where("client_id", "=", clientId).forUpdate().execute();
}

/** A hash of what the client's alerts went by when they were last reconciled; null before the first time,
 *  undefined where nothing is kept of the client. */
export async function alertPolicyOf(db: StoreReader, clientId: string): Promise<string | null | undefined> {
  const row = await db.selectFrom("client").select("alert_policy").where("client_id", "=", clientId).executeTakeFirst();
  return row?.alert_policy;
}

export async function saveAlertPolicy(transaction: Kysely<Database>, clientId: string, policy: string): Promise<void> {
  await transaction
    .updateTable("client")
    .set({ alert_policy: policy })
    .where("client_id", "=", clientId)
    .where((eb) => eb("alert_policy", "is distinct from", policy))
    .execute();
}

export async function saveCapability(
  db: Kysely<Database>,
  clientId: string,
  endpoint: string,
  state: CapabilityState,
  detail: string | null,
  checkedAt: Date,
): Promise<void> {
  await db
    .insertInto("capability")
    .values({ client_id: clientId, endpoint, state, detail, checked_at: checkedAt })
    .onConflict((conflict) =>
      conflict.columns(["client_id", "endpoint"]).doUpdateSet({ state, detail, checked_at: checkedAt }),
    )
    .execute();
}

/** An endpoint that a portal does not let us read. */
export interface Refusal {
  readonly endpoint: string;
  readonly state: Exclude<CapabilityState, "ok">;
  readonly detail: string | null;
  readonly checkedAt: Date;
}

/** What the portal refused when it was last asked, in order of name. */
export async function refusalsOf(db: StoreReader, clientId: string): Promise<readonly Refusal[]> {
  const rows = await db
    .selectFrom("capability")
    .selectAll()
    .where("client_id", "=", clientId)
    .where("state", "!=", "ok")
    .orderBy("endpoint")
    .execute();
  return rows.map(({ endpoint, state, detail, checked_at }) => ({
    endpoint,
    state: state as Refusal["state"],
    detail,
    checkedAt: checked_at,
  }));
}

/** Forgets refusals that are none any more: what has answered since, and what nobody asks for now. */
export async function forgetRefusals(
  db: Kysely<Database>,
  clientId: string,
  { answered, needed }: { readonly answered: readonly string[]; readonly needed: readonly string[] },
): Promise<void> {
  await db
    .deleteFrom("capability")
    .where("client_id", "=", clientId)
    .where("state", "!=", "ok")
    .where((eb) => eb.or([eb("endpoint", "in", [...answered, ""]), eb("endpoint", "not in", [...needed, ""])]))
    .execute();
}

export async function uiDomainOf(db: Kysely<Database>, clientId: string): Promise<string> {
  const row = await db.selectFrom("client").select("ui_domain").where("client_id", "=", clientId).executeTakeFirst();
  return row?.ui_domain ?? "app.hubspot.com";
}

/** The portal's own zone; null when it never answered. */
export async function portalTimeZoneOf(db: Kysely<Database>, clientId: string): Promise<string | null> {
  const row = await db
    .selectFrom("client")
    .select("portal_time_zone")
    .where("client_id", "=", clientId)
    .executeTakeFirst();
  return row?.portal_time_zone ?? null;
}
