import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { z } from "zod";
import { ConfigFaults } from "../../config/config-faults.ts";
import { loadConfig } from "../../config/load-config.ts";
import { addClient } from "../../operations/add-client.ts";
import { initProject } from "../../operations/init-project.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";

type Init = z.input<typeof initProject.input>;
type Add = z.input<typeof addClient.input>;
const init = (directory: string, said: Partial<Omit<Init, "directory">> = {}) =>
  initProject.run({}, initProject.input.parse({ directory, ...said }));
const add = (directory: string, id: string, said: Partial<Omit<Add, "directory" | "id">> = {}) =>
  addClient.run({}, addClient.input.parse({ directory, id, ...said }));

const team = {
  slack: { channel: "#revwatch" },
  email: { host: "smtp.revwatch.dev", user: "revwatch@revwatch.dev", to: "us@revwatch.dev" },
} as const;
const northwind = {
  name: "Nor: \"th\" #1 'x'",
  portalId: "4711",
  timeZone: "Europe/Berlin",
  lead: { name: "Ana: #1", slack: "#sales" },
  founder: { name: "Jo", email: "jo@northwind.dev" },
} as const;

async function faultsOf(directory: string): Promise<string> {
  const error: unknown = await loadConfig(directory, {}).catch((caught: unknown) => caught);
  return error instanceof ConfigFaults ? error.message : "";
}

test("what was said in full loads as it stands, whatever it holds", async () => {
  const directory = temporaryDirectory();
  await init(directory, { ...team, client: { id: "northwind", ...northwind } });
  const { clients, email } = await loadConfig(directory, {});
  expect(clients[0]).toMatchObject({
    name: northwind.name,
    portalId: "4711",
    auth: { token: { env: "NORTHWIND_HUBSPOT_TOKEN" } },
  });
  expect(clients[0]!.receivers.map(({ name }) => name)).toEqual(["Operations", "Ana: #1", "Jo"]);
  expect(email).toMatchObject({ host: "smtp.revwatch.dev", from: "revwatch@revwatch.dev" });
});

test("what was not said does not validate until it is filled in, and each place is named once", async () => {
  const directory = temporaryDirectory();
  await init(directory);
  const { toFillIn } = await add(directory, "northwind");
  await expect(await faultsOf(directory)).toMatchFileSnapshot("../golden/placeholders.txt");
  expect(toFillIn.every(({ message, line }) => message.startsWith("Fill this in: ") && line !== null)).toBe(true);
  const files = new Set(toFillIn.map(({ file }) => file));
  expect(files, "what all clients share is not forgotten").toEqual(
    new Set(["revwatch.yaml", "clients/northwind.yaml"]),
  );
});

test.each([
  ["Slack", { slack: false }, { lead: { name: "Ana", email: "ana@northwind.dev" } }],
  ["e-mail", { email: false }, { founder: {} }],
] as const)("without %s nothing asks for it", async (_, left, said) => {
  const directory = temporaryDirectory();
  await init(directory, { ...team, ...left });
  await add(directory, "northwind", { ...northwind, ...said });
  expect(await faultsOf(directory)).toBe("");
});

test("secrets get a line each in a .env that only its owner reads, and one that is there keeps its values", async () => {
  const directory = temporaryDirectory();
  await init(directory);
  expect(statSync(join(directory, ".env")).mode & 0o777).toBe(0o600);
  writeFileSync(join(directory, ".env"), "SLACK_BOT_TOKEN=mine\nHARBOR_HUBSPOT_TOKEN=there");

  expect(await add(directory, "harbor")).toMatchObject({
    tokenVariable: null,
    written: ["clients/harbor.yaml", ".env.example"],
  });
  expect(await add(directory, "9-lives")).toMatchObject({ tokenVariable: "CLIENT_9_LIVES_HUBSPOT_TOKEN" });
  const text = readFileSync(join(directory, ".env"), "utf8");
  expect(text).toMatch(/^SLACK_BOT_TOKEN=mine\nHARBOR_HUBSPOT_TOKEN=there\n/);
  expect(text).toMatch(/\nCLIENT_9_LIVES_HUBSPOT_TOKEN=\n$/);
});

test("a token in a file needs no variable", async () => {
  const directory = temporaryDirectory();
  await init(directory, team);
  expect(await add(directory, "northwind", { ...northwind, tokenFile: "secrets/northwind" })).toMatchObject({
    tokenVariable: null,
    written: ["clients/northwind.yaml"],
  });
  expect((await loadConfig(directory, {})).clients[0]!.auth).toEqual({
    token: { file: join(directory, "secrets/northwind") },
  });
});

test.each<[what: string, id: string, said: Partial<Add>, says: RegExp]>([
  ["a client that is there", "northwind", {}, /There is a client "northwind" already: clients\/northwind\.yaml/],
  [
    "a portal that is taken",
    "contoso",
    { portalId: "4711" },
    /The portal 4711 belongs to clients\/northwind\.yaml already/,
  ],
  ["a token that is taken", "contoso", { tokenEnv: "NORTHWIND_HUBSPOT_TOKEN" }, /is the token of northwind already/],
])("%s is refused, and nothing is written", async (_, id, said, says) => {
  const directory = temporaryDirectory();
  await init(directory, { ...team, client: { id: "northwind", ...northwind } });
  await expect(add(directory, id, said)).rejects.toThrow(says);
  expect(existsSync(join(directory, "clients/contoso.yaml"))).toBe(false);
});

test("two at once: one writes, the other is refused", async () => {
  const directory = temporaryDirectory();
  await init(directory, team);
  const ends = await Promise.allSettled([add(directory, "northwind"), add(directory, "northwind")]);
  expect(ends.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
});

test("without a config it says how to write one; a second init says how to add a client", async () => {
  const directory = temporaryDirectory();
  await expect(add(directory, "northwind")).rejects.toThrow("Write one first: revwatch init");
  await init(directory);
  await expect(init(directory, { client: { id: "beta" } })).rejects.toThrow(
    "To add a client to it: revwatch client add beta",
  );
});
