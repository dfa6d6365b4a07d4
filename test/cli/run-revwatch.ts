import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../../cli/main.ts", import.meta.url));

export interface CliEnd {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly elapsedMs: number;
}

/** Runs the command as a person would, without a terminal and with nothing but what `env` names. */
export async function runRevwatch(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<CliEnd> {
  const startedAt = performance.now();
  const { HOME = "/", PATH = "" } = process.env;
  const kept = ["TMPDIR", "NODE_COMPILE_CACHE"].filter((name) => process.env[name] !== undefined);
  const child = spawn(process.execPath, [main, ...args], {
    env: { HOME, PATH, ...Object.fromEntries(kept.map((name) => [name, process.env[name]])), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { code, stdout, stderr, elapsedMs: performance.now() - startedAt };
}
