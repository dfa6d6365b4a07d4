import fc from "fast-check";
import { expect, test } from "vitest";
import { stringify } from "yaml";
import { checks } from "../../checks/index.ts";
import { ConfigFaults } from "../../config/config-faults.ts";
import { loadConfig } from "../../config/load-config.ts";
import { ClientFile } from "../../config/schema/client-file.ts";
import { FleetFile } from "../../config/schema/fleet-file.ts";
import { clientYaml, fleetYaml, writeConfig } from "./write-config.ts";

const words = [
  ...Object.keys(FleetFile.shape),
  ...Object.keys(ClientFile.shape),
  ...checks.map(({ id }) => id),
  "params",
  "notify",
  "after",
  "default",
];
const word = fc.oneof(fc.constantFrom(...words), fc.string(), fc.constantFrom("__proto__", "constructor", "", "<<", "*a", "&a"));
const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 5 },
    word,
    fc.anything(),
    fc.array(tie("any"), { maxLength: 4 }),
    fc.dictionary(word, tie("any"), { maxKeys: 5 }),
  ),
})).any;
const scribble = fc.oneof(
  fc.string(),
  fc.string({ unit: fc.constantFrom(...Array.from("ab:-{}[]#&*!|>'\"%@`,? \n\t"), "\n  ", ": ", "- ") }),
  fc.json(),
);

/** Cuts a valid file somewhere, or writes something into its middle. */
const damaged = (text: string) =>
  fc
    .tuple(fc.nat(text.length), fc.nat(40), scribble)
    .map(([at, length, inserted]) => text.slice(0, at) + inserted + text.slice(at + length));

const letters = fc.string({ minLength: 8, unit: fc.constantFrom(...Array.from("abcdefghijkmnpqrstuvwxyz23456789")) });

test("no text makes the loader throw anything but ConfigFaults", async () => {
  const text = fc.asyncProperty(fc.oneof(scribble, damaged(fleetYaml)), fc.oneof(scribble, damaged(clientYaml)), loadsOrSaysWhy);
  await expect(fc.assert(text, { numRuns: 300 })).resolves.toBeUndefined();
});

test("no document does either", async () => {
  const document = fc.asyncProperty(value, value, (fleet, client) => loadsOrSaysWhy(yamlOf(fleet), yamlOf(client)));
  await expect(fc.assert(document, { numRuns: 300 })).resolves.toBeUndefined();
});

test("a secret that was written out is never repeated", async () => {
  const anyToken = fc.asyncProperty(letters, async (secret) => {
    const token = `pat-eu1-${secret}`;
    for (const written of [
      token,
      `{ env: ${token} }`,
      `{ ${token}: x }`,
      `[${token}]`,
      `{ env: { x: ${token} } }`,
      `{ env: A, ${token}: x }`,
    ]) {
      const text = `databaseUrl: ${written}\nslack: { token: ${written}, signingSecret: ${written} }\n`;
      const error = await faultsIn(text, clientYaml);
      if (error === null || error.message.includes(secret)) throw new Error(`${written} is repeated, or is no fault`);
    }
  });
  await expect(fc.assert(anyToken, { numRuns: 50 })).resolves.toBeUndefined();
});

async function loadsOrSaysWhy(fleet: string, client: string): Promise<void> {
  await faultsIn(fleet, client);
}

/** Null when it loads; any other error than ConfigFaults goes on to the test. */
async function faultsIn(fleet: string, client: string): Promise<ConfigFaults | null> {
  const directory = writeConfig({ "revwatch.yaml": fleet, "clients/northwind.yaml": client });
  try {
    await loadConfig(directory, {});
    return null;
  } catch (error) {
    if (error instanceof ConfigFaults) return error;
    throw error;
  }
}

function yamlOf(document: unknown): string {
  try {
    return stringify(document) ?? "";
  } catch {
    return "{}";
  }
}
