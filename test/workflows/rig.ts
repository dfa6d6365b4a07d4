import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Client, Connection, type WorkflowHandle } from "@temporalio/client";
import { defineSearchAttributeKey, type SearchAttributePair } from "@temporalio/common";
import { historyToJSON } from "@temporalio/common/lib/proto-utils.js";
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Worker } from "@temporalio/worker";
import { inject } from "vitest";
import type { Activities } from "../../activities/index.ts";
import { translateErrors } from "../../activities/translate-errors.ts";
import "../support/quiet-workers.ts";
import type * as workflows from "../../workflows/index.ts";
import { withoutMachinePaths } from "../support/machine-paths.ts";
import { workflowFailureErrorTypes } from "../../workers/run-workers.ts";
import { until } from "../support/until.ts";
import { usual } from "./usual-activities.ts";

type AllActivities = Activities["audit"] & Activities["hubspot"] & Activities["delivery"];
export type ActivityName = keyof AllActivities;
/** What some activities do in a test; the others do the usual. */
export type Doings = Partial<AllActivities>;

type Workflows = typeof workflows;
type WorkflowName = keyof Workflows;

type StartedWorkflow<Run extends Workflows[WorkflowName]> = WorkflowHandle<Run> & {
  readonly firstExecutionRunId: string;
};

export interface Call {
  readonly name: ActivityName;
  readonly args: readonly unknown[];
}

const queues: Readonly<Record<keyof Activities, readonly ActivityName[]>> = {
  audit: [
    "runChecks",
    "announceAlerts",
    "escalateAlert",
    "nextDeadline",
    "meetDeadline",
    "finishOnboarding",
    "failRun",
    "sweepOutboxes",
    "pruneHistory",
    "buildWeeklyReport",
  ],
  hubspot: ["runShort", "planAudit", "probePortal", "syncRecords", "syncConfiguration", "syncTouches"],
  delivery: ["sendNext"],
};

const scheduledStartTime = defineSearchAttributeKey("TemporalScheduledStartTime", "DATETIME");

/** Stands in every history, where the name of the machine would stand. */
const identity = "revwatch-test";
const historiesFolder = fileURLToPath(new URL("../histories", import.meta.url));
const workflowsPath = fileURLToPath(new URL("../../workflows/index.ts", import.meta.url));
const shortTimers = fileURLToPath(new URL("short-timers.ts", import.meta.url));

export interface RigOptions {
  /** Long waits are over at once, by an interceptor. What the workflow asked for is not in the history then. */
  readonly hasShortTimers?: boolean;
  /** Of a server of its own; without it, the one that all tests share. */
  readonly address?: string;
}

/**
 * The real workflows on the real server, with activities in memory. Open one per file and close it in `afterAll`. It
 * has a namespace of its own, because the workflows name their queues.
 */
export class Rig {
  readonly client: Client;
  /** What the workflows asked for, in order. */
  calls: Call[] = [];
  doings: Doings = {};
  readonly #started: string[] = [];
  readonly #close: () => Promise<void>;

  private constructor(client: Client, close: (rig: Rig) => Promise<void>) {
    this.client = client;
    this.#close = () => close(this);
  }

  static async open({ hasShortTimers = false, address = inject("temporal")!.address }: RigOptions = {}): Promise<Rig> {
    const { bundle } = inject("temporal")!;
    const connection = await Connection.connect({ address });
    const namespace = `workflows-${crypto.randomUUID()}`;
    await connection.workflowService.registerNamespace({
      namespace,
      workflowExecutionRetentionPeriod: { seconds: 86_400 as never },
    });
    const client = new Client({ connection, namespace, identity });
    await until("the namespace is known", () => isKnown(client), 60_000);

    const native = await NativeConnection.connect({ address });
    const workflowBundle = hasShortTimers ? await bundleWithShortTimers() : { codePath: bundle! };
    const rig = new Rig(client, async () => {
      workers.forEach((worker) => worker.shutdown());
      await running;
      await native.close();
      await connection.close();
    });
    const workers = await Promise.all(
      Object.entries(queues).map(([taskQueue, names]) =>
        Worker.create({
          connection: native,
          namespace,
          identity,
          taskQueue,
          ...(taskQueue === "audit" ? { workflowBundle, workflowFailureErrorTypes } : {}),
          interceptors: { activity: [() => ({ inbound: translateErrors() })] },
          activities: Object.fromEntries(
            names.map((name) => [name, (...args: readonly unknown[]) => rig.#do(name, args)]),
          ),
        }),
      ),
    );
    const running = Promise.all(workers.map((worker) => worker.run()));
    return rig;
  }

  /** Before each test: nothing was called, and every activity does the usual. */
  clear(): void {
    this.calls = [];
    this.doings = {};
  }

  async #do(name: ActivityName, args: readonly unknown[]): Promise<unknown> {
    this.calls.push({ name, args });
    const act = (this.doings[name] ?? usual[name]) as (...args: readonly unknown[]) => Promise<unknown>;
    return act(...args);
  }

  called(name: ActivityName): readonly (readonly unknown[])[] {
    return this.calls.filter((call) => call.name === name).map(({ args }) => args);
  }

  async start<Name extends WorkflowName>(
    name: Name,
    args: Parameters<Workflows[Name]>,
    workflowId = `${name}/${crypto.randomUUID()}`,
    typedSearchAttributes: readonly SearchAttributePair[] = [],
  ): Promise<StartedWorkflow<Workflows[Name]>> {
    this.#started.push(workflowId);
    const options = { workflowId, taskQueue: "audit", args, typedSearchAttributes: [...typedSearchAttributes] };
    return (await this.client.workflow.start(name, options as never)) as unknown as StartedWorkflow<Workflows[Name]>;
  }

  /** As a schedule starts it whose nominal time is `period`. */
  async startAt<Name extends WorkflowName>(period: Date, name: Name, args: Parameters<Workflows[Name]>) {
    return this.start(name, args, `${name}/${crypto.randomUUID()}`, [{ key: scheduledStartTime, value: period }]);
  }

  async run<Name extends WorkflowName>(name: Name, args: Parameters<Workflows[Name]>, workflowId?: string) {
    return (await this.start(name, args, workflowId)).result();
  }

  /** The histories of all runs of one workflow id, the newest first: a continued one has several. */
  async historiesOf(workflowId: string) {
    const histories = [];
    let runId: string | undefined;
    do {
      const history = await this.client.workflow.getHandle(workflowId, runId).fetchHistory();
      histories.push(history);
      runId = history.events?.[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId || undefined;
    } while (runId !== undefined);
    return histories;
  }

  /**
   * Records the history, where that was asked for and there is none of this name:
   * `test/histories/{workflow}/{scenario}.json`.
   */
  async keep(scenario: string, { workflowId }: { readonly workflowId: string }): Promise<void> {
    if (process.env["REVWATCH_RECORD_HISTORIES"] !== "1") return;
    for (const [index, history] of (await this.historiesOf(workflowId)).toReversed().entries()) {
      const type = history.events![0]!.workflowExecutionStartedEventAttributes!.workflowType!.name!;
      const folder = join(historiesFolder, type);
      mkdirSync(folder, { recursive: true });
      const file = join(folder, index === 0 ? `${scenario}.json` : `${scenario}-continued-${index}.json`);
      if (existsSync(file)) continue; // it stands for code that has run somewhere
      const json = JSON.stringify(JSON.parse(historyToJSON(history)), null, 1);
      writeFileSync(file, `${withoutMachinePaths(json)}\n`);
    }
  }

  /** Replays every run that was started; a workflow that is not deterministic is among the failed. */
  async replayAll(): Promise<{ readonly replayed: number; readonly failed: readonly string[] }> {
    const runs = this.#started.map(async (workflowId) =>
      (await this.historiesOf(workflowId)).map((history) => ({ workflowId, history })),
    );
    const codePath = inject("temporal")!.bundle!;
    const failed: string[] = [];
    let replayed = 0;
    const results = Worker.runReplayHistories({ workflowBundle: { codePath } }, (await Promise.all(runs)).flat());
    for await (const { workflowId, error } of results) {
      replayed += 1;
      if (error !== undefined) failed.push(`${workflowId}: ${error.message}`);
    }
    return { replayed, failed };
  }

  async close(): Promise<void> {
    await this.#close();
  }
}

async function isKnown(client: Client): Promise<boolean> {
  try {
    await client.workflow.count();
    return true;
  } catch {
    return false;
  }
}

async function bundleWithShortTimers() {
  return bundleWorkflowCode({
    workflowsPath,
    workflowInterceptorModules: [shortTimers],
    logger: new DefaultLogger("WARN"),
  });
}
