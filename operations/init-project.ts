import { existsSync } from "node:fs";
import { appendFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { z } from "zod";
import { cut } from "../config/cut.ts";
import { configJsonSchemas } from "../config/json-schema.ts";
import { EmailAddress, Sender, SlackTarget } from "../config/schema/receiver.ts";
import { addClient, type AddedClient } from "./add-client.ts";
import { environmentTemplate } from "./init/environment-template.ts";
import { fleetTemplate, type NewFleet } from "./init/fleet-template.ts";
import { ClientId, newClientFields } from "./init/new-client-input.ts";
import { Refused } from "./operation.ts";

const Input = z.strictObject({
  directory: z.string(),
  /** False leaves the channel out. */
  slack: z.union([z.literal(false), z.strictObject({ channel: SlackTarget.optional() })]).default({}),
  email: z
    .union([
      z.literal(false),
      z.strictObject({
        host: z.string().min(1).max(253).optional(),
        user: z.string().min(1).max(320).optional(),
        from: Sender.optional(),
        to: EmailAddress.optional(),
      }),
    ])
    .default({}),
  /** A first client, as `client add` writes one. */
  client: z.strictObject({ id: ClientId, ...newClientFields }).optional(),
  /** Writes the JSON Schemas anew and nothing else, after an upgrade. */
  schemasOnly: z.boolean().default(false),
});

export interface InitializedProject {
  readonly schemaVersion: 1;
  readonly directory: string;
  /** Relative to the folder. */
  readonly written: readonly string[];
  readonly client: AddedClient | null;
}

/**
 * Writes a commented config for real use.
 *
 * @throws {Refused} When a file that it would write is there already. Then nothing is written.
 */
export const initProject = {
  name: "initProject",
  input: Input,
  async run(
    _world: unknown,
    { directory, client, schemasOnly, slack, email }: z.output<typeof Input>,
  ): Promise<InitializedProject> {
    const root = resolve(directory);
    const fleet: NewFleet = { slack: slack === false ? null : slack, email: email === false ? null : email };
    if (!schemasOnly) requireEmpty(root, client?.id);
    const files = schemasOnly ? [] : configFiles(root, fleet);
    const schemas = Object.entries(configJsonSchemas()).map(
      ([name, schema]) => [join(".revwatch", "schema", name), `${JSON.stringify(schema, null, 2)}\n`] as const,
    );
    for (const [name, text] of [...files, ...schemas]) {
      await mkdir(dirname(join(root, name)), { recursive: true });
      await writeFile(join(root, name), text, { mode: name === ".env" ? 0o600 : 0o666 });
    }
    const ignored = schemasOnly ? [] : await addIgnoredFiles(root);
    const added = client === undefined || schemasOnly ? null : await addClient.run({}, { directory: root, ...client });
    const written = [
      ...files.map(([name]) => name),
      ...schemas.map(([name]) => name),
      ...ignored,
      ...(added?.written ?? []),
    ];
    return { schemaVersion: 1, directory: root, written: [...new Set(written)], client: added };
  },
};

function requireEmpty(root: string, clientId: string | undefined): void {
  const inTheWay = [
    "revwatch.yaml",
    ".env.example",
    ...(clientId === undefined ? [] : [`clients/${clientId}.yaml`]),
  ].filter((name) => existsSync(join(root, name)));
  if (inTheWay.length === 0) return;
  const next = inTheWay.includes("revwatch.yaml")
    ? `To add a client to it: revwatch client add ${clientId ?? "<id>"}. For another installation, choose another folder with --directory.`
    : "Move it away, or choose another folder with --directory.";
  throw new Refused(
    `${inTheWay.join(" and ")} exist${inTheWay.length === 1 ? "s" : ""} already in ${cut(root)}, and nothing is overwritten. ${next}`,
  );
}

/** A `.env` that is there already may hold secrets; it is left as it is, and the example says what it needs. */
function configFiles(root: string, fleet: NewFleet): readonly (readonly [name: string, text: string])[] {
  const environment = environmentTemplate(fleet);
  return [
    ["revwatch.yaml", fleetTemplate(fleet)],
    [".env.example", environment],
    ...(existsSync(join(root, ".env")) ? [] : [[".env", environment] as const]),
  ];
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
