import type { ClientConfig } from "../../config/config.ts";
import { severities, type Severity } from "../../domain/findings/severity.ts";
import type { ClientCoverage } from "../../operations/reads/client-coverage.ts";
import { readClientAges } from "../../operations/reads/client-ages.ts";
import type { DashboardDatabase } from "../options.ts";
import { readStanding, type Standing } from "./standing.ts";

export type OpenBySeverity = Readonly<Record<Severity, number>>;

export interface FleetRow {
  readonly client: ClientConfig;
  readonly standing: Standing;
  readonly open: OpenBySeverity;
  readonly waitingLeads: number;
  /** Since when the one who has waited longest has waited. */
  readonly waitingSince: Date | null;
  /** What would let more checks look, the one that lets most of them first. */
  readonly remedies: readonly string[];
}

/** Every client with how it stands, the one that needs somebody first on top. */
export async function readFleet(
  db: DashboardDatabase,
  clients: readonly ClientConfig[],
  now: Date,
): Promise<readonly FleetRow[]> {
  const ages = await readClientAges(db, clients, now);
  const rows = await Promise.all(
    clients.map(async (client) => {
      const [standing, counted] = await Promise.all([
        readStanding(db, client, ages.get(client.clientId)!, now),
        readCounts(db, client.clientId),
      ]);
      return { client, standing, ...counted, remedies: remediesOf(standing.coverage) };
    }),
  );
  return rows.sort(byRisk);
}

async function readCounts(db: DashboardDatabase, clientId: string) {
  const rows = await db
    .selectFrom("finding")
    .select(({ fn }) => ["severity", "topic", fn.countAll<number>().as("count"), fn.min("since").as("since")])
    .where("client_id", "=", clientId)
    .where("status", "=", "open")
    .groupBy(["severity", "topic"])
    .execute();
  const count = (of: readonly (typeof rows)[number][]) => of.reduce((sum, row) => sum + row.count, 0);
  const waiting = rows.filter(({ topic }) => topic === "waiting-leads");
  return {
    open: Object.fromEntries(
      severities.map((severity) => [severity, count(rows.filter((row) => row.severity === severity))]),
    ) as unknown as OpenBySeverity,
    waitingLeads: count(waiting),
    waitingSince: waiting.reduce<Date | null>(
      (first, { since }) => (first === null || since < first ? since : first),
      null,
    ),
  };
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

export function isBlind({ access }: Standing): boolean {
  return access !== null && access.state !== "granted";
}

/** No complete reading came when it was due, and no operator decided so: the operator is due to hear of it. */
export function hasStopped({ age }: Standing): boolean {
  return age.state === "not-checked" || age.state === "told";
}

/** True when what is said of the client is known: its portal can be read, and was read in time. */
export function isKnown(standing: Standing): boolean {
  return !isBlind(standing) && standing.age.isChecked;
}
