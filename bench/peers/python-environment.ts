import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { fileURLToPath } from "node:url";
import { cacheDirectory } from "../../workers/temporal-server/cache-directory.ts";

const run = promisify(execFile);
const minutes = 60_000;

/** The peers that are written in Python, each with every package that it needs at one version. */
export type PythonPeer = "singer" | "dlt";

const leading: Readonly<Record<PythonPeer, string>> = { singer: "tap-hubspot", dlt: "dlt" };

const requirementsOf = (peer: PythonPeer) => fileURLToPath(new URL(`${peer}-requirements.txt`, import.meta.url));

/** Where a peer's virtual environment is, or would be. It is outside the working tree and serves all checkouts. */
function environmentOf(peer: PythonPeer): string {
  const pinned = createHash("sha256")
    .update(readFileSync(requirementsOf(peer)))
    .digest("hex")
    .slice(0, 12);
  return join(cacheDirectory(), "peers", `${peer}-${pinned}`);
}

/** The peer's Python, or null when it was never prepared here. */
export function preparedPython(peer: PythonPeer): string | null {
  const python = join(environmentOf(peer), "bin", "python");
  return existsSync(python) ? python : null;
}

/** Such as "tap-hubspot 4.5.0", as it is pinned. */
export function versionOf(peer: PythonPeer): string {
  const name = leading[peer];
  const pinned = new RegExp(`^${name}==(.+)$`, "m").exec(readFileSync(requirementsOf(peer), "utf8"));
  return `${name} ${pinned?.[1] ?? "of unknown version"}`;
}

/**
 * Makes the peer's virtual environment unless it is there.
 *
 * @throws {Error} Saying in one line what is missing: Python, its venv module, or the road to the package index.
 */
export async function preparePython(peer: PythonPeer): Promise<string> {
  const prepared = preparedPython(peer);
  if (prepared !== null) return prepared;
  const environment = environmentOf(peer);
  const unfinished = `${environment}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true });
  await step("make a virtual environment", ["python3", "-m", "venv", unfinished], minutes);
  const pip = [join(unfinished, "bin", "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
  await step(`install ${versionOf(peer)}`, [...pip, "--requirement", requirementsOf(peer)], 10 * minutes);
  await rename(unfinished, environment);
  return join(environment, "bin", "python");
}

async function step(what: string, [program, ...args]: readonly string[], timeout: number): Promise<void> {
  try {
    await run(program!, args, { timeout });
  } catch (error) {
    const said = error instanceof Error && "stderr" in error ? String(error.stderr) : "";
    // What pip says last is why; the addresses it tried are nobody's business.
    const why =
      said.split("\n").findLast((line) => line.trim() !== "") ?? String((error as Error).message.split("\n")[0]);
    throw new Error(`could not ${what}: ${why.replaceAll(/https?:\/\/\S+/g, "<address>")}`, { cause: error });
  }
}
