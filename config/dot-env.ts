import { join } from "node:path";
import { parseEnv } from "node:util";
import { ConfigFaults } from "./config-faults.ts";
import { wholeFile } from "./parse-yaml.ts";
import { readRegular } from "./read-regular.ts";

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
  const file = readRegular(join(directory, dotEnvName), maxBytes);
  if ("bytes" in file) return file.bytes.toString("utf8");
  if (file.absent) return "";
  throw new ConfigFaults([wholeFile(dotEnvName, file.objection)]);
}
