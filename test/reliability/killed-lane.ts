import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { Client, Connection, ServiceError, WorkflowExecutionAlreadyStartedError } from "@temporalio/client";
import { inject } from "vitest";
import type { Random } from "../faults/seeded-random.ts";
import { createTestDatabase } from "../support/create-test-database.ts";
import { Installation } from "../support/installation.ts";
import { until } from "../support/until.ts";
import { Blows } from "./blows.ts";
import type { Hop } from "./kill-point.ts";
import type { Order } from "./kill-preload.ts";
import { News } from "./news.ts";

/** Which process is killed. The Temporal server is the child of `revwatch up`. */
export type Victim = "worker" | "up" | "temporal";

/** A hop has at least so many calls to the outside, whatever the audit finds. */
const leastCalls: Readonly<Record<Hop, number>> = {
  plan: 6,
  copy: 12,
  judge: 6,
  settle: 8,
  tell: 2,
  deliver: 6,
  idle: 0,
};
const mostMisses = 10;
const workedUpMs = 300_000;

export interface Landing {
  readonly hop: Hop;
  /** From the death until the audit was complete and everything was told. */
  readonly resumedAfterMs: number;
  /** Messages beyond those of an undisturbed audit; below 0: lost. */
  readonly toldWrong: number;
  /** What was told meanwhile, for whoever asks what was told too much. */
  readonly newKeys: readonly string[];
}

/**
 * One real installation whose processes are killed again and again, each time while a lead has just raised a hand or
 * was just answered. What two undisturbed audits say is what every disturbed one has to say too.
 */
export class KilledLane {
  readonly #victim: Victim;
  readonly #installation: Installation;
  readonly #blows: Blows;
  readonly #closers: (() => Promise<void>)[];
  #process: ChildProcess | null = null;
  #temporal: { readonly address: string; readonly client: Client } | null = null;
  #undisturbed: readonly number[] = [];
  readonly #news: News;
  #number = 0;

  private constructor(victim: Victim, installation: Installation, blows: Blows, closers: (() => Promise<void>)[]) {
    this.#victim = victim;
    this.#installation = installation;
    this.#news = new News(installation);
    this.#blows = blows;
    this.#closers = closers;
  }

  static async open(victim: Victim): Promise<KilledLane> {
    const command = victim === "worker" ? "worker" : "up";
    const blows = new Blows(command);
    const closers: (() => Promise<void>)[] = [];
    const shared = command === "worker" ? await sharedServices(closers) : {};
    const installation = await Installation.create({ ...blows.env, ...shared });
    const lane = new KilledLane(victim, installation, blows, closers);
    try {
      await lane.#start();
      await installation.takeOn();
      for (const _phase of [0, 1]) lane.#undisturbed = [...lane.#undisturbed, (await lane.#audit()).told];
      return lane;
    } catch (error) {
      await lane.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.#temporal?.client.connection.close();
    await this.#installation.end();
    for (const close of this.#closers.toReversed()) await close();
    this.#blows.end();
  }

  /**
   * Kills once in a hop and waits until all is whole again. @throws {Error} When something is lost, doubled or late.
   */
  async kill(hop: Hop, random: Random): Promise<Landing> {
    for (let misses = 0; misses < mostMisses; misses += 1) {
      const call = random.int(1, leastCalls[hop]);
      const landing =
        hop === "idle" ? await this.#killIdle() : await this.#killIn(hop, call, random.pick(["before", "after"]));
      if (landing !== null) return landing;
    }
    throw new Error(`${mostMisses} audits in a row made too few calls to be killed in ${hop}.`);
  }

  async #killIdle(): Promise<Landing> {
    const before = await this.#told();
    const startedAt = performance.now();
    await this.#strike();
    await until("it answers again", async () => (await this.#installation.status()).messages.waiting === 0, workedUpMs);
    if (this.#victim !== "worker")
      await until("its Temporal server answers again", () => this.#isTemporalUp(), workedUpMs);
    const resumedAfterMs = performance.now() - startedAt;
    const newKeys = (await this.#told()).slice(before.length);
    return { hop: "idle", resumedAfterMs, toldWrong: newKeys.length, newKeys };
  }

  async #killIn(hop: Hop, call: number, side: Order["side"]): Promise<Landing | null> {
    const victim = this.#victim === "temporal" ? await this.#temporalPid() : "self";
    const { diedAt, told, newKeys, expected, doneAt } = await this.#audit({ hop, call, side, victim });
    const toldWrong = told - expected!;
    return diedAt === null ? null : { hop, resumedAfterMs: doneAt - diedAt, toldWrong, newKeys };
  }

  /** One piece of news, one audit, and everything that it tells; starts again whatever dies meanwhile. */
  async #audit(ordered?: Omit<Order, "id">) {
    const orderId = ordered === undefined ? undefined : this.#blows.order(ordered);
    const before = (await this.#told()).length;
    const phase = await this.#news.happen();
    const workflowId = `audit/nightowl/all-asked-${(this.#number += 1)}`;
    await this.#begin(workflowId);
    let diedAt: number | null = null;
    let quietSince: number | null = null;
    const expected = this.#undisturbed[phase];
    await until(
      "the audit is complete and told",
      async () => {
        if (diedAt === null && orderId !== undefined && this.#blows.hasLanded(orderId)) {
          diedAt = performance.now();
          this.#blows.withdraw();
          if (this.#victim !== "temporal") await this.#restart();
        }
        const told = (await this.#told()).length - before;
        const isDone =
          (await isComplete(await this.#client(), workflowId)) &&
          (expected === undefined ? told > 0 : told >= expected);
        if (!isDone) quietSince = null;
        else quietSince ??= performance.now();
        // Whatever would be told once too often comes within this time.
        return quietSince !== null && performance.now() - quietSince > (expected === undefined ? 4_000 : 1_500);
      },
      workedUpMs,
    ).catch(async (error: unknown) => {
      const told = (await this.#told()).slice(before);
      const [status, deliveries] = [
        (await this.#installation.revwatch("status")).out,
        (await this.#installation.revwatch("deliveries", "--json")).out,
      ];
      const { status: work } = await (await this.#client()).workflow.getHandle(workflowId).describe();
      const order = JSON.stringify({ ordered, phase, diedAt, work: work.name, told, expected });
      throw new Error(`${String(error)} ${order}\n${status}\n${deliveries.slice(0, 3_000)}`, { cause: error });
    });
    this.#blows.withdraw();
    const keys = await this.#told();
    const twice = keys.filter((key, index) => keys.indexOf(key) !== index);
    if (twice.length > 0) throw new Error(`Told twice: ${twice.join(", ")}.`);
    await this.#news.assertFound();
    const newKeys = keys.slice(before);
    return { diedAt, told: newKeys.length, newKeys, expected, doneAt: quietSince ?? performance.now() };
  }

  /** Starts an audit, whatever the last death has left of the server. */
  async #begin(workflowId: string): Promise<void> {
    const args = [{ clientId: "nightowl", cadence: "all" }];
    await until(
      "Temporal takes the next audit",
      async () =>
        (await this.#client()).workflow.start("auditClient", { workflowId, taskQueue: "audit", args }).then(
          () => true,
          (error: unknown) => {
            // It was started, the answer was lost with the server, and the client asked again.
            if (error instanceof WorkflowExecutionAlreadyStartedError) return true;
            if (error instanceof ServiceError) return false;
            throw error;
          },
        ),
      workedUpMs,
    );
  }

  async #told(): Promise<readonly string[]> {
    return this.#installation.deliveryKeys();
  }

  async #strike(): Promise<void> {
    if (this.#victim === "temporal") {
      process.kill(await this.#temporalPid(), "SIGKILL");
      return;
    }
    this.#process!.kill("SIGKILL");
    await this.#restart();
  }

  async #restart(): Promise<void> {
    const dead = this.#process!;
    if (dead.exitCode === null && dead.signalCode === null) await once(dead, "exit");
    await this.#start();
  }

  async #start(): Promise<void> {
    this.#process = this.#victim === "worker" ? this.#installation.start("worker") : await this.#installation.up();
  }

  async #isTemporalUp(): Promise<boolean> {
    const { workflowService } = (await this.#client()).connection;
    return workflowService.getSystemInfo({}).then(
      () => true,
      () => false,
    );
  }

  async #temporalPid(): Promise<number> {
    const { children } = (await this.#installation.run())!;
    return children.filter(({ name }) => name === "Temporal server").at(-1)!.pid;
  }

  /** Where the server is now: an `up` that starts while the server of the dead one still ends takes another port. */
  async #client(): Promise<Client> {
    const { env } = this.#installation;
    const address = env["TEMPORAL_ADDRESS"] ?? `127.0.0.1:${(await this.#installation.run())!.ports["temporal"]}`;
    if (this.#temporal?.address === address) return this.#temporal.client;
    const connection = Connection.lazy({ address });
    await this.#temporal?.client.connection.close();
    const client = new Client({ connection, namespace: env["TEMPORAL_NAMESPACE"] ?? "default" });
    this.#temporal = { address, client };
    return client;
  }
}

async function isComplete(client: Client, workflowId: string): Promise<boolean> {
  try {
    const { status } = await client.workflow.getHandle(workflowId).describe();
    if (status.name !== "RUNNING" && status.name !== "COMPLETED")
      throw new Failed(`The audit ended as ${status.name}.`);
    return status.name === "COMPLETED";
  } catch (error) {
    if (error instanceof Failed) throw error;
    await wait(200); // the server is away
    return false;
  }
}

class Failed extends Error {}

export async function sharedServices(closers: (() => Promise<void>)[]): Promise<Record<string, string>> {
  const { address } = inject("temporal")!;
  const database = await createTestDatabase();
  closers.push(() => database.drop());
  const namespace = `kill-${crypto.randomUUID()}`;
  const connection = Connection.lazy({ address });
  closers.push(() => connection.close());
  await connection.workflowService.registerNamespace({
    namespace,
    workflowExecutionRetentionPeriod: { seconds: 86_400 as never },
  });
  await until(
    "the namespace is known",
    () =>
      connection.workflowService.countWorkflowExecutions({ namespace, query: "" }).then(
        () => true,
        () => false,
      ),
    30_000,
  );
  return { DATABASE_URL: database.url, TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace };
}
