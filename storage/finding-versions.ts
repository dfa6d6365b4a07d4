import { sql } from "kysely";
import type { StoreHandle } from "./database.ts";

/** By what a finding is known to be as it was when something was decided about it. */
export interface FindingVersion {
  readonly event_no: number;
  readonly last_judged_at: Date;
}

/** How these findings stand. Nobody changes them until the transaction ends; those that there are not are left out. */
export async function lockFindings(
  transaction: StoreHandle,
  clientId: string,
  findingIds: readonly string[],
): Promise<ReadonlyMap<string, FindingVersion>> {
  const rows = await transaction
    .selectFrom("finding")
    .select(["finding_id", "event_no", "last_judged_at"])
    .where("client_id", "=", clientId)
    .where(sql<boolean>`finding_id = any(string_to_array(${findingIds.join("\n")}, E'\\n'))`)
    .orderBy("finding_id")
    .forUpdate()
    .execute();
  return new Map(rows.map(({ finding_id, ...version }) => [finding_id, version]));
}
