import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { sdkDownloadDirectory, sdkDownloadedCli } from "./cached-cli.ts";
import { reportWhileWaiting, type OnTemporalCliProgress } from "./progress.ts";

export type CliPrepared = { readonly path: string } | { readonly failed: string };

export interface DownloadOptions {
  readonly cache: string;
  readonly onProgress?: OnTemporalCliProgress | undefined;
  /** How long nothing at all may arrive. A host that cannot be reached often does not even refuse. */
  readonly silenceMs?: number;
  readonly totalMs?: number;
  /** The program that downloads, for tests. */
  readonly script?: string;
}

const downloadScript = fileURLToPath(new URL("./sdk-download.ts", import.meta.url));

/**
 * Lets the Temporal SDK fetch the CLI into our cache. It runs in a process of its own, because the SDK's download can
 * neither be limited in time nor be cancelled.
 */
export async function downloadTemporalCli(options: DownloadOptions): Promise<CliPrepared> {
  const { cache, silenceMs = 15_000, totalMs = 300_000 } = options;
  const directory = sdkDownloadDirectory(cache);
  await mkdir(directory, { recursive: true });

  const child = spawn(process.execPath, [options.script ?? downloadScript, directory], {
    stdio: ["ignore", "ignore", "pipe"],
    windowsHide: true,
  });
  let complaint = "";
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => (complaint = (complaint + chunk).slice(-4_000)));

  let stopped: string | undefined;
  const stop = (because: string) => {
    stopped = because;
    child.kill("SIGKILL");
  };
  const silence = setTimeout(() => {
    if (readdirSync(directory).length === 0)
      stop(`nothing arrived from temporal.download within ${seconds(silenceMs)}.`);
  }, silenceMs);
  const total = setTimeout(() => stop(`not finished after ${seconds(totalMs)}.`), totalMs);
  const endProgress = reportWhileWaiting(options.onProgress, {
    step: "download",
    detail: "the SDK's download of the Temporal CLI",
  });
  try {
    const [code] = (await once(child, "exit")) as [number | null];
    const path = await sdkDownloadedCli(cache);
    if (code === 0 && path !== null) return { path };

    await rm(directory, { recursive: true, force: true });
    return { failed: stopped ?? shorten(complaint) };
  } finally {
    clearTimeout(silence);
    clearTimeout(total);
    endProgress();
  }
}

/** The SDK repeats its long address three times; the last part says what happened. */
function shorten(complaint: string): string {
  const unreachable = /dns error|connect error|Connect\)|timed out|connection refused/i.test(complaint);
  if (unreachable) return "temporal.download cannot be reached from here.";
  const line =
    complaint.split("\n").find((candidate) => /error|fail/i.test(candidate)) ?? "the download ended without a file.";
  return line.trim().slice(0, 200);
}

function seconds(ms: number): string {
  return `${Math.round(ms / 1000)} seconds`;
}
