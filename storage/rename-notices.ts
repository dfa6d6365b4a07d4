import type { Kysely, Selectable } from "kysely";
import type { Database, NoticeTable } from "./database.ts";
import { moveProblem } from "./problems.ts";
import type { MovedFindings } from "./move-findings.ts";

type NoticeRow = Selectable<NoticeTable>;

/**
 * Lets notices name findings by their new ids. Where two become one, the notice of whoever was told goes on, for the
 * episode that is open now; an acknowledgement of one that ended does not cover the other.
 */
export async function renameNotices(
  transaction: Kysely<Database>,
  clientId: string,
  { renamed, ended }: MovedFindings,
): Promise<void> {
  for (const [before, behind] of renamed) await moveProblem(transaction, clientId, before, behind);
  const ids = [...new Set([...renamed.keys(), ...renamed.values(), ...ended])];
  if (ids.length === 0) return;
  const named = () =>
    transaction.selectFrom("notice").selectAll().where("client_id", "=", clientId).where("finding_id", "in", ids);
  const rows = await named().execute();
  if (rows.length === 0) return;
  const episodes = await openEpisodes(transaction, clientId, ids);
  const byKey = new Map<string, NoticeRow>();
  for (const before of rows) {
    const finding_id = renamed.get(before.finding_id) ?? before.finding_id;
    const episode = before.state === "over" ? before.episode : (episodes.get(finding_id) ?? before.episode);
    const cover = ended.has(before.finding_id) ? uncovered : {};
    const row: NoticeRow = { ...before, ...cover, finding_id, episode };
    const key = `${finding_id}/${episode}/${row.receiver}`;
    const other = byKey.get(key);
    if (other === undefined || rankOf(row) > rankOf(other)) byKey.set(key, row);
  }
  await transaction.deleteFrom("notice").where("client_id", "=", clientId).where("finding_id", "in", ids).execute();
  const values = [...byKey.values()].map((row) => ({ ...row, climbed: JSON.stringify(row.climbed) }));
  await transaction.insertInto("notice").values(values).execute();
}

const uncovered = { covered_by: null, covered_receiver: null, covered_at: null, covered_until: null };

const rankOf = ({ state, said_at }: NoticeRow) => (state === "over" ? 0 : 2) + (said_at === null ? 0 : 1);

async function openEpisodes(
  db: Kysely<Database>,
  clientId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom("finding")
    .select(["finding_id", "episode"])
    .where("client_id", "=", clientId)
    .where("finding_id", "in", ids)
    .where("status", "=", "open")
    .execute();
  return new Map(rows.map(({ finding_id, episode }) => [finding_id, episode]));
}
