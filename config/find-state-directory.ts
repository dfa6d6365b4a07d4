import { resolve } from "node:path";
import { textAt } from "./raw.ts";
import { readConfigFiles } from "./read-files.ts";

/**
 * Where the state lives by the config as it is written, whatever else is wrong with it: whoever runs there can be
 * asked.
 */
export async function findStateDirectory(directory: string): Promise<string> {
  const { fleet } = await readConfigFiles(resolve(directory));
  return resolve(directory, textAt(fleet?.value, ["stateDirectory"]) ?? ".revwatch");
}
