import { existsSync, mkdirSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { buildTemporalCli } from "../../../workers/temporal-server/build-temporal-cli.ts";
import { builtCliPath } from "../../../workers/temporal-server/cached-cli.ts";
import type { TemporalCliProgress } from "../../../workers/temporal-server/progress.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";
import { until } from "../../support/until.ts";
import { fakeGo } from "./fake-program.ts";

function machine(go: Parameters<typeof fakeGo>[1] = {}) {
  const root = temporaryDirectory();
  const cache = join(root, "cache");
  const { folder, installs } = fakeGo(join(root, "go"), go);
  return { cache, installs, env: { PATH: `${folder}:/bin:/usr/bin`, GOFLAGS: "-mod=vendor" } as NodeJS.ProcessEnv };
}

const leftIn = (cache: string) => readdirSync(join(cache, "temporal-cli")).toSorted();

test("the build lands in the versioned cache and leaves nothing else behind", async () => {
  const { cache, env } = machine();
  const events: TemporalCliProgress[] = [];
  expect(await buildTemporalCli({ cache, env, onProgress: (event) => events.push(event) })).toEqual({
    path: builtCliPath(cache),
  });
  expect(leftIn(cache)).toEqual(["1.5.1", "build.lock"]);
  expect(events[0]).toMatchObject({
    step: "build",
    elapsedSeconds: 0,
    estimateSeconds: expect.any(Number),
    detail: "fetching modules",
  });
});

test.each([
  {
    when: "the module proxy cannot be reached",
    go: { list: "echo dial tcp: no such host >&2; exit 1" },
    says: "no such host",
  },
  {
    when: "the compiler fails",
    go: { install: "echo no space left on device >&2; exit 1" },
    says: "no space left on device",
  },
  {
    when: "the build gives another program",
    go: { install: "mkdir -p $GOBIN; exit 0" },
    says: "the build gave something else",
  },
  { when: "go is too old", go: { version: "go1.23.9" }, says: "Go 1.23 is too old; 1.24 or newer is needed." },
])("when $when, one sentence says so and nothing is left behind", async ({ go, says }) => {
  const { cache, env } = machine(go);
  expect(await buildTemporalCli({ cache, env })).toMatchObject({ failed: expect.stringContaining(says) });
  expect(existsSync(join(cache, "temporal-cli")) ? leftIn(cache) : ["build.lock"]).toEqual(["build.lock"]);
});

test("of two builders at once one builds, and the other waits and says so", async () => {
  const { cache, env, installs } = machine({ install: "sleep 1" });
  const events: TemporalCliProgress[] = [];
  const first = buildTemporalCli({ cache, env });
  await until("the first builds", () => existsSync(installs));
  const second = buildTemporalCli({ cache, env, onProgress: (event) => events.push(event) });

  expect(await Promise.all([first, second])).toEqual([{ path: builtCliPath(cache) }, { path: builtCliPath(cache) }]);
  expect(readFileSync(installs, "utf8").trim().split("\n")).toHaveLength(1);
  expect(events).toMatchObject([{ step: "wait-for-build", detail: "another process builds the Temporal server" }]);
});

test("what a killed builder left is removed by the next one", async () => {
  const { cache, env } = machine();
  mkdirSync(join(cache, "temporal-cli", "build-dead", "path"), { recursive: true });
  await buildTemporalCli({ cache, env });
  expect(leftIn(cache)).toEqual(["1.5.1", "build.lock"]);
});

test("a build that is called off ends soon and leaves nothing behind", async () => {
  const { cache, env, installs } = machine({ install: "exec sleep 30" });
  const controller = new AbortController();
  const build = buildTemporalCli({ cache, env, signal: controller.signal });
  await until("go installs", () => existsSync(installs));
  controller.abort();
  await expect(build).rejects.toThrow("aborted");
  expect(leftIn(cache)).toEqual(["build.lock"]);
});
