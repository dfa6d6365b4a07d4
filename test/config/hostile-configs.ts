import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { once } from "node:events";
import { clientYaml, fleetYaml } from "./write-config.ts";

/**
 * A folder that somebody could have by mistake or on purpose, beside what has to be said about it; null: it is fine.
 */
export interface HostileConfig {
  readonly what: string;
  readonly says: RegExp | null;
  /** Changes a folder with a good config. What it gives back undoes what removing the folder does not. */
  readonly spoil: (directory: string) => void | (() => void) | Promise<void | (() => void)>;
}

/** Stands where a secret was put by mistake; it may appear nowhere. */
export const canary = "CANARY4f9a7c";

const fleetFile = "revwatch.yaml";
const clientFile = "clients/northwind.yaml";

const client = (what: string, says: RegExp | null, change: (text: string) => string | Uint8Array): HostileConfig => ({
  what,
  says,
  spoil: (directory) => writeFileSync(join(directory, clientFile), change(clientYaml)),
});
const fleet = (what: string, says: RegExp | null, change: (text: string) => string | Uint8Array): HostileConfig => ({
  what,
  says,
  spoil: (directory) => writeFileSync(join(directory, fleetFile), change(fleetYaml)),
});
const named = (what: string, says: RegExp | null, name: string): HostileConfig =>
  client(`a client's name that is ${what}`, says, (text) => text.replace("name: Northwind", `name: ${name}`));
const setting = (what: string, says: RegExp | null, line: string): HostileConfig =>
  fleet(what, says, (text) => `${text}${line}\n`);
const folder = (what: string, says: RegExp | null, spoil: HostileConfig["spoil"]): HostileConfig => ({
  what,
  says,
  spoil,
});

function replaceBy(file: string, make: (path: string) => void): (directory: string) => void {
  return (directory) => {
    const path = join(directory, file);
    rmSync(path, { recursive: true });
    make(path);
  };
}

const fifo = (path: string) => void execFileSync("mkfifo", [path]);
const socketAt = (file: string) => async (directory: string) => {
  const path = join(directory, file);
  rmSync(path);
  const server = createServer().listen(path);
  await once(server, "listening");
  return () => void server.close();
};
const pipe = /This is a pipe, a socket or a device\. Replace it by a regular file/;
const notClosed = /bracket|closed|not YAML/;
const bomb = `a: &a [x, x]\n${"bcdefghij".replaceAll(/./g, (name, at: number) => `${name}: &${name} [*${"abcdefghi"[at]}, *${"abcdefghi"[at]}]\n`)}`;
const yamlOf = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => line(index)).join("");

export const hostileConfigs: readonly HostileConfig[] = [
  // Not a file
  folder("revwatch.yaml is a pipe", pipe, replaceBy(fleetFile, fifo)),
  folder("a client is a pipe", pipe, replaceBy(clientFile, fifo)),
  folder(".env is a pipe", pipe, (directory) => fifo(join(directory, ".env"))),
  folder(
    "revwatch.yaml is /dev/zero",
    pipe,
    replaceBy(fleetFile, (path) => symlinkSync("/dev/zero", path)),
  ),
  folder(
    "a client is /dev/zero",
    pipe,
    replaceBy(clientFile, (path) => symlinkSync("/dev/zero", path)),
  ),
  folder(
    "a client is /dev/random",
    pipe,
    replaceBy(clientFile, (path) => symlinkSync("/dev/random", path)),
  ),
  folder(".env is /dev/zero", pipe, (directory) => symlinkSync("/dev/zero", join(directory, ".env"))),
  folder("a client is a socket", pipe, socketAt(clientFile)),
  folder("revwatch.yaml is a socket", pipe, socketAt(fleetFile)),
  folder(
    "revwatch.yaml is a folder",
    /This is a folder/,
    replaceBy(fleetFile, (path) => mkdirSync(path)),
  ),
  folder(
    "a client is a folder",
    /This is a folder/,
    replaceBy(clientFile, (path) => mkdirSync(path)),
  ),
  folder(".env is a folder", /This is a folder/, (directory) => mkdirSync(join(directory, ".env"))),
  folder(
    "clients is a file",
    /has to be a folder/,
    replaceBy("clients", (path) => writeFileSync(path, "")),
  ),
  folder("clients is a pipe", /has to be a folder/, replaceBy("clients", fifo)),
  folder(
    "a client is a link to itself",
    /link leads back/,
    replaceBy(clientFile, (path) => symlinkSync(path, path)),
  ),
  folder(
    "clients is a link to itself",
    /cannot be read \(ELOOP\)/,
    replaceBy("clients", (path) => symlinkSync(path, path)),
  ),
  folder(
    "a client is a link to nothing",
    /There is no such file/,
    replaceBy(clientFile, (path) => symlinkSync("/nowhere/x", path)),
  ),
  folder("revwatch.yaml is not there", /no such file.+revwatch init/, (directory) =>
    rmSync(join(directory, fleetFile)),
  ),
  folder("nothing is there", /no such file.+revwatch init/, (directory) => rmSync(directory, { recursive: true })),
  // Root may read what it likes, so there it is only good that nothing happens.
  folder("a client that may not be read", process.getuid?.() === 0 ? null : /EACCES/, (directory) =>
    chmodSync(join(directory, clientFile), 0),
  ),

  // Size
  client("5 MB", /larger than 500 kB/, (text) => `${text}# ${"x".repeat(5_000_000)}`),
  fleet("5 MB of fleet", /larger than 500 kB/, (text) => `${text}${"# x\n".repeat(1_250_000)}`),
  folder("a .env of 5 MB", /larger than 1 MB/, (directory) =>
    writeFileSync(join(directory, ".env"), "A=b\n".repeat(1_300_000)),
  ),
  fleet(
    "10,000 keys that nobody knows",
    /is not known here/,
    (text) => text + yamlOf(10_000, (index) => `k${index}: 1\n`),
  ),
  fleet(
    "5,000 receivers with nothing in them",
    /This setting is missing/,
    () => `receivers:\n${yamlOf(5_000, (index) => `  r${index}: {}\n`)}`,
  ),
  client("10,000 recipients that nobody is", /There is no receiver|at most/, (text) =>
    text.replace("recipients: [founder]", `recipients: [${yamlOf(10_000, (index) => `founde${index}, `)}]`),
  ),
  client(
    "10,000 holidays that are none",
    /is not a day|at most/,
    (text) => `${text}holidays: [${yamlOf(10_000, () => "2026-13-01, ")}]\n`,
  ),
  client("a key of 1,000 letters", /is not known here/, (text) => `${text}${"k".repeat(1_000)}: 1\n`),
  client("a key of 20,000 letters", /not YAML/, (text) => `${text}${"k".repeat(20_000)}: 1\n`),
  client("a value of 100,000 letters", /time zone/, (text) => text.replace("Europe/Berlin", "E".repeat(100_000))),
  client("a portal id of 20,000 digits", /digits only/, (text) => text.replace("4711", `"${"4".repeat(20_000)}"`)),
  client("a receiver's id of 1,000 letters", /at most 40/, (text) => text.replaceAll("sales-lead", "s".repeat(1_000))),
  folder("1,001 clients", /serves up to 1000/, (directory) => {
    for (let index = 0; index < 1_001; index += 1) writeFileSync(join(directory, `clients/c${index}.yaml`), "");
  }),

  // Text that is no YAML
  client("an empty file", /The file is empty/, () => ""),
  client("nothing but comments", /The file is empty/, () => "# name: x\n"),
  client("nothing but a byte order mark", /The file is empty/, () => "\uFEFF"),
  client("a byte order mark before a good file", null, (text) => `\uFEFF${text}`),
  client("Windows line ends", null, (text) => text.replaceAll("\n", "\r\n")),
  client("UTF-16", /not UTF-8/, (text) => Buffer.from(`\uFEFF${text}`, "utf16le")),
  client("Latin-1", /not UTF-8/, (text) => Buffer.from(text.replace("Northwind", "Süd"), "latin1")),
  client("a NUL in a value", /not YAML|not shown|character/, (text) => text.replace("Northwind", "North\0wind")),
  client("a NUL at the end", /not YAML|not closed/, (text) => `${text}\0`),
  client("a tab for an indent", /tab/, (text) => text.replace("  sales-lead:", "\tsales-lead:")),
  client("a key that comes twice", /stands here twice/, (text) => `${text}name: Again\n`),
  client("a key that comes twice inside", /stands here twice/, (text) =>
    text.replace("name: Ana Keller,", "name: A, name: B,"),
  ),
  client("a second document", /second document/, (text) => `${text}---\nname: x\n`),
  client("an open bracket", notClosed, (text) => `${text}holidays: [\n`),
  client("an open quote", notClosed, (text) => `${text}holidays: "\n`),
  client("20,000 open brackets", /nested/, () => "[".repeat(20_000)),
  client("20,000 open braces", /nested|closed|not YAML|indentation/, () => "{a: ".repeat(20_000)),
  client("20,000 dashes in a row", /nested|not YAML|indentation|expected/, () => `${"- ".repeat(20_000)}x`),
  client("an alias bomb", /Aliases/, () => bomb),
  client("an alias of itself", /Aliases/, (text) => `${text}holidays: &h [*h]\n`),
  client("an alias of nothing", /Aliases/, (text) => text.replace("Europe/Berlin", "*zone")),
  client("a merge key", /Aliases|not known/, (text) => `${text}<<: { name: x }\n`),
  client("a tag", /Tags/, (text) => text.replace("Northwind", "!!js/function 'x'")),
  client("a binary tag", /Tags|text/, (text) => text.replace("Northwind", "!!binary aGVsbG8=")),
  client("a YAML directive", /not YAML|directive|second document|Tags|version/i, (text) => `%YAML 9.9\n---\n${text}`),
  client("JSON", null, () =>
    JSON.stringify({
      name: "N",
      portalId: 4711,
      token: { env: "T" },
      timeZone: "UTC",
      businessHours: "always",
      receivers: { a: { name: "A", slack: "#a" } },
      routes: { default: "a" },
    }),
  ),
  client(
    "HTML",
    /not YAML|expected|not known|indentation|is a text/,
    () => "<!doctype html>\n<html><body>404</body></html>\n",
  ),
  client("a program", /not YAML|expected|not known|indentation|is a text/, () => "#!/bin/sh\nrm -rf /\n"),
  client("bytes at random", /not UTF-8/, () =>
    Uint8Array.from({ length: 4_000 }, (_, index) => (index * 197 + 131) % 256),
  ),
  client("a list", /group of settings is expected/, () => "- a\n"),
  client("a number", /group of settings is expected/, () => "42\n"),
  client("null", /There is no value here/, () => "null\n"),
  client("a complex key", /plain word/, (text) => `${text}? [a, b]\n: 1\n`),

  // Keys of every object
  client("__proto__", /"__proto__" is not known/, (text) => `${text}__proto__: { name: x }\n`),
  client("constructor", /"constructor" is not known/, (text) => `${text}constructor: x\n`),
  client("toString", /"toString" is not known/, (text) => `${text}toString: x\n`),
  client("hasOwnProperty for a receiver", /receiver/, (text) =>
    text.replace("default: sales-lead", "default: hasOwnProperty"),
  ),
  client("__proto__ for a receiver", /receiver/i, (text) => text.replace("  sales-lead:", "  __proto__:")),
  client("constructor for a receiver that is routed to", /receiver/i, (text) =>
    text.replace("default: sales-lead", "default: constructor"),
  ),
  fleet(
    "__proto__ for a check",
    /"__proto__" is not known/,
    (text) => `${text}checks:\n  __proto__: { enabled: false }\n`,
  ),
  fleet(
    "__proto__ in params",
    /"__proto__" is not known/,
    (text) => `${text}checks: { lead-stale: { params: { __proto__: 1 } } }\n`,
  ),

  // Names
  named("blank", /is blank/, '"   "'),
  named("empty", /must not be empty/, '""'),
  named("in blanks", /blanks around/, '" Northwind "'),
  named("two lines", /line break/, String.raw`"North\r\nBcc: all@northwind.example"`),
  named("coloured", /not shown/, String.raw`"\e[31mNorthwind"`),
  named("written backwards", /not shown/, String.raw`"North\u202Edniw"`),
  named("isolated", /not shown/, String.raw`"\u2066Northwind\u2069"`),
  named("two lines by Unicode", /line break/, String.raw`"North\u2028wind"`),
  named("of no width", /blank|not shown/, String.raw`"\u200B\u200B"`),
  named("101 letters", /at most 100/, "N".repeat(101)),
  named("a placeholder", /Fill this in: the client's name/, `"<the client's name>"`),
  named("a number", /text is expected/, "12"),
  named("a list", /text is expected/, "[a]"),
  named("Persian with a joiner", null, `"علی‌رضا"`),
  named("a family of emoji", null, `"👨‍👩‍👧"`),
  folder("a client's file with blanks in its name", /The file's name is the client's id/, (directory) =>
    writeFileSync(join(directory, "clients/north wind.yaml"), clientYaml.replace("4711", "1")),
  ),
  folder("a client's file with a line break in its name", /The file's name is the client's id/, (directory) =>
    writeFileSync(join(directory, "clients/north\nwind.yaml"), clientYaml.replace("4711", "1")),
  ),
  folder("a client's file in capitals", /Files of clients end in \.yaml/, (directory) =>
    writeFileSync(join(directory, "clients/BIG.YAML"), clientYaml.replace("4711", "1")),
  ),
  folder("a client's file with 200 letters", /at most 40 letters/, (directory) =>
    writeFileSync(join(directory, `clients/${"n".repeat(200)}.yaml`), clientYaml.replace("4711", "1")),
  ),

  // Addresses and secrets
  setting("HubSpot over http elsewhere", /over http:\/\//, "hubspot: { address: http://proxy.example.com }"),
  setting(
    "HubSpot over http on a host that begins like loopback",
    /over http:\/\//,
    "hubspot: { address: http://127.0.0.1.evil.example }",
  ),
  setting("HubSpot over http here", null, "hubspot: { address: http://127.0.0.1:4010 }"),
  setting("HubSpot as a file", /https:\/\//, "hubspot: { address: file:///etc/passwd }"),
  setting("HubSpot as javascript", /https:\/\//, `hubspot: { address: "javascript:alert(1)" }`),
  setting(
    "a password in HubSpot's address",
    /no user name or password/,
    `hubspot: { address: "https://user:${canary}@proxy.example.com" }`,
  ),
  fleet("Slack over http elsewhere", /over http:\/\//, (text) =>
    text.replace("slack:\n", "slack:\n  address: http://slack.example.com\n"),
  ),
  fleet("a token for a reference", /must not stand in this file/, (text) =>
    text.replace("{ env: SLACK_TOKEN }", `xoxb-${canary}`),
  ),
  fleet("a token for a variable", /never the secret itself/, (text) => text.replace("SLACK_TOKEN", `xoxb-${canary}`)),
  fleet("a token for a key", /\{ env: NAME \}|not known/, (text) =>
    text.replace("{ env: SLACK_TOKEN }", `{ env: A, xoxb-${canary}: b }`),
  ),
  client("a token of HubSpot", /must not stand in this file/, (text) =>
    text.replace("{ env: NORTHWIND_TOKEN }", `pat-eu1-${canary}`),
  ),
  setting(
    "a database's address with its password",
    /must not stand in this file/,
    `databaseUrl: postgres://revwatch:${canary}@db/revwatch`,
  ),
  setting("a port of 65536 for Temporal", /host and port/, "temporal: { address: temporal.example.com:65536 }"),
  setting("a dashboard that anybody reaches", /asks no one to sign in/, "dashboard: { host: 0.0.0.0 }"),
  setting(
    "a dashboard on a name of this machine",
    /asks no one to sign in/,
    "dashboard: { host: revwatch.internal, behindProxy: false }",
  ),
  setting("a dashboard on every address of IPv6", /asks no one to sign in/, 'dashboard: { host: "::" }'),
  setting("a dashboard behind a proxy", null, "dashboard: { host: 0.0.0.0, behindProxy: true }"),
  setting(
    "a dashboard that is reached under a name",
    null,
    "dashboard: { host: 0.0.0.0, publicAddress: https://revwatch.dev }",
  ),
  setting("a dashboard on ::1", null, 'dashboard: { host: "::1" }'),
  setting("a host that is none", /address of this machine/, 'dashboard: { host: "a b", behindProxy: true }'),
  setting("a port of 0", /at least 1/, "dashboard: { port: 0 }"),
  setting("a port with a fraction", /whole number/, "dashboard: { port: 4400.5 }"),
  setting("a port of infinity", /whole number|expected/, "dashboard: { port: .inf }"),
  setting("a share of 100 percent", /at most 90/, "hubspot: { headroomPercent: 100 }"),
  setting("a share that is no number", /number is expected/, "hubspot: { headroomPercent: .nan }"),
  client("an hour that is none", /not a time of day/, (text) => text.replace("18:00", "24:00")),
  client("minutes in base 60", /text is expected|not a time of day/, (text) => text.replace('"08:30"', "8:30")),
  folder(
    "two clients on one portal",
    /belongs to clients\/northwind\.yaml already|belongs to clients\/contoso\.yaml already/,
    (directory) => writeFileSync(join(directory, "clients/contoso.yaml"), clientYaml),
  ),
];
