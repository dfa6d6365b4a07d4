import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** What supervisor.js is told, in JSON, as its one argument. */
interface SupervisorOrders {
  readonly command: string;
  readonly args: readonly string[];
  /** Takes what the program prints; kept small. */
  readonly logFile: string;
  /** The polite way to end the program. */
  readonly stopSignal: NodeJS.Signals;
  /** From the polite signal to SIGKILL when we ask for the end. */
  readonly graceMs: number;
  /** The same when we are gone: somebody may want to start anew at once. */
  readonly orphanGraceMs: number;
  readonly uid?: number;
  readonly gid?: number;
  readonly cwd?: string;
}

export interface SupervisedChildOptions
  extends
    Omit<SupervisorOrders, "graceMs" | "stopSignal" | "orphanGraceMs">,
    Partial<Pick<SupervisorOrders, "graceMs" | "stopSignal">> {
  readonly env: NodeJS.ProcessEnv;
}

/** A program that does not outlive this process, however this process ends. */
export interface SupervisedChild {
  readonly pid: number;
  readonly supervisorPid: number;
  /** Settles when the program is gone, whoever ended it. */
  readonly exited: Promise<{ readonly code: number | null }>;
  /** Ends the program politely, then by force. Calling it again waits for the same end. */
  stop(): Promise<void>;
  /** At once, for a program that no longer hears. */
  endByForce(): Promise<void>;
}

const supervisorScript = fileURLToPath(new URL("./supervisor.js", import.meta.url));

/** Starts a program under a supervisor that ends it when this process is gone. */
export async function startSupervisedChild(options: SupervisedChildOptions): Promise<SupervisedChild> {
  const { env, ...rest } = options;
  const orders: SupervisorOrders = { stopSignal: "SIGTERM", graceMs: 5_000, orphanGraceMs: 1_000, ...rest };
  const supervisor = spawn(process.execPath, [supervisorScript, JSON.stringify(orders)], {
    stdio: ["pipe", "pipe", "ignore"],
    // A group of its own: Ctrl-C in the terminal is for us, and the child ends when we have finished with it.
    detached: true,
    windowsHide: true,
    env,
  });
  supervisor.stdin.on("error", () => {}); // it may go first
  supervisor.stdout.on("error", () => {});

  const exited = new Promise<{ code: number | null }>((resolve) => {
    supervisor.once("exit", (code) => resolve({ code }));
    supervisor.once("error", () => resolve({ code: null }));
  });
  const { pid } = await firstReport(supervisor.stdout, exited, options);
  // Its death by force leaves the program alone in the world; then we are the ones to end it.
  const gone = exited.then((exit) => {
    if (exit.code === null) endByForce(pid);
    return exit;
  });

  return {
    pid,
    supervisorPid: supervisor.pid ?? pid,
    exited: gone,
    async stop() {
      if (supervisor.stdin.writable) supervisor.stdin.end("stop\n");
      await gone;
    },
    async endByForce() {
      endByForce(pid);
      await gone;
    },
  };
}

async function firstReport(
  stdout: NodeJS.ReadableStream,
  exited: Promise<unknown>,
  { command, logFile }: SupervisedChildOptions,
): Promise<{ pid: number }> {
  const line = new Promise<string>((resolve) => createInterface({ input: stdout }).once("line", resolve));
  const first = await Promise.race([line, exited.then(() => null)]);
  if (first === null) throw new Error(`${command} could not be started. ${logFile} says why.`);
  return JSON.parse(first) as { pid: number };
}

function endByForce(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // Already gone.
  }
}
