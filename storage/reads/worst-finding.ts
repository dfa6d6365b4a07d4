import { sql } from "kysely";
import { severities } from "../../domain/findings/severity.ts";
import { isToldOf } from "../check-tellings.ts";
import type { StoreReader } from "../database.ts";
import type { FindingRow } from "../findings.ts";

/** The open finding of the highest severity, the oldest of these; null when nothing is open. */
export async function readWorstFinding(db: StoreReader, clientId: string): Promise<FindingRow | null> {
  const row = await db
    .selectFrom("finding")
    .selectAll()
    .where("client_id", "=", clientId)
    .where("status", "=", "open")
    .where(isToldOf)
    .orderBy(sql`array_position(${sql.val(`{${severities.join(",")}}`)}::text[], severity)`, "desc")
    .orderBy("since")
    .orderBy("finding_id")
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}
