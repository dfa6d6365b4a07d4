import type { Selectable } from "kysely";
import type { LatestOutcomeTable } from "../../storage/database.ts";
import type { DashboardDatabase } from "../options.ts";

export type OutcomeRow = Selectable<LatestOutcomeTable>;

/** How each check fared when it was last due, in the order of their ids. */
export async function readOutcomes(db: DashboardDatabase, clientId: string): Promise<readonly OutcomeRow[]> {
  return db.selectFrom("latest_outcome").selectAll().where("client_id", "=", clientId).orderBy("check_id").execute();
}
