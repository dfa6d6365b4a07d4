import { readdirSync, readFileSync } from "node:fs";

/** What a process and its children have used. */
export interface TreeUse {
  readonly cpuSeconds: number;
  /** The highest resident memory of each process, added up. */
  readonly peakMegabytes: number;
}

const ticksPerSecond = 100;

/** Reads /proc, which only Linux has; null elsewhere. */
export function treeUse(pid: number): TreeUse | null {
  const pids = [pid, ...descendants(pid)];
  const uses = pids.map(useOf).filter((use) => use !== null);
  if (uses.length === 0) return null;
  return {
    cpuSeconds: uses.reduce((sum, use) => sum + use.cpuSeconds, 0),
    peakMegabytes: uses.reduce((sum, use) => sum + use.peakMegabytes, 0),
  };
}

function useOf(pid: number): TreeUse | null {
  const fields = statOf(pid);
  const peak = /^VmHWM:\s+(\d+) kB/m.exec(textOf(`/proc/${pid}/status`) ?? "")?.[1];
  if (fields === null || peak === undefined) return null;
  // User, system, and both of the children that have ended: fields 14 to 17, counted from 1.
  const ticks = [11, 12, 13, 14].reduce((sum, field) => sum + Number(fields[field]), 0);
  return { cpuSeconds: ticks / ticksPerSecond, peakMegabytes: Number(peak) / 1024 };
}

function descendants(pid: number): readonly number[] {
  const children = processes().filter((candidate) => Number(statOf(candidate)?.[1]) === pid);
  return [...children, ...children.flatMap(descendants)];
}

function processes(): readonly number[] {
  try {
    return readdirSync("/proc").flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []));
  } catch {
    return [];
  }
}

/** The fields of /proc/PID/stat from the third on; the second, the name, may hold anything. */
function statOf(pid: number): readonly string[] | null {
  return (
    textOf(`/proc/${pid}/stat`)
      ?.replace(/^.*\) /s, "")
      .split(" ") ?? null
  );
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}
