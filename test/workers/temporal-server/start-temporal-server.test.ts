import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { Client, Connection } from "@temporalio/client";
import { expect, inject, onTestFinished, test } from "vitest";
import { freePort } from "../../../workers/state-directory/free-port.ts";
import { keepTemporalServer } from "../../../workers/temporal-server/keep-temporal-server.ts";
import {
  startTemporalServer,
  type TemporalServer,
  type TemporalServerOptions,
} from "../../../workers/temporal-server/start-temporal-server.ts";
import { describeWith } from "../../support/describe-with.ts";
import { isRunning } from "../../support/is-running.ts";
import { startScript } from "../../support/start-script.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";
import { until } from "../../support/until.ts";

const cliPath = () => inject("temporal")?.cliPath ?? "";

async function started(options: Omit<TemporalServerOptions, "cliPath">): Promise<TemporalServer> {
  const server = await startTemporalServer({ cliPath: cliPath(), ...options });
  onTestFinished(() => server.stop());
  return server;
}

async function clientOf(address: string): Promise<Client> {
  const connection = await Connection.connect({ address });
  onTestFinished(() => connection.close());
  return new Client({ connection });
}

const startAWorkflow = (client: Client) =>
  client.workflow.start("anything", { taskQueue: "nobody", workflowId: "kept" });

describeWith("temporal", "the development server", () => {
  test("answers, shows its own pages, and is gone after it was stopped", async () => {
    const server = await started({ stateDirectory: temporaryDirectory() });
    expect((await fetch(server.uiAddress)).status).toBe(200);
    await server.stop();
    await server.exited;
    expect(isRunning(server.pid)).toBe(false);
  });

  test("keeps its state over a stop and over kill -9, at the same address if that is asked for", async () => {
    const stateDirectory = temporaryDirectory();
    const first = await started({ stateDirectory });
    await startAWorkflow(await clientOf(first.address));
    await first.stop();

    const second = await started({ stateDirectory, port: first.port, uiPort: first.uiPort });
    expect(second.address).toBe(first.address);
    const client = await clientOf(second.address);
    expect((await client.workflow.getHandle("kept").describe()).status.name).toBe("RUNNING");

    process.kill(second.pid, "SIGKILL");
    await second.exited;
    const third = await started({ stateDirectory });
    const description = await (await clientOf(third.address)).workflow.getHandle("kept").describe();
    expect(description.status.name).toBe("RUNNING");
  });

  test("is gone within two seconds after its parent was killed with -9, and its state is there", async () => {
    const stateDirectory = temporaryDirectory();
    const { child, firstLine } = await startScript(new URL("./serve-until-killed.ts", import.meta.url), [
      cliPath(),
      stateDirectory,
    ]);
    const { pid, address } = JSON.parse(firstLine) as { pid: number; address: string };
    await startAWorkflow(await clientOf(address));

    child.kill("SIGKILL");
    await until("the server is gone", () => !isRunning(pid));

    const next = await started({ stateDirectory });
    const description = await (await clientOf(next.address)).workflow.getHandle("kept").describe();
    expect(description.status.name).toBe("RUNNING");
  });

  test("is not bent by TEMPORAL_ variables, and knows the search attributes it was given", async () => {
    const env = {
      ...process.env,
      TEMPORAL_ADDRESS: "elsewhere:1",
      TEMPORAL_NAMESPACE: "elsewhere",
      TEMPORAL_TLS: "true",
    };
    const server = await started({
      stateDirectory: temporaryDirectory(),
      env,
      searchAttributes: { clientId: "Keyword" },
    });
    const client = await clientOf(server.address);
    const { customAttributes } = await client.connection.operatorService.listSearchAttributes({ namespace: "default" });
    expect(Object.keys(customAttributes ?? {})).toContain("clientId");
  });

  test("says what it said when the port that was asked for is taken", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    onTestFinished(() => void taken.close());
    await once(taken, "listening");
    const address = taken.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const uiPort = await freePort({ purpose: "its pages" });
    await expect(started({ stateDirectory: temporaryDirectory(), port, uiPort })).rejects.toThrow(
      /ended while it started\..*in use/s,
    );
  });

  test("does not take another's server at its port for its own, however long its own takes to find that out", async () => {
    const other = await started({ stateDirectory: temporaryDirectory(), isDurable: false });
    const stateDirectory = temporaryDirectory();
    const slow = join(stateDirectory, "temporal-on-a-busy-machine");
    writeFileSync(slow, `#!/bin/sh\nsleep 2\nexec '${cliPath()}' "$@"\n`, { mode: 0o755 });
    const uiPort = await freePort({ purpose: "its pages" });
    const start = startTemporalServer({ cliPath: slow, stateDirectory, port: other.port, uiPort });
    await expect(start).rejects.toThrow(/ended while it started\..*in use/s);
    expect(isRunning(other.pid)).toBe(true);
  });

  test("comes back at the same address when it was killed, with its state, until it is stopped", async () => {
    const restarts: number[] = [];
    const kept = await keepTemporalServer({
      cliPath: cliPath(),
      stateDirectory: temporaryDirectory(),
      onRestart: ({ pid }) => restarts.push(pid),
    });
    onTestFinished(() => kept.stop());
    const client = await clientOf(kept.address);
    await startAWorkflow(client);

    const { pid } = kept.current();
    process.kill(pid, "SIGKILL");
    await until("it was started again", () => restarts.length > 0, 60_000);
    expect(kept.current()).toMatchObject({ address: kept.address, pid: restarts[0] });
    await until("the same client sees the same workflow", async () => {
      const description = await client.workflow
        .getHandle("kept")
        .describe()
        .catch(() => null);
      return description?.status.name === "RUNNING";
    });

    await kept.stop();
    expect(isRunning(kept.current().pid)).toBe(false);
    expect(restarts).toHaveLength(1);
  });

  test("is ended and started again when it hangs, at the same address", async () => {
    const restarts: number[] = [];
    const kept = await keepTemporalServer({
      cliPath: cliPath(),
      stateDirectory: temporaryDirectory(),
      askEveryMs: 300,
      missesAllowed: 2,
      onRestart: ({ pid }) => restarts.push(pid),
    });
    onTestFinished(() => kept.stop());
    const client = await clientOf(kept.address);
    await startAWorkflow(client);
    const { pid } = kept.current();
    process.kill(pid, "SIGSTOP");
    await until("another one runs", () => restarts.length > 0, 60_000);
    expect(isRunning(pid)).toBe(false);
    await until("the same client sees the same workflow", () =>
      client.workflow
        .getHandle("kept")
        .describe()
        .then(
          ({ status }) => status.name === "RUNNING",
          () => false,
        ),
    );
  });

  test("whose port was taken while it was away is tried until the port is free", async () => {
    const kept = await keepTemporalServer({ cliPath: cliPath(), stateDirectory: temporaryDirectory() });
    onTestFinished(() => kept.stop());
    const { pid, port } = kept.current();
    const exited = kept.current().exited;
    process.kill(pid, "SIGSTOP"); // so that nobody else is quicker
    const thief = createServer();
    process.kill(pid, "SIGKILL");
    await exited;
    await new Promise<void>((resolve) => {
      const take = () => thief.once("error", () => setTimeout(take, 1)).listen(port, "127.0.0.1", resolve);
      take();
    });
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(kept.current().pid).toBe(pid);
    thief.close();
    await until("it runs again", () => kept.current().pid !== pid && isRunning(kept.current().pid), 60_000);
    expect(kept.current().port).toBe(port);
  });
});
