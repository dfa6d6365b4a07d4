import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

export interface RunGoOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  readonly onLine?: (line: string) => void;
}

const linesKept = 5;

/** Runs go and answers with nothing, or with the last lines it said when it failed. */
export async function runGo(args: readonly string[], options: RunGoOptions): Promise<{ readonly failed?: string }> {
  options.signal?.throwIfAborted();
  const go = spawn("go", args, {
    env: options.env,
    cwd: options.cwd,
    stdio: ["ignore", "ignore", "pipe"],
    windowsHide: true,
  });

  const last: string[] = [];
  createInterface({ input: go.stderr }).on("line", (line) => {
    last.push(line.trim());
    if (last.length > linesKept) last.shift();
    options.onLine?.(line.trim());
  });

  let timedOut = false;
  // Go passes an interrupt on to its compilers and waits for them; anything harsher would leave them behind.
  const interrupt = () => go.kill("SIGINT");
  const timer = setTimeout(() => {
    timedOut = true;
    interrupt();
  }, options.timeoutMs);
  options.signal?.addEventListener("abort", interrupt);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      go.once("error", reject);
      go.once("close", resolve); // "close", not "exit": its last words arrive after it has gone
    });
    options.signal?.throwIfAborted();
    if (timedOut) return { failed: `no answer within ${Math.round(options.timeoutMs / 1000)} seconds.` };
    return code === 0 ? {} : { failed: last.join(" ").slice(-400) || `exit code ${code}.` };
  } finally {
    clearTimeout(timer);
    options.signal?.removeEventListener("abort", interrupt);
  }
}
