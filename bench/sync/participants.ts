import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { preparePython, versionOf, type PythonPeer } from "../peers/python-environment.ts";
import type { Task } from "../peers/task.ts";
import { digestsOfDlt, digestsOfMirror, digestsOfSinger, type Digests } from "./digests.ts";

/** A program that reads a portal, in a process of its own. */
export interface Participant {
  readonly id: "ours" | "embedded" | "getAll" | "getPage" | "singer" | "dlt";
  readonly name: string;
  readonly version: string;
  /** Where the records end up. */
  readonly keeps: string;
  readonly needsPostgres: boolean;
  /** Program and arguments, but for the task, which is the last one. */
  readonly command: readonly string[];
  /** What it has in the end. Null: it says so itself. */
  readonly digests: ((task: Task) => Promise<Digests>) | null;
}

const script = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const official = `@hubspot/api-client ${versionOfPackage("@hubspot/api-client")}`;

export const ours: Participant = {
  id: "ours",
  name: "Revwatch",
  version: "this checkout",
  keeps: "PostgreSQL",
  needsPostgres: true,
  // As `revwatch worker` starts it.
  command: [process.execPath, "--max-semi-space-size=4", script("ours.ts")],
  digests: digestsOfMirror,
};

export const embedded: Participant = {
  ...ours,
  id: "embedded",
  name: "Revwatch, embedded",
  keeps: `PGlite ${versionOfPackage("@electric-sql/pglite")}`,
  needsPostgres: false,
};

export const getAll: Participant = {
  id: "getAll",
  name: "official client, getAll",
  version: official,
  keeps: "an array",
  needsPostgres: false,
  command: [process.execPath, "--max-old-space-size=12288", script("../peers/official-get-all.ts")],
  digests: null,
};

export const getPage: Participant = {
  ...getAll,
  id: "getPage",
  name: "official client, getPage loops",
  keeps: "nothing",
  command: [process.execPath, script("../peers/official-get-page.ts")],
};

const pythonPeers: Readonly<Record<PythonPeer, Omit<Participant, "command" | "version">>> = {
  singer: { id: "singer", name: "Singer", keeps: "a file", needsPostgres: false, digests: digestsOfSinger },
  dlt: { id: "dlt", name: "dlt", keeps: "PostgreSQL", needsPostgres: true, digests: digestsOfDlt },
};

/** A peer written in Python, its virtual environment made if need be; a text says why it cannot be run here. */
export async function pythonParticipant(peer: PythonPeer): Promise<Participant | string> {
  const file = script(peer === "singer" ? "../peers/singer_tap.py" : "../peers/dlt_pipeline.py");
  try {
    const python = await preparePython(peer);
    return { ...pythonPeers[peer], version: versionOf(peer), command: [python, file] };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function versionOfPackage(name: string): string {
  const file = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  const { dependencies } = JSON.parse(file) as { dependencies: Readonly<Record<string, string>> };
  return dependencies[name] ?? "of unknown version";
}
