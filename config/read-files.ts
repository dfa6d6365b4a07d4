import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { ConfigFault } from "./config-faults.ts";
import { cut } from "./cut.ts";
import { atStart, parseYaml, wholeFile } from "./parse-yaml.ts";
import { readRegular } from "./read-regular.ts";
import { clientIdPattern, longestClientId } from "./schema/client-file.ts";
import type { YamlFile } from "./yaml-file.ts";

export const fleetFileName = "revwatch.yaml";

const maxBytes = 500_000;
const mostClients = 1_000;

export interface ConfigFiles {
  /** Null when it cannot be read; the fault says why. */
  readonly fleet: YamlFile | null;
  readonly clients: readonly { readonly clientId: string; readonly file: YamlFile }[];
  readonly faults: readonly ConfigFault[];
}

/** Reads `revwatch.yaml` and `clients/*.yaml` in alphabetical order. */
export async function readConfigFiles(directory: string): Promise<ConfigFiles> {
  const faults: ConfigFault[] = [];
  const read = (name: string): YamlFile | null => {
    const result = readYaml(directory, name);
    if (!Array.isArray(result)) return result as YamlFile;
    faults.push(...(result as readonly ConfigFault[]));
    return null;
  };

  const fleet = read(fleetFileName);
  const clients: { readonly clientId: string; readonly file: YamlFile }[] = [];
  const names = await clientFileNames(directory);
  if ("message" in names) return { fleet, clients, faults: [...faults, names] };
  for (const name of names) {
    const clientId = name.replace(/\.ya?ml$/i, "");
    const nameFault = whyNotNamed(name, clientId);
    if (nameFault !== null) faults.push(wholeFile(`clients/${cut(name)}`, nameFault));
    if (!name.endsWith(".yaml")) continue;
    const file = read(`clients/${name}`);
    if (file !== null) clients.push({ clientId, file });
  }
  return { fleet, clients, faults };
}

/** The names of files that could be a client's; or why the folder cannot be read, which is no fleet without clients. */
async function clientFileNames(directory: string): Promise<readonly string[] | ConfigFault> {
  try {
    const names = await readdir(join(directory, "clients"));
    const files = names.filter((name) => /^[^.].*\.ya?ml$/is.test(name)).toSorted();
    if (files.length <= mostClients) return files;
    return wholeFile(
      "clients/",
      `There are ${files.length} files. One installation serves up to ${mostClients} clients: share them out.`,
    );
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return [];
    if (code === "ENOTDIR")
      return wholeFile("clients", "This is a file, and it has to be a folder with one file for each client.");
    return wholeFile(
      "clients/",
      `The folder cannot be read (${code ?? "no reason given"}). Give yourself the right to read it.`,
    );
  }
}

function whyNotNamed(name: string, clientId: string): string | null {
  if (!name.endsWith(".yaml"))
    return `Files of clients end in .yaml. Rename it to ${cut(clientId)}.yaml, or it is never read.`;
  if (!clientIdPattern.test(clientId) || clientId.length > longestClientId)
    return `The file's name is the client's id: lower-case words with dashes, at most ${longestClientId} letters, such as northwind.yaml.`;
  return null;
}

function readYaml(directory: string, name: string): YamlFile | readonly ConfigFault[] {
  const read = readRegular(join(directory, name), maxBytes);
  if (!("bytes" in read)) return [wholeFile(name, read.absent ? sayAbsent(directory) : read.objection)];
  try {
    // Takes a byte order mark away, and refuses what is not UTF-8 instead of guessing.
    return parseYaml(name, new TextDecoder("utf-8", { fatal: true }).decode(read.bytes));
  } catch {
    return [atStart(name, "The file is not UTF-8 text. Save it as UTF-8.")];
  }
}

function sayAbsent(directory: string): string {
  return `There is no such file in ${cut(directory)}. \`revwatch init\` writes one; --directory names another folder.`;
}
