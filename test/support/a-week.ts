import { sql, type Kysely } from "kysely";
import type { ScanReceipt } from "../../domain/mirror/scan.ts";
import type { CheckOutcome, Score } from "../../domain/reporting/score.ts";
import { addAlertEvent, saveAlert } from "../../storage/alerts.ts";
import type { Database, OutboxMessage } from "../../storage/database.ts";
import { saveFindingEvents, saveFindings } from "../../storage/findings.ts";
import { confirmSent } from "../../storage/outbox-claims.ts";
import { enqueue } from "../../storage/outbox.ts";
import { saveReading } from "../../storage/readings.ts";
import { saveOutcomes } from "../../storage/check-outcomes.ts";
import { beginRun, finishRun } from "../../storage/runs.ts";
import { saveScan } from "../../storage/scans.ts";
import { alertState, delivery, eventRow, findingRow } from "../storage/rows.ts";

/** What a real audit of a cadence left behind, so that fast motion writes the same. */
export interface RunModel {
  readonly cadence: "fast" | "hourly" | "daily";
  readonly receipts: readonly ScanReceipt[];
  readonly outcomes: readonly CheckOutcome[];
  readonly score: Score;
}

/** How much happens at one client in a day. */
export interface Pace {
  readonly runs: Readonly<Record<RunModel["cadence"], number>>;
  /** Opened and resolved within the day, each with its two events. */
  readonly findings: number;
  readonly messages: number;
}

const dayMs = 86_400_000;
const counts = { opened: 0, reopened: 0, resolved: 0, stillOpen: 0, unknown: 0 };

/** One day of one client, as the activities write it, through the stores. */
export async function liveOneDay(
  db: Kysely<Database>,
  {
    clientId,
    day,
    models,
    pace,
    message,
  }: {
    readonly clientId: string;
    readonly day: Date;
    readonly models: readonly RunModel[];
    readonly pace: Pace;
    readonly message: OutboxMessage;
  },
): Promise<void> {
  for (const model of models) {
    const every = dayMs / pace.runs[model.cadence];
    for (let slot = 0; slot < pace.runs[model.cadence]; slot += 1)
      await oneRun(db, clientId, model, new Date(day.getTime() + slot * every));
  }
  const name = day.toISOString().slice(0, 10);
  for (let n = 0; n < pace.findings; n += 1) {
    const id = `lead-unanswered/contact/${name}-${n}`;
    const at = new Date(day.getTime() + (n * dayMs) / pace.findings);
    const own = { subject_id: `${name}-${n}`, opened_at: at, since: at, first_seen_at: at };
    await saveFindings(db, [findingRow(clientId, id, at, own)]);
    await saveFindings(db, [
      findingRow(clientId, id, at, { ...own, status: "resolved", resolved_at: at, event_no: 2 }),
    ]);
    await saveFindingEvents(
      db,
      [1, 2].map((no) => eventRow(clientId, id, no, { at, decision: "told", because: "it is new" })),
    );
  }
  for (let n = 0; n < pace.messages; n += 1) {
    const at = new Date(day.getTime() + (n * dayMs) / pace.messages);
    const episode = Math.floor(day.getTime() / dayMs);
    const alert = alertState({
      episode,
      revision: episode * 100 + n,
      status: n === pace.messages - 1 ? "resolved" : "open",
      openedAt: day,
    });
    const alertName = { clientId, alertId: "sales.waiting-leads" };
    await saveAlert(db, alertName, "sales", "waiting-leads", alert, at);
    const event = {
      kind: "changed",
      at,
      byWhom: null,
      detail: "1 new or worse finding",
      findingIds: alert.told,
    } as const;
    await addAlertEvent(db, alertName, alert, event);
    await enqueue(
      db,
      [
        delivery(
          clientId,
          { act: "reply", revision: alert.revision },
          { episode, alertId: null, message, receiver: `r${name}-${n}` },
        ),
      ],
      at,
    );
    const row = await db
      .selectFrom("outbox")
      .selectAll()
      .where("client_id", "=", clientId)
      .orderBy("seq", "desc")
      .limit(1)
      .executeTakeFirstOrThrow();
    await confirmSent(db, row, "1700000000.000100", at);
  }
}

async function oneRun(db: Kysely<Database>, clientId: string, model: RunModel, at: Date): Promise<void> {
  const { cadence, receipts, outcomes, score } = model;
  const runId = `${cadence}-${at.toISOString()}`;
  const workflow = {
    workflowId: `audit/${clientId}/${cadence}-workflow-${at.toISOString()}`,
    workflowRunId: crypto.randomUUID(),
  };
  await beginRun(db, { clientId, runId, cadence, mode: "live", period: at, asOf: at, ...workflow });
  for (const receipt of receipts) await saveScan(db, clientId, runId, receipt, at, at);
  await saveOutcomes(db, clientId, runId, at, outcomes);
  await saveReading(db, {
    clientId,
    runId,
    inUse: ["fast", "hourly", "daily"],
    read: [cadence],
    asOf: at,
    settledAt: at,
  });
  await finishRun(db, clientId, runId, {
    status: "complete",
    reason: null,
    score,
    counts,
    finishedAt: at,
    isReading: true,
  });
}

/** Bytes of each table with its indexes and its long values, and its rows. */
export async function tableSizes(
  db: Kysely<Database>,
): Promise<ReadonlyMap<string, { readonly bytes: number; readonly rows: number }>> {
  await sql`vacuum (analyze)`.execute(db);
  const { rows } = await sql<{ name: string; bytes: number }>`
    select relname as name, pg_total_relation_size(oid) as bytes from pg_class
    where relkind = 'r' and relnamespace = current_schema()::regnamespace`.execute(db);
  const sizes = new Map<string, { bytes: number; rows: number }>();
  for (const { name, bytes } of rows) {
    const { rows: counted } = await sql<{ count: number }>`select count(*) as count from ${sql.table(name)}`.execute(
      db,
    );
    sizes.set(name, { bytes: Number(bytes), rows: Number(counted[0]!.count) });
  }
  return sizes;
}
