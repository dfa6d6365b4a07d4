import { createServer, type Server } from "node:net";
import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { acquireStateDirectory } from "../../workers/state-directory/acquire-state-directory.ts";
import { clientYaml, fleetYaml, writeConfig } from "../config/write-config.ts";
import { startScript } from "../support/start-script.ts";
import { runRevwatch } from "./run-revwatch.ts";

const ownScript = new URL("../workers/state-directory/own-until-killed.ts", import.meta.url);

function config(): string {
  return writeConfig({ "revwatch.yaml": fleetYaml, "clients/northwind.yaml": clientYaml });
}

/** A folder whose owner was halted in the middle of its life. */
async function halted(): Promise<{ readonly directory: string; readonly pid: number }> {
  const directory = config();
  const { child, firstLine } = await startScript(ownScript, [join(directory, ".revwatch")]);
  onTestFinished(() => void process.kill(Number(firstLine), "SIGKILL")); // its own child outlives it
  process.kill(child.pid!, "SIGSTOP");
  return { directory, pid: child.pid! };
}

test("an owner that was halted: every command ends with 75 within ten seconds, and says how to go on", async () => {
  const { directory, pid } = await halted();
  const commands = [
    ["status"],
    ["findings", "--json"],
    ["explain", "some.finding"],
    // Long by nature, but not without a sign of life.
    ["plan"],
    ["audit", "--client", "northwind"],
    ["purge", "gone", "--yes"],
  ];
  const ends = await Promise.all(commands.map((args) => runRevwatch([...args, "-C", directory])));
  for (const end of ends) {
    expect(end.stderr).toContain(`kill -CONT ${pid}`);
    expect(end.code).toBe(75);
    expect(end.elapsedMs).toBeLessThan(10_000 + busyMachineMs);
  }
});

/** What a start of Node and its signals may take when other tests run beside. */
const busyMachineMs = 15_000;

/** Owns a folder with a socket of any kind. */
async function ownWith(listen: (path: string) => Server, version = "0.1.0"): Promise<string> {
  const directory = config();
  const state = await acquireStateDirectory(join(directory, ".revwatch"), { version });
  onTestFinished(() => state.release());
  const path = join(state.path, "control.sock");
  const server = listen(path);
  if (!server.listening) await once(server, "listening");
  onTestFinished(() => void server.close());
  await state.record({ controlSocket: path });
  return directory;
}

const http = (status: number, body: string) => (path: string) =>
  createHttpServer((_, answer) => void answer.writeHead(status).end(body)).listen(path) as Server;

test.each([
  ["takes the call and hangs", (path: string) => createServer(() => {}).listen(path), 75, "does not answer"],
  [
    "hangs up at once",
    (path: string) => createServer((socket) => void socket.destroy()).listen(path),
    75,
    "does not answer",
  ],
  [
    "speaks no HTTP",
    (path: string) => createServer((socket) => void socket.end("220 mail\r\n")).listen(path),
    75,
    "does not answer",
  ],
  ["answers no JSON", http(200, "<html>hello</html>"), 64, "Restart it"],
  ["answers JSON of another shape", http(200, '{"schemaVersion":2,"fleet":[]}'), 64, "Restart it"],
])("an owner that %s", async (_, listen, code, said) => {
  const end = await runRevwatch(["status", "-C", await ownWith(listen)]);
  expect(end.stderr).toContain(said);
  expect(end.stderr).not.toContain("TypeError");
  expect(end.code).toBe(code);
  expect(end.elapsedMs).toBeLessThan(10_000 + busyMachineMs);
});

test("an owner of another version says which, and that a restart helps", async () => {
  const directory = await ownWith(http(400, '{"error":"unknown key"}'), "0.0.9");
  const end = await runRevwatch(["status", "-C", directory]);
  expect(end.stderr).toContain("is version 0.0.9, and this is 0.1.0");
  expect(end.code).toBe(64);
});

test("an error at the owner's ends with the code that it would have here", async () => {
  const directory = await ownWith(http(500, '{"error":"PostgreSQL is away.","errorName":"DatabaseUnavailable"}'));
  const end = await runRevwatch(["status", "-C", directory]);
  expect(end.stderr).toContain("PostgreSQL is away.");
  expect(end.code).toBe(69);
});

test("the socket of an owner that is gone from it: 75, and who it is", async () => {
  const directory = config();
  const state = await acquireStateDirectory(join(directory, ".revwatch"), { version: "0" });
  onTestFinished(() => state.release());
  await state.record({ controlSocket: join(state.path, "control.sock") });
  const end = await runRevwatch(["status", "-C", directory]);
  expect(end.stderr).toContain(`process ${process.pid}`);
  expect(end.code).toBe(75);
  expect(end.elapsedMs).toBeLessThan(10_000 + busyMachineMs);
});
