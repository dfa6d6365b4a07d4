import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { SimulatorAddresses } from "./write-config.ts";

/** The simulated HubSpot, Slack and mailbox, in a process of their own. */
export interface RunningSimulators extends SimulatorAddresses {
  /** Where the mailbox can be read. */
  readonly mailbox: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/**
 * Starts them; they end with this process, even when it is killed. Their state is kept in the folder.
 *
 * @param onLost - Called when they end without being asked to: every portal has gone with them.
 */
export async function startSimulators(
  stateDirectory: string,
  onLost: (error: Error) => void,
): Promise<RunningSimulators> {
  const script = fileURLToPath(new URL("../simulators/serve.ts", import.meta.url));
  const child = spawn(process.execPath, [script, "--state", stateDirectory, "--follow-parent"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ready = (await firstLine(child)) as SimulatorAddresses & { mailbox: string };
  let isStopping = false;
  child.once("exit", (code, signal) => {
    const lost = new Error(`The simulated HubSpot, Slack and mailbox ended (${signal ?? `exit code ${code}`}).`);
    // A Ctrl-C reaches the child as well, at times before us.
    setTimeout(() => isStopping || onLost(lost), 500);
  });
  return {
    ...ready,
    pid: child.pid!,
    async stop() {
      isStopping = true;
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGTERM");
      await once(child, "exit");
    },
  };
}

async function firstLine(child: ChildProcess): Promise<unknown> {
  const lines = createInterface({ input: child.stdout! });
  const ended = once(child, "exit").then(([code]) =>
    Promise.reject(new Error(`The simulators ended with ${String(code)} before they were ready.`)),
  );
  const [line] = (await Promise.race([once(lines, "line"), ended])) as [string];
  return JSON.parse(line);
}
