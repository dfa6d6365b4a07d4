import { readFileSync } from "node:fs";

/** What holds the resident memory of a process, MB: what its mappings are named, and by size what has no name. */
export interface Holding {
  readonly what: string;
  readonly megabytes: number;
  readonly mappings: number;
}

/** Reads /proc/PID/smaps, which only Linux has. */
export function holdingsOf(pid: number): readonly Holding[] {
  return readHoldings(readFileSync(`/proc/${pid}/smaps`, "utf8"));
}

export function readHoldings(smaps: string): readonly Holding[] {
  const sums = new Map<string, { megabytes: number; mappings: number }>();
  let what = "";
  for (const line of smaps.split("\n")) {
    const mapping = /^([0-9a-f]+)-([0-9a-f]+) (\S+) \S+ \S+ (\d+)\s*(.*)$/.exec(line);
    if (mapping !== null) {
      const [, from, to, rights, , name] = mapping;
      what = nameOf(name!, (Number.parseInt(to!, 16) - Number.parseInt(from!, 16)) / 2 ** 20, rights!);
    }
    const rss = /^Rss:\s+(\d+) kB/.exec(line)?.[1];
    if (rss === undefined || rss === "0") continue;
    const sum = sums.get(what) ?? { megabytes: 0, mappings: 0 };
    sums.set(what, { megabytes: sum.megabytes + Number(rss) / 1024, mappings: sum.mappings + 1 });
  }
  return [...sums].map(([name, sum]) => ({ what: name, ...sum })).toSorted((a, b) => b.megabytes - a.megabytes);
}

function nameOf(name: string, megabytes: number, rights: string): string {
  if (name.startsWith("/")) return name.slice(name.lastIndexOf("/") + 1);
  if (name !== "") return name;
  // V8 maps its heap in pieces of a quarter of a megabyte and more; WebAssembly's memory is one large mapping.
  const size =
    megabytes >= 1_000
      ? "1 GB and more"
      : megabytes >= 64
        ? "64 MB to 1 GB"
        : megabytes >= 1
          ? "1 to 64 MB"
          : "below 1 MB";
  return `without a name, ${rights.slice(0, 3)}, ${size}`;
}
