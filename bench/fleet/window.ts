import type { Client } from "@temporalio/client";
import { sql } from "kysely";
import { auditScheduleId, clientOfId } from "../../domain/ids.ts";
import { heartbeatsOf } from "../stage/temporal.ts";
import { actionsOf, countActions } from "../stage/temporal-actions.ts";
import type { BenchClient } from "../stage/write-config.ts";
import type { FleetStage } from "./stage.ts";

/** One scheduled run of the window. */
export interface WindowRun {
  readonly cadence: string;
  /** From its nominal time with its jitter, as the schedule itself says, to its end; seconds. */
  readonly lateSeconds: number;
  /** How long after that instant Temporal started it. */
  readonly startedAfterSeconds: number;
  readonly status: string;
}

export interface Seen {
  readonly runs: readonly WindowRun[];
  /** Runs that were due in the window and are not there. */
  readonly missing: number;
  /** Temporal actions of each client in the window, heartbeats left out. */
  readonly actions: readonly number[];
  /** Of the fleet's own supervision. */
  readonly sharedActions: number;
  readonly heartbeats: number;
  readonly messages: number;
}

const namespace = "default";

/** Begins to watch; `end` reads what happened since. */
export async function readWindow({ database: { db }, temporal: server }: FleetStage, temporal: Client, beginsAt: Date) {
  const heartbeatsBefore = await heartbeatsOf(server.metricsAddress, namespace);
  return {
    async end(clients: readonly BenchClient[], endsAt: Date): Promise<Seen> {
      const heartbeats = (await heartbeatsOf(server.metricsAddress, namespace)) - heartbeatsBefore;
      const scheduled = await scheduledRuns(temporal, clients, beginsAt, endsAt);
      const { rows } = await sql<{ runId: string; cadence: string; status: string; finishedAt: Date | null }>`
        select workflow_run_id as "runId", cadence, status, finished_at as "finishedAt" from run
        where as_of >= ${beginsAt}::timestamptz - interval '1 minute'`.execute(db);
      const byRun = new Map(rows.map((row) => [row.runId, row]));
      const runs = scheduled.flatMap(({ runId, dueAt, startedAt }): WindowRun[] => {
        const row = byRun.get(runId);
        if (row === undefined || row.finishedAt === null) return [];
        const lateSeconds = (row.finishedAt.getTime() - dueAt.getTime()) / 1000;
        const startedAfterSeconds = (startedAt.getTime() - dueAt.getTime()) / 1000;
        return [{ cadence: row.cadence, status: row.status, lateSeconds, startedAfterSeconds }];
      });
      const counted = await countActions(temporal, {
        query: `StartTime > "${new Date(beginsAt.getTime() - 3_600_000).toISOString()}"`,
        since: beginsAt,
      });
      const byClient = new Map(clients.map(({ clientId }) => [clientId, 0]));
      let sharedActions = 0;
      for (const [id, counts] of counted) {
        const clientId = clientOfId(id.split(" ")[0]!);
        if (clientId !== null && byClient.has(clientId))
          byClient.set(clientId, byClient.get(clientId)! + actionsOf(counts));
        else sharedActions += actionsOf(counts);
      }
      const messages = await sql<{ count: number }>`
        select count(*)::integer as count from outbox where created_at >= ${beginsAt}::timestamptz`.execute(db);
      const missing = scheduled.length - runs.length;
      const actions = [...byClient.values()];
      return { runs, missing, actions, sharedActions, heartbeats, messages: messages.rows[0]!.count };
    },
  };
}

interface ScheduledRun {
  readonly runId: string;
  readonly dueAt: Date;
  readonly startedAt: Date;
}

/** A run that was due in the last minute may still be under way when the window ends. */
const lastRunMs = 60_000;

/** What the schedules themselves say of their last actions: when each was due, its jitter included. */
async function scheduledRuns(
  temporal: Client,
  clients: readonly BenchClient[],
  beginsAt: Date,
  endsAt: Date,
): Promise<readonly ScheduledRun[]> {
  const runs: ScheduledRun[] = [];
  for (const { clientId } of clients)
    for (const cadence of ["fast", "hourly"]) {
      const { info } = await temporal.schedule.getHandle(auditScheduleId(clientId, cadence)).describe();
      for (const { scheduledAt, takenAt, action } of info.recentActions)
        if (scheduledAt >= beginsAt && scheduledAt.getTime() < endsAt.getTime() - lastRunMs)
          runs.push({ runId: action.workflow.firstExecutionRunId, dueAt: scheduledAt, startedAt: takenAt });
    }
  return runs;
}
