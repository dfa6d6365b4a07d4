import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { buildTemporalCli } from "./build-temporal-cli.ts";
import { cacheDirectory } from "./cache-directory.ts";
import { builtCliPath, cliFileName, sdkDownloadedCli } from "./cached-cli.ts";
import { downloadTemporalCli, type CliPrepared } from "./download-temporal-cli.ts";
import { judgeTemporalCli } from "./judge-temporal-cli.ts";
import type { OnTemporalCliProgress } from "./progress.ts";
import { TemporalServerNotFound, type Attempt } from "./temporal-server-not-found.ts";

export interface TemporalCli {
  readonly path: string;
  readonly serverVersion: string;
  readonly origin: "TEMPORAL_CLI" | "PATH" | "cache" | "download" | "build";
}

export interface FindTemporalCliOptions {
  readonly env?: NodeJS.ProcessEnv;
  /** False where only what lies on the machine will do: nothing is downloaded and nothing is built. */
  readonly mayPrepare?: boolean;
  readonly onProgress?: OnTemporalCliProgress;
  readonly signal?: AbortSignal;
  /** For tests. */
  readonly download?: (options: {
    cache: string;
    onProgress?: OnTemporalCliProgress | undefined;
  }) => Promise<CliPrepared>;
}

/**
 * Finds a Temporal CLI whose server we can work with; prepares one when there is none. A CLI that the environment
 * names and that does not work is an error at once: silently using another one would not be what was asked for.
 *
 * @throws {TemporalServerNotFound} When none works; its message is complete.
 */
export async function findTemporalCli(options: FindTemporalCliOptions = {}): Promise<TemporalCli> {
  const { env = process.env, mayPrepare = true, onProgress, signal } = options;
  const cache = cacheDirectory(env);
  const attempts: Attempt[] = [];

  const consider = async (path: string | null, origin: TemporalCli["origin"], where: string, absent: string) => {
    if (path === null) return void attempts.push({ where, answer: absent });
    const judgement = await judgeTemporalCli(path);
    if (judgement.usable) return { path, origin, serverVersion: judgement.serverVersion };
    return void attempts.push({ where, answer: judgement.because });
  };
  const prepare = async (prepared: Promise<CliPrepared>, origin: TemporalCli["origin"], where: string) => {
    const outcome = await prepared;
    return "path" in outcome
      ? consider(outcome.path, origin, where, "")
      : consider(null, origin, where, outcome.failed);
  };

  const named = env["TEMPORAL_CLI"] || null;
  const asked = await consider(named, "TEMPORAL_CLI", "TEMPORAL_CLI", "is not set.");
  if (asked) return asked;
  if (named !== null) throw new TemporalServerNotFound(attempts);

  const present =
    (await consider(onPath(env), "PATH", "temporal on the PATH", "is not there.")) ??
    (await consider(existing(builtCliPath(cache)), "cache", `our build in ${cache}`, "is not there yet.")) ??
    (await consider(await sdkDownloadedCli(cache), "cache", `the SDK's download in ${cache}`, "is not there yet."));
  if (present) return present;
  if (!mayPrepare) throw new TemporalServerNotFound(attempts);

  const download = options.download ?? downloadTemporalCli;
  const prepared =
    (await prepare(download({ cache, onProgress }), "download", "download by the Temporal SDK")) ??
    (await prepare(buildTemporalCli({ cache, env, onProgress, signal }), "build", "build from the Go module"));
  if (prepared) return prepared;
  throw new TemporalServerNotFound(attempts);
}

function onPath(env: NodeJS.ProcessEnv): string | null {
  const folders = (env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  return folders.map((folder) => join(folder, cliFileName)).find((path) => existsSync(path)) ?? null;
}

function existing(path: string): string | null {
  return existsSync(path) ? path : null;
}
