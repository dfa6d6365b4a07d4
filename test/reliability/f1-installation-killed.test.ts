// oxlint-disable vitest/expect-expect, vitest/valid-title -- titles and bodies are the caller's
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import { measured, processesNaming } from "../support/demo.ts";
import { describeWith } from "../support/describe-with.ts";
import { Installation } from "../support/installation.ts";
import { isRunning } from "../support/is-running.ts";
import { until } from "../support/until.ts";
import { row } from "./row.ts";

/** Temporal hears from a killed worker no more after 30 s, and the outbox from a killed sender. */
const finishedWithinMs = 240_000;

interface InstallationTest {
  readonly installation: Installation;
}

/** These wait most of their time for Temporal to miss somebody, so they wait together. */
function withInstallation(name: string, story: (context: InstallationTest) => Promise<void>): void {
  test.concurrent(
    name,
    async () => {
      const installation = await Installation.create();
      try {
        await story({ installation });
      } finally {
        await installation.end();
      }
    },
    600_000,
  );
}

/** HubSpot gets so slow that a kill hits the audit while it reads. Answers once it does. */
async function beginSlowAudit(installation: Installation): Promise<void> {
  await installation.portal.clearRequests();
  await installation.portal.setFault({ kind: "latency", ms: 1_500 });
  void installation.revwatch("audit", "--client", "nightowl");
  await until("the audit reads records", async () => (await installation.portal.requests()).length >= 4, 60_000);
}

async function auditHasFinished(installation: Installation): Promise<void> {
  const ms = await until(
    "the audit has finished",
    async () => {
      const { lastRun } = await installation.status();
      // A scheduled run may end after it and be the last one; what follows asks for its messages.
      return lastRun !== null && lastRun.mode !== "baseline" && lastRun.status === "complete";
    },
    finishedWithinMs,
  );
  measured("the audit finished after", ms / 1000);
}

/** Both receivers were told of what was broken, and nobody was told anything twice. */
async function everybodyWasToldOnce(installation: Installation): Promise<void> {
  await until("the messages are there", async () => (await installation.deliveryKeys()).length >= 3, 180_000);
  const keys = await installation.deliveryKeys();
  expect(keys.toSorted()).toEqual([...new Set(keys)].toSorted());
  expect(new Set(keys.map((key) => key.split("/")[1]))).toEqual(
    new Set(["operations.campaign-tracking", "sales-lead.routing", "sales-lead.waiting-leads"]),
  );
  expect(keys).toHaveLength(3);
}

async function kill(child: ChildProcess): Promise<void> {
  const exited = once(child, "exit");
  child.kill("SIGKILL");
  await exited;
}

row("F1", () => {
  describeWith("temporal", "one process with everything in it", () => {
    withInstallation(
      "killed in the middle of an audit and started again: the audit finishes, nobody is told twice, no orphan is left",
      async ({ installation }) => {
        const first = await installation.up();
        await installation.takeOn();
        await installation.breakThings();
        await beginSlowAudit(installation);
        const left = (await installation.run())!.children;
        const watchdog = left.find(({ name }) => name === "watchdog")!;
        await kill(first);
        expect(isRunning(watchdog.pid)).toBe(true); // it outlives its owner to tell of the death, and the next owner ends it
        await installation.portal.clearFaults();
        expect(await installation.deliveryKeys()).toEqual([]);

        const second = await installation.up();
        await auditHasFinished(installation);
        await everybodyWasToldOnce(installation);
        expect(left.filter(({ pid }) => isRunning(pid))).toEqual([]);

        const exited = once(second, "exit");
        second.kill("SIGTERM");
        await exited;
        expect(processesNaming(installation.directory)).toEqual([]);
      },
    );

    withInstallation(
      "killed when Slack has taken a message and we have not heard of it: it is looked for and not sent again",
      async ({ installation }) => {
        const first = await installation.up();
        await installation.takeOn();
        await installation.breakThings();
        const { promise: killed, resolve } = Promise.withResolvers<void>();
        installation.road.loseNextAnswer(() => void kill(first).then(resolve));
        void installation.revwatch("audit", "--client", "nightowl");
        await killed;
        expect(await installation.deliveryKeys()).toHaveLength(1);
        expect(installation.road.methods).not.toContain("conversations.history");

        await installation.up();
        // The other conversation goes on at once; this one when the lease of the killed sender has run out.
        const isLookedFor = async () => installation.road.methods.includes("conversations.history");
        await until("the message is looked for", isLookedFor, finishedWithinMs);
        const isDelivered = async () => (await installation.status()).messages.waiting === 0;
        await until("each message is delivered", isDelivered, 60_000);
        await everybodyWasToldOnce(installation);
        expect((await installation.status()).messages).toEqual({ waiting: 0, heldUpBecause: null, failed: 0 });
      },
    );

    withInstallation(
      "its Temporal server killed in the middle of an audit: it comes back at the same address and the audit finishes",
      async ({ installation }) => {
        const up = await installation.up();
        await installation.takeOn();
        await installation.breakThings();
        await beginSlowAudit(installation);
        const before = (await installation.run())!;
        const server = before.children.find(({ name }) => name === "Temporal server")!;
        process.kill(server.pid, "SIGKILL");
        await installation.portal.clearFaults();

        await auditHasFinished(installation);
        await everybodyWasToldOnce(installation);
        const after = (await installation.run())!;
        expect(after.ports).toEqual(before.ports);
        expect(after.children.filter(({ name }) => name === "Temporal server").at(-1)!.pid).not.toBe(server.pid);
        expect(up.exitCode).toBeNull();
      },
    );
  });
});
