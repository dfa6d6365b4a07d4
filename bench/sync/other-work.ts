import { readFileSync } from "node:fs";
import { cpus } from "node:os";
import { treeUse } from "./process-tree.ts";

/**
 * Begins to watch what else the machine does, so that a figure from a busy machine is known for one.
 *
 * @returns Asks for the share of all CPU time since then that went to programs other than this one and its children,
 * in percent; null where there is no /proc.
 */
export function watchOtherWork(): () => number | null {
  const startedAt = performance.now();
  const before = readUse();
  return () => {
    const after = readUse();
    if (before === null || after === null) return null;
    const available = ((performance.now() - startedAt) / 1000) * cpus().length;
    const others = after.all - before.all - (after.own - before.own);
    return Math.min(100, Math.max(0, (100 * others) / available));
  };
}

function readUse(): { readonly all: number; readonly own: number } | null {
  const own = treeUse(process.pid);
  const all = busySeconds();
  return own === null || all === null ? null : { all, own: own.cpuSeconds };
}

/** CPU time of all programs since the machine was started. */
function busySeconds(): number | null {
  try {
    const fields = readFileSync("/proc/stat", "utf8").split("\n")[0]!.trim().split(/\s+/).slice(1).map(Number);
    // user, nice, system, idle, iowait, irq, softirq, steal; a guest's time is in user already.
    const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = fields;
    return (user + nice + system + irq + softirq + steal) / 100;
  } catch {
    return null;
  }
}
