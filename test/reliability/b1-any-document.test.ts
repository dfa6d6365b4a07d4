import { Ajv } from "ajv";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { checks } from "../../checks/index.ts";
import { ConfigFaults } from "../../config/config-faults.ts";
import { configJsonSchemas } from "../../config/json-schema.ts";
import { loadConfig } from "../../config/load-config.ts";
import { ClientFile } from "../../config/schema/client-file.ts";
import { FleetFile } from "../../config/schema/fleet-file.ts";
import { clientYaml, fleetYaml, writeConfig } from "../config/write-config.ts";
import "../support/fixed-draws.ts";
import { figure, forTheRecord, repeats, row } from "./row.ts";

const words = [
  ...Object.keys(FleetFile.shape),
  ...Object.keys(ClientFile.shape),
  ...checks.map(({ id }) => id),
  "params",
  "notify",
  "after",
  "default",
];
const word = fc.oneof(
  fc.constantFrom(...words),
  fc.string(),
  fc.constantFrom("__proto__", "constructor", "", "<<", "*a", "&a"),
);
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

const numRuns = repeats({ quick: 100, full: 20_000 });

row("B1", () => {
  test("no text makes the loader throw anything but ConfigFaults", async () => {
    const text = fc.asyncProperty(
      fc.oneof(scribble, damaged(fleetYaml)),
      fc.oneof(scribble, damaged(clientYaml)),
      loadsOrSaysWhy,
    );
    await expect(fc.assert(text, { numRuns })).resolves.toBeUndefined();
    figure("texts, each with its faults told", numRuns, forTheRecord);
  });

  test("no document does either", async () => {
    const document = fc.asyncProperty(value, value, (fleet, client) => loadsOrSaysWhy(yamlOf(fleet), yamlOf(client)));
    await expect(fc.assert(document, { numRuns })).resolves.toBeUndefined();
    figure("documents, each with its faults told", numRuns, forTheRecord);
  });

  test.each([
    ["revwatch.yaml", "revwatch.json", FleetFile, fleetYaml],
    ["a client's file", "client.json", ClientFile, clientYaml],
  ] as const)("an editor says of %s what the loader says", (_, name, schema, good) => {
    const inEditor = new Ajv({ strict: false, allErrors: true, logger: false }).compile(configJsonSchemas()[name]);
    const agrees = fc.property(edited(parse(good)), (document) => {
      const { error } = schema.safeParse(document);
      // Of all clients together, or of two settings together, a schema of an editor knows nothing.
      const isAccessAlone = name === "client.json" && hasOneAccess(document) !== true;
      const isGoodThere = inEditor(document);
      if (error === undefined) return isGoodThere || isAccessAlone;
      return !isGoodThere || error.issues.every(({ code }) => code === "custom");
    });
    expect(() => fc.assert(agrees, { numRuns: numRuns * 3 })).not.toThrow();
    figure(`edits of ${name} on which both agree`, numRuns * 3, forTheRecord);
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
    await expect(fc.assert(anyToken, { numRuns: repeats({ quick: 20, full: 1_000 }) })).resolves.toBeUndefined();
  });
});

const scalars = fc.oneof(
  fc.constantFrom(
    null,
    true,
    0,
    1,
    70_000,
    1.5,
    "",
    " ",
    "x",
    "5 minutes",
    "06:30",
    "25:00",
    "#sales",
    "C0123ABCD",
    "a@example.com",
  ),
  fc.constantFrom(
    "monday",
    "UTC",
    "https://x.example",
    "http://127.0.0.1:1",
    "<fill in>",
    "two\nlines",
    "2026-12-25",
    [],
    {},
    ["monday"],
  ),
  word,
);

/** A good document in which one to three values were changed, removed, renamed or added, anywhere in it. */
function edited(document: unknown): fc.Arbitrary<unknown> {
  const paths = pathsOf(document, []);
  const edit = fc.record({
    at: fc.constantFrom(...paths),
    how: fc.constantFrom("set", "remove", "add"),
    key: word,
    to: scalars,
  });
  return fc
    .array(edit, { minLength: 0, maxLength: 3 })
    .map((edits) => edits.reduce(applyEdit, structuredClone(document)));
}

type Path = readonly (string | number)[];

function pathsOf(value: unknown, path: Path): readonly Path[] {
  if (typeof value !== "object" || value === null) return [path];
  const inner = Object.entries(value).flatMap(([key, one]) =>
    pathsOf(one, [...path, Array.isArray(value) ? Number(key) : key]),
  );
  return [path, ...inner];
}

function applyEdit(
  document: unknown,
  { at, how, key, to }: { readonly at: Path; readonly how: string; readonly key: string; readonly to: unknown },
): unknown {
  if (at.length === 0) return document;
  const parent = at
    .slice(0, -1)
    .reduce<unknown>((value, part) => (value as Record<string | number, unknown> | null)?.[part], document);
  if (typeof parent !== "object" || parent === null || key === "__proto__") return document;
  const group = parent as Record<string | number, unknown>;
  const last = at.at(-1)!;
  if (how === "set") group[last] = to;
  else if (how === "add" && !Array.isArray(group)) group[key] = to;
  else if (how === "remove" && Array.isArray(group)) group.splice(Number(last), 1);
  else if (how === "remove") delete group[last];
  return document;
}

function hasOneAccess(document: unknown): boolean {
  return ["token", "oauth"].filter((way) => Object.hasOwn(document as object, way)).length === 1;
}

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
