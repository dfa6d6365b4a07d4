import { once } from "node:events";
import { mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import {
  acquireStateDirectory,
  type StateDirectory,
} from "../../../workers/state-directory/acquire-state-directory.ts";
import { controlRequest, OwnerNotAnswering } from "../../../workers/state-directory/control-request.ts";
import { readRunRecord } from "../../../workers/state-directory/run-record.ts";
import { serveControlSocket } from "../../../workers/state-directory/serve-control-socket.ts";
import { startScript } from "../../support/start-script.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

async function owned(path: string): Promise<StateDirectory> {
  const state = await acquireStateDirectory(path, { version: "0" });
  onTestFinished(() => state.release());
  return state;
}

async function echo(request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  return Response.json(
    { method: request.method, path: pathname + search, body: await request.text() },
    { status: 201 },
  );
}

describe("the control socket", () => {
  test("carries request and answer, and only this user can reach it", async () => {
    const path = temporaryDirectory();
    const socket = await serveControlSocket(await owned(path), echo);
    onTestFinished(() => socket.close());
    expect(statSync(socket.path).mode & 0o777).toBe(0o600);

    const answer = await controlRequest(path, "/api/v1/findings?client=acme", { body: { note: "déjà vu" } });
    expect(answer).toMatchObject({
      kind: "answered",
      status: 201,
      contentType: expect.stringContaining("application/json"),
    });
    expect(answer.kind === "answered" && JSON.parse(answer.body)).toEqual({
      method: "POST",
      path: "/api/v1/findings?client=acme",
      body: '{"note":"déjà vu"}',
    });
  });

  test("has a short path elsewhere when the state directory's is too long for the kernel", async () => {
    const path = join(temporaryDirectory(), "a".repeat(60), "b".repeat(60));
    mkdirSync(path, { recursive: true });
    const socket = await serveControlSocket(await owned(path), echo);
    expect(Buffer.byteLength(socket.path)).toBeLessThan(100);
    expect((await readRunRecord(path))?.controlSocket).toBe(socket.path);
    expect(await controlRequest(path, "/")).toMatchObject({ kind: "answered" });
    await socket.close();
    expect(() => statSync(socket.path)).toThrow("ENOENT");
  });

  test("replaces the socket file of a killed owner", async () => {
    const path = temporaryDirectory();
    const { child } = await startScript(new URL("./own-until-killed.ts", import.meta.url), [path]);
    expect(await controlRequest(path, "/")).toMatchObject({ kind: "answered", body: "alive" });
    child.kill("SIGKILL");
    await once(child, "exit");
    expect(await controlRequest(path, "/")).toEqual({ kind: "no-owner" });

    const socket = await serveControlSocket(await owned(path), () => new Response("new"));
    expect(await controlRequest(path, "/")).toMatchObject({ kind: "answered", body: "new" });
    await socket.close();
  });
});

test("nobody owns a directory that does not exist", async () => {
  expect(await controlRequest(join(temporaryDirectory(), "none"), "/")).toEqual({ kind: "no-owner" });
});

test("an owner that lives and opens no socket is told apart from no owner", async () => {
  const path = temporaryDirectory();
  await owned(path);
  await expect(controlRequest(path, "/", { patienceMs: 100 })).rejects.toThrow(OwnerNotAnswering);
});

test("an owner that hangs is told apart from no owner", async () => {
  const path = temporaryDirectory();
  const socket = await serveControlSocket(await owned(path), () => new Promise<Response>(() => {}));
  onTestFinished(() => socket.close());
  await expect(controlRequest(path, "/", { timeoutMs: 100 })).rejects.toThrow("does not answer");
});
