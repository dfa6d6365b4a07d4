import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import { decideStray } from "../../workers/stray-faults.ts";

const coded = (code: string, more: object = {}) => Object.assign(new Error(code), { code, ...more });

test.each([
  ["a socket that was reset", coded("ECONNRESET", { syscall: "read" }), "exception", 1, "live-on"],
  ["a disk that is full", coded("ENOSPC", { syscall: "write" }), "exception", 1, "live-on"],
  ["nobody reads our output", coded("EPIPE", { syscall: "write" }), "exception", 1, "live-on"],
  ["PostgreSQL shuts down", coded("57P01"), "exception", 1, "live-on"],
  [
    "a connection of the pool's that was cut",
    new Error("Connection terminated unexpectedly"),
    "exception",
    1,
    "live-on",
  ],
  ["a stream that was destroyed", coded("ERR_STREAM_DESTROYED"), "exception", 1, "live-on"],
  ["a wrong argument of ours", coded("ERR_INVALID_ARG_TYPE"), "exception", 1, "end"],
  ["a fault of ours", new TypeError("x is not a function"), "exception", 1, "end"],
  ["something thrown that is no error", "hello", "exception", 1, "end"],
  ["a fault of ours that nobody waited for", new TypeError("x is not a function"), "rejection", 1, "live-on"],
  ["the sixtieth within a minute", coded("ECONNRESET"), "rejection", 60, "live-on"],
  ["the sixty-first within a minute", coded("ECONNRESET"), "rejection", 61, "end"],
] as const)("%s", (_, error, kind, within, decision) => {
  expect(decideStray(error, kind, within)).toBe(decision);
});

const module = new URL("../../workers/stray-faults.ts", import.meta.url).href;

/** Runs a few lines under the owner of stray faults, with a timer that would keep the process for ever. */
async function live(lines: string): Promise<{ readonly code: number | null; readonly err: string }> {
  const script = `import { ownStrayFaults, livesOn } from ${JSON.stringify(module)};
    ownStrayFaults(); setInterval(() => {}, 1000);
    const stays = () => livesOn((error, kind) => process.stderr.write(kind + ": " + error.message + "\\n"));
    ${lines}`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: ["ignore", "ignore", "pipe"] });
  let err = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (err += text));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, err };
}

test("a command ends at once with 70 and one line, whatever still runs", async () => {
  const { code, err } = await live('setTimeout(() => { throw new Error("it broke") }, 1);');
  expect(code).toBe(70);
  expect(err).toMatch(/^error: A fault of Revwatch itself has ended it \(Error: it broke\)\. .*REVWATCH_TRACE.*\n$/);
});

test("a call to Temporal that is asked again after the connection was closed ends nothing, a command neither", async () => {
  const { code, err } = await live(`setTimeout(() => { throw new Error("Channel has been shut down") }, 1);
    setTimeout(() => process.exit(0), 60);`);
  expect([code, err]).toEqual([0, ""]);
});

test("a process that stays logs what nobody caught and goes on, until a fault of ours ends it", async () => {
  const { code, err } = await live(`stays();
    Promise.reject(new Error("nobody waited"));
    setTimeout(() => process.emit("uncaughtException", Object.assign(new Error("cut"), { code: "ECONNRESET" })), 20);
    setTimeout(() => undefined_function(), 60);`);
  expect(err).toContain("rejection: nobody waited\nexception: cut\nerror: A fault of Revwatch itself");
  expect(code).toBe(70);
});
