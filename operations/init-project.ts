import { existsSync } from "node:fs";
import { appendFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { z } from "zod";
import { configJsonSchemas } from "../config/json-schema.ts";
import { clientIdPattern, longestClientId } from "../config/schema/client-file.ts";
import { TimeZone } from "../config/schema/time-zone.ts";
import { clientTemplate, exampleClient } from "./init/client-template.ts";
import { environmentTemplate } from "./init/environment-template.ts";
import { fleetTemplate } from "./init/fleet-template.ts";
import { Refused } from "./operation.ts";

const Input = z.strictObject({
  directory: z.string(),
  /** A first client; without it an example is written beside, for whoever copies it. */
  client: z
    .strictObject({
      id: z
        .string()
        .regex(clientIdPattern, "A client's id is lower-case words with dashes, such as northwind.")
        .max(longestClientId),
      name: z.string().min(1).max(100),
      portalId: z.string().regex(/^[1-9]\d{0,15}$/, "A portal id is digits only."),
      timeZone: TimeZone,
    })
    .optional(),
  /** Writes the JSON Schemas anew and nothing else, after an upgrade. */
  schemasOnly: z.boolean().default(false),
});

export interface InitializedProject {
  readonly schemaVersion: 1;
  readonly directory: string;
  /** Relative to the folder. */
  readonly written: readonly string[];
}

/**
 * Writes a commented config for real use.
 *
 * @throws {Refused} When a file that it would write is there already. Then nothing is written.
 */
export const initProject = {
  name: "initProject",
  input: Input,
  async run(_world: unknown, { directory, client, schemasOnly }: z.output<typeof Input>): Promise<InitializedProject> {
    const root = resolve(directory);
    const schemas = Object.entries(configJsonSchemas()).map(
      ([name, schema]) => [join(".revwatch", "schema", name), `${JSON.stringify(schema, null, 2)}\n`] as const,
    );
    const files = schemasOnly ? [] : configFiles(client);
    const inTheWay = files.map(([name]) => name).filter((name) => existsSync(join(root, name)));
    if (inTheWay.length > 0)
      throw new Refused(
        `${inTheWay.join(" and ")} exist${inTheWay.length === 1 ? "s" : ""} already in ${root}, and nothing is overwritten. Choose another folder with --directory.`,
      );

    for (const [name, text] of [...files, ...schemas]) {
      await mkdir(dirname(join(root, name)), { recursive: true });
      await writeFile(join(root, name), text);
    }
    const ignored = schemasOnly ? [] : await addIgnoredFiles(root);
    return { schemaVersion: 1, directory: root, written: [...[...files, ...schemas].map(([name]) => name), ...ignored] };
  },
};

function configFiles(client: z.output<typeof Input>["client"]): readonly (readonly [name: string, text: string])[] {
  const tokenVariable = client === undefined ? exampleClient.tokenVariable : tokenVariableOf(client.id);
  return [
    ["revwatch.yaml", fleetTemplate],
    client === undefined
      ? [join("clients", "example.yaml.sample"), clientTemplate(exampleClient)]
      : [join("clients", `${client.id}.yaml`), clientTemplate({ ...client, tokenVariable })],
    [".env.example", environmentTemplate(tokenVariable)],
  ];
}

/** "blue-harbor" → "BLUE_HARBOR_HUBSPOT_TOKEN". A variable cannot begin with a digit. */
function tokenVariableOf(clientId: string): string {
  const name = `${clientId.replaceAll("-", "_").toUpperCase()}_HUBSPOT_TOKEN`;
  return /^\d/.test(name) ? `CLIENT_${name}` : name;
}

const neverCommitted = [".revwatch/", ".env"];

async function addIgnoredFiles(root: string): Promise<readonly string[]> {
  const path = join(root, ".gitignore");
  const present = await readFile(path, "utf8").catch(() => "");
  const lines = present.split(/\r?\n/);
  const missing = neverCommitted.filter((line) => !lines.includes(line));
  if (missing.length === 0) return [];
  const start = present === "" || present.endsWith("\n") ? "" : "\n";
  await appendFile(path, `${start}${missing.join("\n")}\n`);
  return [".gitignore"];
}
