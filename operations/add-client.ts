import { appendFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseEnv } from "node:util";
import { z } from "zod";
import { ConfigFaults, type ConfigFault } from "../config/config-faults.ts";
import { cut } from "../config/cut.ts";
import { loadConfig } from "../config/load-config.ts";
import { groupAt, textAt } from "../config/raw.ts";
import { fleetFileName, readConfigFiles, type ConfigFiles } from "../config/read-files.ts";
import { ClientId, newClientFields } from "./init/new-client-input.ts";
import { clientTemplate } from "./init/client-template.ts";
import { clientLines } from "./init/environment-template.ts";
import { Refused } from "./operation.ts";

const Input = z.strictObject({ directory: z.string(), id: ClientId, ...newClientFields });
export type NewClientInput = Omit<z.input<typeof Input>, "directory">;

export interface AddedClient {
  readonly schemaVersion: 1;
  readonly clientId: string;
  /** Relative to the folder. */
  readonly written: readonly string[];
  /** Where the token has to be put; null when it stands there already. */
  readonly tokenVariable: string | null;
  /** What is left to fill in or to correct in the client's file and in what all clients share. */
  readonly toFillIn: readonly ConfigFault[];
}

/**
 * Writes a new client's file and the line that `.env` needs for it. A Revwatch that runs follows within seconds; its
 * schedules are made by `apply`.
 *
 * @throws {Refused} When there is no config, or the client, its portal or its token's name is there already. Then
 *   nothing is written.
 */
export const addClient = {
  name: "addClient",
  input: Input,
  async run(
    _world: unknown,
    { directory, id, tokenEnv, tokenFile, ...said }: z.output<typeof Input>,
  ): Promise<AddedClient> {
    const root = resolve(directory);
    const files = await readConfigFiles(root);
    requireConfig(root, files);
    const token = tokenFile === undefined ? { env: tokenEnv ?? tokenVariableOf(id, files) } : { file: tokenFile };
    requireNew(root, files, id, said.portalId, "env" in token ? token.env : null);

    const channels = { slack: hasSection(files, "slack"), email: hasSection(files, "email") };
    const name = `clients/${id}.yaml`;
    await mkdir(join(root, "clients"), { recursive: true });
    await writeNew(join(root, name), clientTemplate({ ...said, token, channels }));
    const secrets = "env" in token ? await addVariable(root, id, token.env) : { written: [], isMissing: false };
    return {
      schemaVersion: 1,
      clientId: id,
      written: [name, ...secrets.written],
      tokenVariable: secrets.isMissing && "env" in token ? token.env : null,
      toFillIn: await faultsOf(root, name),
    };
  },
};

function requireConfig(root: string, { fleet, faults }: ConfigFiles): void {
  if (!existsSync(join(root, fleetFileName)))
    throw new Refused(`There is no ${fleetFileName} in ${cut(root)}. Write one first: revwatch init`);
  if (fleet === null) throw new ConfigFaults(faults.filter(({ file }) => file === fleetFileName));
}

function requireNew(
  root: string,
  { clients }: ConfigFiles,
  id: string,
  portalId: string | undefined,
  variable: string | null,
): void {
  const present = ["yaml", "yml"]
    .map((ending) => `clients/${id}.${ending}`)
    .find((name) => existsSync(join(root, name)));
  if (present !== undefined)
    throw new Refused(`There is a client "${id}" already: ${present}. Edit that file, or choose another id.`);
  for (const { clientId, file } of clients) {
    if (portalId !== undefined && textAt(file.value, ["portalId"]) === portalId)
      throw new Refused(`The portal ${portalId} belongs to ${file.name} already. Each client has its own.`);
    if (variable !== null && textAt(file.value, ["token", "env"]) === variable)
      throw new Refused(`${variable} is the token of ${clientId} already. Name another one: --token-env`);
  }
}

function hasSection({ fleet }: ConfigFiles, name: string): boolean {
  return Object.hasOwn(groupAt(fleet?.value, []), name);
}

/** "blue-harbor" → "BLUE_HARBOR_HUBSPOT_TOKEN". A variable cannot begin with a digit. */
function tokenVariableOf(clientId: string, { clients }: ConfigFiles): string {
  const name = `${clientId.replaceAll("-", "_").toUpperCase()}_HUBSPOT_TOKEN`;
  const taken = new Set(clients.map(({ file }) => textAt(file.value, ["token", "env"])));
  const wanted = /^\d/.test(name) ? `CLIENT_${name}` : name;
  // "client-1" and "1" would share a name.
  return taken.has(wanted) ? `${wanted}_2` : wanted;
}

async function writeNew(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text, { flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    throw new Refused(`${path} was written just now by another command, and nothing is overwritten.`);
  }
}

/** Adds a line without a value to `.env` and to its example, where they lack the variable. */
async function addVariable(
  root: string,
  id: string,
  variable: string,
): Promise<{ readonly written: readonly string[]; readonly isMissing: boolean }> {
  const written: string[] = [];
  let isMissing = true;
  for (const name of [".env", ".env.example"]) {
    const path = join(root, name);
    // Absent, or not to be read: then writing it below says why.
    const present = await readFile(path, "utf8").catch(() => null);
    if (present === null && name === ".env.example") continue;
    const value = parseEnv(present ?? "")[variable];
    if (name === ".env") isMissing = (value ?? "") === "";
    if (value !== undefined) continue;
    const start = present === null || present === "" || present.endsWith("\n") ? "" : "\n";
    await appendFile(path, `${start}${clientLines(id, variable)}`, { mode: 0o600 });
    written.push(name);
  }
  return { written, isMissing };
}

async function faultsOf(root: string, name: string): Promise<readonly ConfigFault[]> {
  try {
    await loadConfig(root, {});
    return [];
  } catch (error) {
    if (error instanceof ConfigFaults)
      return error.faults.filter(({ file }) => file === name || file === fleetFileName);
    throw error;
  }
}
