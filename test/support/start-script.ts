import { spawn, type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

export interface StartedScript {
  readonly child: ChildProcess;
  /** The first line it printed, which by convention says that it is ready. */
  readonly firstLine: string;
}

/** Runs a TypeScript file in a process of its own and waits for its first line. It is killed when the test is over. */
export async function startScript(
  file: URL,
  args: readonly string[] = [],
  env: NodeJS.ProcessEnv = process.env,
): Promise<StartedScript> {
  const child = spawn(process.execPath, [fileURLToPath(file), ...args], { stdio: ["ignore", "pipe", "pipe"], env });
  onTestFinished(() => void child.kill("SIGKILL"));
  let complaint = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (complaint += text));
  const firstLine = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once("line", resolve);
    child.once("close", (code) =>
      reject(new Error(`${file.pathname} ended with exit code ${code} before it was ready: ${complaint}`)),
    );
  });
  return { child, firstLine };
}
