import { defaultRetention, type Retention } from "../../domain/retention.ts";
import { pruneHistory } from "../../storage/retention/prune-history.ts";
import { saveOutcomes } from "../../storage/check-outcomes.ts";
import { beginRun, finishRun } from "../../storage/runs.ts";
import { saveScan } from "../../storage/scans.ts";
import type { OpenDatabase } from "../../storage/open-database.ts";

export const now = new Date("2026-11-30T12:00:00Z");
const dayMs = 86_400_000;
export const daysAgo = (days: number, extraMs = 0) => new Date(now.getTime() - days * dayMs + extraMs);

const score = { value: 90, assessed: 1, enabled: 1, parts: [], cappedBy: null };
const counts = { opened: 0, reopened: 0, resolved: 0, stillOpen: 0, unknown: 0 };

/** What the tests of retention prune, write and ask. */
export function retentionActs(db: () => OpenDatabase["db"]) {
  const prune = (
    zones: readonly { clientId: string; timeZone: string }[] = [],
    own: Partial<Retention> = {},
    batch = 1_000,
  ) => pruneHistory(db(), { retention: { ...defaultRetention, ...own }, zones, now, batch });

  const versionsOf = async (clientId: string) => {
    const rows = await db()
      .selectFrom("inventory_version")
      .select("version")
      .where("client_id", "=", clientId)
      .orderBy("version")
      .execute();
    return rows.map(({ version }) => version);
  };

  async function run(clientId: string, asOf: Date, cadence = "fast", isScored = true): Promise<string> {
    const runId = `${cadence}-${asOf.toISOString()}`;
    const row = {
      clientId,
      runId,
      cadence,
      mode: "live",
      period: asOf,
      asOf,
      workflowId: "w",
      workflowRunId: "r",
    } as const;
    await beginRun(db(), row);
    await saveScan(
      db(),
      clientId,
      runId,
      { subject: "contact", status: "complete", reason: null, records: 1 },
      asOf,
      asOf,
    );
    await saveOutcomes(db(), clientId, runId, asOf, [
      {
        checkId: "lead-stale",
        status: "assessed",
        reason: null,
        remedy: null,
        passed: asOf.getTime() % 997,
        failed: 0,
        unknown: 0,
        notApplicable: 0,
      },
    ]);
    if (isScored)
      await finishRun(db(), clientId, runId, {
        status: "complete",
        reason: null,
        score,
        counts,
        finishedAt: asOf,
        isReading: true,
      });
    return runId;
  }
  const runsOf = async (clientId: string) =>
    (await db().selectFrom("run").select("as_of").where("client_id", "=", clientId).orderBy("as_of").execute()).map(
      ({ as_of }) => as_of.toISOString().slice(5, 16),
    );

  return { prune, versionsOf, run, runsOf };
}
