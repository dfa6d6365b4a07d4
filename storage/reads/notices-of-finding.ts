import type { Selectable } from "kysely";
import type { NoticeTable, StoreReader } from "../database.ts";

export type NoticeRow = Selectable<NoticeTable>;

/** Who was told of a finding or not, of each episode that is kept, the latest first. */
export async function noticesOfFinding(
  db: StoreReader,
  clientId: string,
  findingId: string,
): Promise<readonly NoticeRow[]> {
  return db
    .selectFrom("notice")
    .selectAll()
    .where("client_id", "=", clientId)
    .where("finding_id", "=", findingId)
    .orderBy("episode", "desc")
    .orderBy("receiver")
    .execute();
}
