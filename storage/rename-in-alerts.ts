import { sql, type Kysely } from "kysely";
import type { AlertRow } from "./alerts.ts";
import type { Database } from "./database.ts";
import type { MovedFindings } from "./move-findings.ts";
import { renameNotices } from "./rename-notices.ts";

/**
 * Lets alerts and notices name findings by their new ids, so that whoever was told of one hears its end and nobody hears it twice.
 * An acknowledgement covers what it covered.
 *
 * @param rows - The client's alerts, locked.
 * @returns Those that changed, as they are now.
 */
export async function renameInAlerts(
  transaction: Kysely<Database>,
  clientId: string,
  rows: readonly AlertRow[],
  { renamed, ended }: MovedFindings,
): Promise<readonly AlertRow[]> {
  await renameNotices(transaction, clientId, { renamed, ended });
  const changed: AlertRow[] = [];
  for (const row of rows) {
    const told = renameAll(row.told, renamed);
    // Whoever took the younger of two has not taken the older one, which goes on.
    const kept = row.covered.filter((id) => !ended.has(id));
    const covered = renameAll(kept, renamed);
    if (same(told, row.told) && same(covered, row.covered)) continue;
    await transaction
      .updateTable("alert")
      .set({ told: JSON.stringify(told), covered: JSON.stringify(covered) })
      .where("client_id", "=", clientId)
      .where("alert_id", "=", row.alert_id)
      .execute();
    changed.push({ ...row, told, covered });
  }
  for (const [before, behind] of renamed) await renameInHistory(transaction, clientId, before, `${behind}~`);
  for (const behind of new Set(renamed.values())) await renameInHistory(transaction, clientId, `${behind}~`, behind);
  return changed;
}

const renameAll = (ids: readonly string[], renamed: ReadonlyMap<string, string>): readonly string[] => [
  ...new Set(ids.map((id) => renamed.get(id) ?? id)),
];

const same = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === others.length && some.every((id, index) => id === others[index]);

async function renameInHistory(
  transaction: Kysely<Database>,
  clientId: string,
  before: string,
  behind: string,
): Promise<void> {
  await sql`
    update alert_event set finding_ids = (
      select jsonb_agg(distinct case when id = ${before} then ${behind}::text else id end)
      from jsonb_array_elements_text(finding_ids) as named (id)
    )
    where client_id = ${clientId} and finding_ids @> ${JSON.stringify([before])}::jsonb
  `.execute(transaction);
}
