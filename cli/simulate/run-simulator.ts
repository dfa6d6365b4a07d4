import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { SimulatorReady } from "../commands/simulate.ts";
import { exitCodes, type ExitCode } from "../exit-codes.ts";

/** A hundred thousand contacts with a past take 4 GB; Node takes them only when it needs them. */
const roomForALivedPortal = ["--max-old-space-size=8192"];

/**
 * Runs the simulators in a process of their own, because the product knows nothing of them, until they are stopped.
 * They end with this process, however it ends.
 */
export async function runSimulator(
  args: readonly string[],
  state: string | null,
  onReady: (ready: SimulatorReady) => void,
): Promise<ExitCode> {
  const script = fileURLToPath(new URL("../../simulators/serve.ts", import.meta.url));
  const folder = state ?? mkdtempSync(join(tmpdir(), "revwatch-simulate-"));
  const child = spawn(
    process.execPath,
    [...roomForALivedPortal, script, "--state", folder, "--follow-parent", ...args],
    {
      stdio: ["pipe", "pipe", "inherit"],
    },
  );
  let code: ExitCode = exitCodes.ok;
  const stop = (because: ExitCode) => () => {
    code = because;
    child.kill("SIGTERM");
  };
  process.once("SIGINT", stop(exitCodes.interrupted));
  process.once("SIGTERM", stop(exitCodes.ok));
  createInterface({ input: child.stdout }).once("line", (line) => onReady(JSON.parse(line) as SimulatorReady));

  const [ended] = (await once(child, "exit")) as [number | null];
  if (state === null) rmSync(folder, { recursive: true, force: true });
  // It has said on stderr what was wrong with how it was called.
  if (ended === 2) return exitCodes.usage;
  return ended === 0 || code !== exitCodes.ok ? code : exitCodes.unavailable;
}
