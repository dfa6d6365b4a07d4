import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ConfigFault } from "./config-faults.ts";
import { parseYaml, wholeFile } from "./parse-yaml.ts";
import { clientIdPattern, longestClientId } from "./schema/client-file.ts";
import type { YamlFile } from "./yaml-file.ts";

export const fleetFileName = "revwatch.yaml";

export interface ConfigFiles {
  /** Null when it cannot be read; the fault says why. */
  readonly fleet: YamlFile | null;
  readonly clients: readonly { readonly clientId: string; readonly file: YamlFile }[];
  readonly faults: readonly ConfigFault[];
}

/** Reads `revwatch.yaml` and `clients/*.yaml` in alphabetical order. */
export async function readConfigFiles(directory: string): Promise<ConfigFiles> {
  const faults: ConfigFault[] = [];
  const read = async (name: string): Promise<YamlFile | null> => {
    const result = await readYaml(directory, name);
    if (!Array.isArray(result)) return result as YamlFile;
    faults.push(...(result as readonly ConfigFault[]));
    return null;
  };

  const fleet = await read(fleetFileName);
  const clients = [];
  for (const name of await clientFileNames(directory)) {
    const clientId = name.replace(/\.ya?ml$/, "");
    const nameFault = whyNotNamed(name, clientId);
    if (nameFault !== null) faults.push(wholeFile(`clients/${name}`, nameFault));
    if (name.endsWith(".yml")) continue;
    const file = await read(`clients/${name}`);
    if (file !== null) clients.push({ clientId, file });
  }
  return { fleet, clients, faults };
}

async function clientFileNames(directory: string): Promise<readonly string[]> {
  const names = await readdir(join(directory, "clients")).catch(() => []);
  return names.filter((name) => /^[^.].*\.ya?ml$/.test(name)).sort();
}

function whyNotNamed(name: string, clientId: string): string | null {
  if (name.endsWith(".yml")) return `Files of clients end in .yaml. Rename it to ${clientId}.yaml, or it is never read.`;
  if (!clientIdPattern.test(clientId) || clientId.length > longestClientId)
    return `The file's name is the client's id: lower-case words with dashes, at most ${longestClientId} letters, such as northwind.yaml.`;
  return null;
}

async function readYaml(directory: string, name: string): Promise<YamlFile | readonly ConfigFault[]> {
  let bytes: Buffer;
  try {
    bytes = await readFile(join(directory, name));
  } catch (error) {
    return [wholeFile(name, sayUnreadable((error as NodeJS.ErrnoException).code, directory))];
  }
  try {
    // Takes a byte order mark away, and refuses what is not UTF-8 instead of guessing.
    return parseYaml(name, new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return [wholeFile(name, "The file is not UTF-8 text. Save it as UTF-8.")];
  }
}

function sayUnreadable(code: string | undefined, directory: string): string {
  if (code === "ENOENT" || code === "ENOTDIR")
    return `There is no such file in ${directory}. \`revwatch init\` writes one; --directory names another folder.`;
  if (code === "EISDIR") return "This is a folder, and it has to be a file.";
  return `The file cannot be read (${code ?? "no reason given"}). Give yourself the right to read it.`;
}
