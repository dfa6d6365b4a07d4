import { severities, type Severity } from "../../domain/findings/severity.ts";
import { isToldOf } from "../check-tellings.ts";
import type { StoreReader } from "../database.ts";

export type OpenBySeverity = Readonly<Record<Severity, number>>;

export interface OpenCounts {
  readonly bySeverity: OpenBySeverity;
  readonly waitingLeads: number;
  /** Since when the lead that has waited longest has waited. */
  readonly waitingSince: Date | null;
}

/** How many findings of a client are open, and how many of them are leads that wait. */
export async function readOpenCounts(db: StoreReader, clientId: string): Promise<OpenCounts> {
  const rows = await db
    .selectFrom("finding")
    .select(({ fn }) => ["severity", "topic", fn.countAll<number>().as("count"), fn.min("since").as("since")])
    .where("client_id", "=", clientId)
    .where("status", "=", "open")
    .where(isToldOf)
    .groupBy(["severity", "topic"])
    .execute();
  const count = (of: readonly (typeof rows)[number][]) => of.reduce((sum, row) => sum + row.count, 0);
  const waiting = rows.filter(({ topic }) => topic === "waiting-leads");
  return {
    bySeverity: Object.fromEntries(
      severities.map((severity) => [severity, count(rows.filter((row) => row.severity === severity))]),
    ) as unknown as OpenBySeverity,
    waitingLeads: count(waiting),
    waitingSince: waiting.reduce<Date | null>(
      (first, { since }) => (first === null || since < first ? since : first),
      null,
    ),
  };
}
