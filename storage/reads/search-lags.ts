import type { SearchLag } from "../../domain/mirror/search-lag.ts";
import type { StoreReader } from "../database.ts";

export interface LagOfType extends SearchLag {
  readonly recordType: string;
}

/** How far HubSpot's search lags behind for a client, by record type; types of which nothing was hidden are left out. */
export async function searchLagsOf(db: StoreReader, clientId: string): Promise<readonly LagOfType[]> {
  const rows = await db
    .selectFrom("mirror_state")
    .select(["record_type", "search_lag"])
    .where("client_id", "=", clientId)
    .where("search_lag", "is not", null)
    .orderBy("record_type")
    .execute();
  return rows.map(({ record_type: recordType, search_lag }) => ({ recordType, ...search_lag! }));
}
