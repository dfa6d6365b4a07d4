import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { builtCliPath, sdkDownloadDirectory } from "../../../workers/temporal-server/cached-cli.ts";
import { findTemporalCli } from "../../../workers/temporal-server/find-temporal-cli.ts";
import { TemporalServerNotFound } from "../../../workers/temporal-server/temporal-server-not-found.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";
import { fakeCli, fakeGo, fakeProgram } from "./fake-program.ts";

/** A machine with a shell and nothing else, whose download answers as told. */
function bareMachine(download: "works" | "fails" = "fails") {
  const root = temporaryDirectory();
  const cache = join(root, "cache");
  const bin = join(root, "bin");
  mkdirSync(bin);
  return {
    cache,
    bin,
    named: join(root, "named", "temporal"),
    options: {
      env: { REVWATCH_CACHE_DIR: cache, PATH: `${bin}:/bin:/usr/bin` } as NodeJS.ProcessEnv,
      download: () =>
        Promise.resolve(
          download === "works"
            ? { path: fakeCli(join(cache, "down", "temporal"), "1.31.0") }
            : { failed: "cannot be reached." },
        ),
    },
  };
}

describe("the Temporal CLI is found", () => {
  test("where TEMPORAL_CLI says, before all others", async () => {
    const { options, named, bin } = bareMachine();
    fakeCli(join(bin, "temporal"), "1.30.0");
    const path = fakeCli(named, "1.29.1");
    expect(await findTemporalCli({ ...options, env: { ...options.env, TEMPORAL_CLI: path } })).toEqual({
      path,
      serverVersion: "1.29.1",
      origin: "TEMPORAL_CLI",
    });
  });

  test("on the PATH", async () => {
    const { options, bin, cache } = bareMachine();
    fakeCli(builtCliPath(cache), "1.29.1");
    const path = fakeCli(join(bin, "temporal"), "1.30.6");
    expect(await findTemporalCli(options)).toEqual({ path, serverVersion: "1.30.6", origin: "PATH" });
  });

  test.each([
    { when: "the one on the PATH is too old", onPath: 'echo "temporal version 1.0.0 (Server 1.28.9, UI 2.30.0)"' },
    { when: "the one on the PATH is another program", onPath: "echo I tell the time" },
    { when: "the one on the PATH fails", onPath: "exit 3" },
  ])("in our cache when $when", async ({ onPath }) => {
    const { options, bin, cache } = bareMachine();
    fakeProgram(join(bin, "temporal"), onPath);
    const path = fakeCli(builtCliPath(cache), "1.29.1");
    expect(await findTemporalCli({ ...options, mayPrepare: false })).toMatchObject({ path, origin: "cache" });
  });

  test("among the SDK's downloads, but never a half one", async () => {
    const { options, cache } = bareMachine();
    fakeCli(join(sdkDownloadDirectory(cache), "temporal-sdk.downloading"), "1.31.0");
    await expect(findTemporalCli({ ...options, mayPrepare: false })).rejects.toThrow(TemporalServerNotFound);

    const path = fakeCli(join(sdkDownloadDirectory(cache), "temporal-sdk"), "1.31.0");
    expect(await findTemporalCli({ ...options, mayPrepare: false })).toMatchObject({ path, origin: "cache" });
  });

  test("by the SDK's download before any build", async () => {
    const { options, bin } = bareMachine("works");
    fakeGo(bin);
    expect(await findTemporalCli(options)).toMatchObject({ serverVersion: "1.31.0", origin: "download" });
  });

  test("by a build when the download cannot be had, and then in the cache", async () => {
    const { options, bin, cache } = bareMachine();
    fakeGo(bin);
    expect(await findTemporalCli(options)).toMatchObject({ path: builtCliPath(cache), origin: "build" });
    expect(await findTemporalCli(options)).toMatchObject({ path: builtCliPath(cache), origin: "cache" });
  });
});

describe("when no Temporal CLI can be had", () => {
  test("one message says what was tried, what each answered and the two ways out", async () => {
    const { options, bin, cache } = bareMachine();
    fakeProgram(join(bin, "temporal"), "exit 3");
    fakeGo(bin, { version: "go1.22.1" });
    const refusal = await findTemporalCli(options).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(TemporalServerNotFound);
    expect((refusal as Error).message).toBe(
      [
        "No Temporal server could be found or prepared. Tried:",
        "  - TEMPORAL_CLI: is not set.",
        `  - temporal on the PATH: ${join(bin, "temporal")} --version failed (exit code 3).`,
        `  - our build in ${cache}: is not there yet.`,
        `  - the SDK's download in ${cache}: is not there yet.`,
        "  - download by the Temporal SDK: cannot be reached.",
        "  - build from the Go module: Go 1.22 is too old; 1.24 or newer is needed.",
        "The two easiest ways out:",
        "  1. Set TEMPORAL_ADDRESS to a Temporal server that runs already, such as localhost:7233.",
        "  2. Install the Temporal CLI (https://docs.temporal.io/cli) and put it on the PATH, or name it in TEMPORAL_CLI.",
      ].join("\n"),
    );
  });

  test.each([
    { when: "does not exist", script: null, says: "does not exist" },
    {
      when: "is too old",
      script: 'echo "temporal version 1.0.0 (Server 1.28.9, UI 2)"',
      says: "carries Temporal server 1.28.9; 1.29 or newer",
    },
  ])("the one that TEMPORAL_CLI names and that $when is never replaced in silence", async ({ script, says }) => {
    const { options, named, bin } = bareMachine("works");
    fakeCli(join(bin, "temporal"), "1.30.0");
    if (script !== null) fakeProgram(named, script);
    await expect(findTemporalCli({ ...options, env: { ...options.env, TEMPORAL_CLI: named } })).rejects.toThrow(says);
  });
});
