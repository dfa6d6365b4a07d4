import type { Exclusion } from "../../domain/findings/exclusion.ts";
import type { StoreReader } from "../database.ts";

/** What people have excluded for a client: finding id → what they said. */
export async function exclusionsOf(db: StoreReader, clientId: string): Promise<ReadonlyMap<string, Exclusion>> {
  const rows = await db.selectFrom("exclusion").selectAll().where("client_id", "=", clientId).execute();
  return new Map(
    rows.map(
      ({ finding_id, kind, reason, by_whom, at }) => [finding_id, { kind, reason, byWhom: by_whom, at }] as const,
    ),
  );
}
