import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/**
 * What tells a process from a later one that was given the same pid: when it started, as the system counts it.
 * Null when there is no such process, or when this platform cannot say; then nobody is ever ended for it.
 */
export function processIdentity(pid: number): string | null {
  try {
    return process.platform === "linux" ? linuxIdentity(pid) : posixIdentity(pid);
  } catch {
    return null;
  }
}

/** Whether the process was halted (SIGSTOP, Ctrl-Z, a debugger) and so can do nothing until it is continued. */
export function isSuspended(pid: number): boolean {
  try {
    const state =
      process.platform === "linux"
        ? readFileSync(`/proc/${pid}/stat`, "utf8").replace(/^.*\) /s, "")
        : execFileSync("ps", ["-o", "state=", "-p", String(pid)], {
            encoding: "utf8",
            stdio: ["ignore", "pipe", "ignore"],
          });
    return /^[Tt]/.test(state.trim());
  } catch {
    return false;
  }
}

function linuxIdentity(pid: number): string | null {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  // The program's name stands in parentheses and may hold anything; the fields are counted from behind it.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const [state, startedAtTicks] = [fields[0], fields[19]];
  if (state === "Z" || startedAtTicks === undefined) return null; // a zombie runs no more
  const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
  return `${boot}/${startedAtTicks}`;
}

function posixIdentity(pid: number): string | null {
  if (process.platform === "win32") return null;
  const printed = execFileSync("ps", ["-o", "lstart=,comm=", "-p", String(pid)], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  return printed.trim() || null;
}
