import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/** One function and its share of all the time that was measured, its callees not counted. */
export interface Hotspot {
  readonly where: string;
  readonly percent: number;
}

const root = fileURLToPath(new URL("../../", import.meta.url));

/** Where the time went, from the profile that `node --cpu-prof` left in a folder. */
export function hotspotsIn(folder: string, top = 12): readonly Hotspot[] {
  const file = readdirSync(folder).find((name) => name.endsWith(".cpuprofile"));
  if (file === undefined) throw new Error(`There is no CPU profile in ${folder}.`);
  const { nodes, samples, timeDeltas } = JSON.parse(readFileSync(join(folder, file), "utf8")) as CpuProfile;
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]));
  const micros = new Map<string, number>();
  samples.forEach((id, index) => {
    const where = frames.get(id) ?? "(unknown)";
    micros.set(where, (micros.get(where) ?? 0) + (timeDeltas[index] ?? 0));
  });
  const total = [...micros.values()].reduce((sum, value) => sum + value, 0);
  return [...micros]
    .toSorted(([, one], [, other]) => other - one)
    .slice(0, top)
    .map(([where, value]) => ({ where, percent: (100 * value) / total }));
}

function nameOf({ functionName, url, lineNumber }: CpuProfile["nodes"][number]["callFrame"]): string {
  const name = functionName || "(anonymous)";
  if (url === "") return name;
  const path = url.startsWith("file://") ? fileURLToPath(url).replace(root, "") : url;
  return `${name} ${path.replace("node_modules/", "")}:${lineNumber + 1}`;
}
