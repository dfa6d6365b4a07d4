import { mkdtempSync, readFileSync, readdirSync, readlinkSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client, Connection } from "@temporalio/client";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { keepTemporalServer, type KeptTemporalServer } from "../../../workers/temporal-server/keep-temporal-server.ts";
import { describeWith } from "../../support/describe-with.ts";
import { until } from "../../support/until.ts";

interface Answer {
  readonly status: number;
  readonly body: string;
}

/** Asks as a browser would on behalf of a page; a status of 0 means that nothing there speaks HTTP to browsers. */
function ask(
  url: string,
  options: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Answer> {
  return new Promise((resolve) => {
    const { method = "GET", headers = {}, body } = options;
    const sent = request(url, { method, headers, timeout: 20_000 }, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
      answer.on("close", () => resolve({ status: answer.statusCode!, body: text }));
    });
    sent.on("error", () => resolve({ status: 0, body: "" }));
    sent.on("timeout", () => sent.destroy());
    sent.end(body);
  });
}

const evil = { origin: "http://evil.example", "sec-fetch-site": "cross-site", "content-type": "text/plain" };
const terminate = "/api/v1/namespaces/default/workflows/kept/terminate";
const read = "/api/v1/namespaces/default/workflows";

describeWith("temporal", "the development server is closed to web pages", () => {
  let folder: string;
  let kept: KeptTemporalServer;
  let client: Client;
  let doors: readonly string[];
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "revwatch-test-closed-"));
    kept = await keepTemporalServer({ cliPath: inject("temporal")!.cliPath, stateDirectory: folder });
    client = new Client({ connection: await Connection.connect({ address: kept.address }) });
    await client.workflow.start("anything", { taskQueue: "nobody", workflowId: "kept" });
    doors = [...listening(kept.current().pid).map((place) => `http://${place}`), kept.uiAddress];
  });
  afterAll(async () => {
    await client?.connection.close();
    await kept?.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  const isRunning = async () => (await client.workflow.getHandle("kept").describe()).status.name === "RUNNING";

  test("no port that it opens lets a page of another site end a workflow", async () => {
    expect(doors.length).toBeGreaterThan(2);
    for (const door of doors) {
      for (const type of ["text/plain", "application/json"]) {
        const { status } = await ask(`${door}${terminate}`, {
          method: "POST",
          headers: { ...evil, "content-type": type },
          body: "{}",
        });
        expect([0, 400, 403, 404, 405, 421]).toContain(status);
      }
    }
    expect(await isRunning()).toBe(true);
  });

  test("no port that a page could know answers to another name than this machine's", async () => {
    for (const door of doors.filter((one) => one.startsWith("http://127.0.0.1:"))) {
      const host = `evil.example:${new URL(door).port}`;
      const { body } = await ask(`${door}${read}`, { headers: { host } });
      expect(body).not.toContain("kept");
      expect((await ask(`${door}/`, { headers: { host } })).body).not.toContain("<html");
    }
  });

  test("its pages themselves stand where no page can guess, and show through the guard to this machine's name", async () => {
    const ui = new URL(kept.current().uiAddress);
    // Elsewhere than on Linux there is one loopback address, and only the port is hidden.
    expect(ui.hostname === "127.0.0.1" && process.platform === "linux").toBe(false);
    for (const name of ["127.0.0.1", "localhost"]) {
      const address = `http://${name}:${new URL(kept.uiAddress).port}`;
      expect(await ask(`${address}/`)).toMatchObject({ status: 200 });
      const listed = () => ask(`${address}${read}`, { headers: { "sec-fetch-site": "same-origin" } });
      // The pages dial the server before it listens, and once refused they wait a second and more before they dial
      // again.
      await until("the pages list the workflow", async () => (await listed()).body.includes("kept"), 60_000);
    }
    expect(await ask(kept.uiAddress, { headers: { host: "evil.example" } })).toMatchObject({ status: 421 });
  });

  test("gRPC, which no browser speaks, goes on", async () => {
    expect(await isRunning()).toBe(true);
  });
});

/** Where a process listens, as the kernel says. */
function listening(pid: number): readonly string[] {
  if (process.platform !== "linux") return [];
  const sockets = new Set(
    readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      try {
        return /socket:\[(\d+)\]/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? [];
      } catch {
        return [];
      }
    }),
  );
  return readFileSync("/proc/net/tcp", "utf8")
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields[3] === "0A" && sockets.has(fields[9]!))
    .map((fields) => {
      const [address, port] = fields[1]!.split(":");
      const octets = [6, 4, 2, 0].map((at) => Number.parseInt(address!.slice(at, at + 2), 16));
      return `${octets.join(".")}:${Number.parseInt(port!, 16)}`;
    });
}
