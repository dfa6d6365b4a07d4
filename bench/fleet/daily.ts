import type { Client } from "@temporalio/client";
import { askedAuditWorkflowId } from "../../domain/ids.ts";
import { treeUse } from "../sync/process-tree.ts";
import type { BenchClient } from "../stage/write-config.ts";
import type { FleetOptions } from "./run-fleet.ts";
import type { FleetStage } from "./stage.ts";

/** What the daily run of one client costs, alone. */
export interface DailyFigures {
  readonly clients: number;
  readonly workerSeconds: number;
  readonly serverSeconds: number;
  readonly wallSeconds: number;
}

const mostClients = 10;

/**
 * The daily run of some clients, one after another, while all schedules rest: the whole list is read again, and
 * everything is judged and compared.
 */
export async function measureDaily({
  stage,
  temporal,
  worker,
  clients,
  tell,
}: {
  readonly stage: FleetStage;
  readonly temporal: Client;
  readonly worker: number;
  readonly clients: readonly BenchClient[];
  readonly tell: FleetOptions["tell"];
}): Promise<DailyFigures> {
  const some = clients.slice(0, mostClients);
  tell(`The daily pass of ${some.length} clients, alone …`);
  await pauseAll(temporal);
  const [cpuBefore, serverBefore] = [cpuOf(worker), cpuOf(stage.postmaster)];
  const startedAt = performance.now();
  for (const { clientId } of some)
    await temporal.workflow.execute("auditClient", {
      workflowId: askedAuditWorkflowId(clientId, "daily", new Date().toISOString()),
      taskQueue: "audit",
      args: [{ clientId, cadence: "daily", acceptShrink: true }],
    });
  return {
    clients: some.length,
    workerSeconds: cpuOf(worker) - cpuBefore,
    serverSeconds: cpuOf(stage.postmaster) - serverBefore,
    wallSeconds: (performance.now() - startedAt) / 1000,
  };
}

const cpuOf = (pid: number): number => treeUse(pid)?.cpuSeconds ?? Number.NaN;

async function pauseAll(temporal: Client): Promise<void> {
  for await (const { scheduleId } of temporal.schedule.list())
    await temporal.schedule.getHandle(scheduleId).pause("the daily pass is measured alone");
}
