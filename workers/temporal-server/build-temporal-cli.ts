import { mkdir, mkdtemp, readdir, rename, rm, statfs } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { tryOsLock, type OsLock } from "../state-directory/os-lock.ts";
import { builtCliPath, cliFileName } from "./cached-cli.ts";
import type { CliPrepared } from "./download-temporal-cli.ts";
import { goBuildEnvironment, whyGoCannotBuild } from "./go-toolchain.ts";
import { judgeTemporalCli } from "./judge-temporal-cli.ts";
import { buildEstimateSeconds, pinnedCliVersion } from "./pinned-versions.ts";
import { reportWhileWaiting, type OnTemporalCliProgress } from "./progress.ts";
import { runGo } from "./run-go.ts";

export interface BuildOptions {
  readonly cache: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly onProgress?: OnTemporalCliProgress | undefined;
  readonly signal?: AbortSignal | undefined;
}

const cliModule = "github.com/temporalio/cli";
const scratchPrefix = "build-";
const scratchGigabytes = 4;

/**
 * Builds the pinned Temporal CLI from its Go module into the cache. Two builders at once become one builder and one
 * that waits for it. The build's own caches (3 GB) are removed, also after a failure.
 */
export async function buildTemporalCli(options: BuildOptions): Promise<CliPrepared> {
  const env = options.env ?? process.env;
  const cannot = await whyGoCannotBuild(env);
  if (cannot !== null) return { failed: cannot };

  const target = builtCliPath(options.cache);
  const home = dirname(dirname(target));
  await mkdir(home, { recursive: true });
  const lock = await waitForLock(join(home, "build.lock"), options);
  try {
    if ((await judgeTemporalCli(target)).usable) return { path: target }; // the one we waited for has built it

    await removeLeftovers(home);
    const noRoom = await whyThereIsNoRoom(home);
    if (noRoom !== null) return { failed: noRoom };

    const scratch = await mkdtemp(join(home, scratchPrefix));
    try {
      return await buildInto(target, scratch, env, options);
    } finally {
      await rm(scratch, { recursive: true, force: true, maxRetries: 3 });
    }
  } finally {
    lock.release();
  }
}

async function buildInto(
  target: string,
  scratch: string,
  env: NodeJS.ProcessEnv,
  options: BuildOptions,
): Promise<CliPrepared> {
  const goEnv = goBuildEnvironment(env, scratch);
  const run = { env: goEnv, cwd: scratch, signal: options.signal };
  const release = `${cliModule}@v${pinnedCliVersion}`;

  // A proxy that cannot be reached is told in seconds here, and not after Go's own patience.
  const asked = await runGo(["list", "-m", release], { ...run, timeoutMs: 30_000 });
  if (asked.failed !== undefined) return { failed: `the Go module proxy did not give ${release}: ${asked.failed}` };

  let detail = "fetching modules";
  const endProgress = reportWhileWaiting(options.onProgress, {
    step: "build",
    estimateSeconds: buildEstimateSeconds,
    detail: () => detail,
  });
  try {
    const install = ["install", "-v", "-trimpath", "-ldflags=-s -w", `${cliModule}/cmd/temporal@v${pinnedCliVersion}`];
    const built = await runGo(install, {
      ...run,
      timeoutMs: 30 * 60_000,
      onLine: (line) => (detail = line.startsWith("go: ") ? line.slice(4) : `compiling ${line}`),
    });
    if (built.failed !== undefined) return { failed: `go install failed: ${built.failed}` };
  } finally {
    endProgress();
  }

  const binary = join(scratch, "bin", cliFileName);
  const judgement = await judgeTemporalCli(binary);
  if (!judgement.usable) return { failed: `the build gave something else: ${judgement.because}` };
  await mkdir(dirname(target), { recursive: true });
  await rename(binary, target);
  return { path: target };
}

async function waitForLock(file: string, options: BuildOptions): Promise<OsLock> {
  let endProgress: (() => void) | undefined;
  try {
    for (;;) {
      const lock = tryOsLock(file);
      if (lock) return lock;
      endProgress ??= reportWhileWaiting(options.onProgress, {
        step: "wait-for-build",
        estimateSeconds: buildEstimateSeconds,
        detail: "another process builds the Temporal server",
      });
      await wait(250, undefined, options.signal ? { signal: options.signal } : {});
    }
  } finally {
    endProgress?.();
  }
}

/** We hold the lock, so every scratch folder here belongs to a builder that was killed. */
async function removeLeftovers(home: string): Promise<void> {
  const leftovers = (await readdir(home)).filter((name) => name.startsWith(scratchPrefix));
  await Promise.all(leftovers.map((name) => rm(join(home, name), { recursive: true, force: true })));
}

async function whyThereIsNoRoom(home: string): Promise<string | null> {
  const { bavail, bsize } = await statfs(home);
  const gigabytes = (bavail * bsize) / 1e9;
  if (gigabytes >= scratchGigabytes) return null;
  return `the build needs ${scratchGigabytes} GB for a while and ${home} has ${gigabytes.toFixed(1)} GB free; REVWATCH_CACHE_DIR names another place.`;
}
