import type { ClientConfig } from "../../config/config.ts";
import type { StoreReader } from "../../storage/database.ts";
import type { FindingRow } from "../../storage/findings.ts";
import { readOpenCounts, type OpenBySeverity } from "../../storage/reads/open-counts.ts";
import { readWorstFinding } from "../../storage/reads/worst-finding.ts";
import { readClientAges } from "./client-ages.ts";
import type { ClientCoverage } from "./client-coverage.ts";
import { readStandingWithTrend, type StandingWithTrend } from "./score-trend.ts";
import { hasStopped, isBlind } from "./standing.ts";

export interface FleetRow {
  readonly client: ClientConfig;
  readonly standing: StandingWithTrend;
  readonly open: OpenBySeverity;
  readonly waitingLeads: number;
  /** Since when the one who has waited longest has waited. */
  readonly waitingSince: Date | null;
  /** The open finding that needs attention first; null when nothing is open. */
  readonly worst: FindingRow | null;
  /** What would let more checks look, the one that lets most of them first. */
  readonly remedies: readonly string[];
}

/** Every client with how it stands, the one that needs attention first on top. */
export async function readFleet(
  db: StoreReader,
  clients: readonly ClientConfig[],
  now: Date,
): Promise<readonly FleetRow[]> {
  const ages = await readClientAges(db, clients, now);
  const rows = await Promise.all(
    clients.map(async (client) => {
      const [standing, { bySeverity, waitingLeads, waitingSince }, worst] = await Promise.all([
        readStandingWithTrend(db, client, ages.get(client.clientId)!, now),
        readOpenCounts(db, client.clientId),
        readWorstFinding(db, client.clientId),
      ]);
      const remedies = remediesOf(standing.coverage);
      return { client, standing, open: bySeverity, waitingLeads, waitingSince, worst, remedies };
    }),
  );
  return rows.sort(byRisk);
}

function remediesOf({ gaps }: ClientCoverage): readonly string[] {
  const byRemedy = Map.groupBy(gaps, ({ remedy }) => remedy ?? "");
  byRemedy.delete("");
  return [...byRemedy].toSorted(([, some], [, others]) => others.length - some.length).map(([remedy]) => remedy);
}

/** Blind and stopped first, then by what is worst, then by who waits, then by the lower score. */
function byRisk(a: FleetRow, b: FleetRow): number {
  const keys = (row: FleetRow) => [
    isBlind(row.standing) || hasStopped(row.standing) ? 1 : 0,
    row.open.critical,
    row.open.high,
    row.waitingLeads,
    row.open.medium,
    100 - (row.standing.score?.value ?? 100),
  ];
  const [left, right] = [keys(a), keys(b)];
  const at = left.findIndex((key, index) => key !== right[index]);
  return at === -1 ? a.client.name.localeCompare(b.client.name) : right[at]! - left[at]!;
}
