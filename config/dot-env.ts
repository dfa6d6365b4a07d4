import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { ConfigFaults } from "./config-faults.ts";
import { wholeFile } from "./parse-yaml.ts";

export const dotEnvName = ".env";

/** Which variables of an environment came out of `.env`, so that the next reading may change them and no others. */
const ours = new WeakMap<NodeJS.ProcessEnv, Set<string>>();

/**
 * Reads the `.env` beside the config into an environment, in place: whoever looks a secret up finds the new one. What
 * the environment had before comes first. Reading it again brings what has changed, and takes away what was removed.
 *
 * @throws {ConfigFaults} When there is a `.env` that cannot be read. Then nothing has changed.
 */
export function readDotEnv(directory: string, env: NodeJS.ProcessEnv): void {
  const values = parseEnv(readText(directory));
  const known = ours.get(env) ?? new Set();
  const next = new Set(Object.keys(values).filter((name) => known.has(name) || env[name] === undefined));
  for (const name of known) if (!next.has(name)) delete env[name];
  for (const name of next) env[name] = values[name];
  ours.set(env, next);
}

const maxBytes = 1_000_000;

function readText(directory: string): string {
  const path = join(directory, dotEnvName);
  const refuse = (message: string) => new ConfigFaults([wholeFile(dotEnvName, message)]);
  try {
    const found = statSync(path);
    // A pipe or a device would be read without end.
    if (!found.isFile()) throw refuse("This is no regular file. Replace it by one with a line NAME=value for each secret.");
    if (found.size > maxBytes) throw refuse(`The file is larger than ${maxBytes / 1_000_000} MB. Is it the right one?`);
    return readFileSync(path, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return "";
    if (error instanceof ConfigFaults) throw error;
    throw refuse(`The file cannot be read (${code ?? "no reason given"}). Give yourself the right to read it.`);
  }
}
