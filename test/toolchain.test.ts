import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, globSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { skipFor } from "./support/test-unless.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

interface LockedPackage {
  readonly version?: string;
  readonly resolved?: string;
  readonly link?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as {
  packages: Record<string, LockedPackage>;
};
const locked = Object.keys(lock.packages).map((path) =>
  path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length),
);

describe("the lock file is whole for every platform", () => {
  // An `npm install` against a registry that lags leaves out what it does not find, and a Mac then fails in `npm ci`.
  test.each(Object.entries(lock.packages).filter(([, { optionalDependencies }]) => optionalDependencies !== undefined))(
    "%s has all of its optional packages",
    (_, { optionalDependencies = {} }) => {
      expect(Object.keys(optionalDependencies).filter((name) => !locked.includes(name))).toEqual([]);
    },
  );

  const gnu = ["linux-x64-gnu", "linux-arm64-gnu", "darwin-x64", "darwin-arm64", "win32-x64-msvc"];
  const plain = ["linux-x64", "linux-arm64", "darwin-x64", "darwin-arm64", "win32-x64"];
  test.each([
    { tool: "oxlint", prefix: "@oxlint/binding-", platforms: gnu },
    { tool: "oxfmt", prefix: "@oxfmt/binding-", platforms: gnu },
    { tool: "oxlint-tsgolint", prefix: "@oxlint-tsgolint/", platforms: plain },
    { tool: "typescript", prefix: "@typescript/typescript-", platforms: plain },
    { tool: "the workflow bundler", prefix: "@swc/core-", platforms: gnu },
    { tool: "the test runner", prefix: "@rolldown/binding-", platforms: gnu },
    { tool: "Node 24", prefix: "node-", platforms: ["linux-x64", "linux-arm64"] },
  ])("$tool comes for Linux, macOS and Windows", ({ prefix, platforms }) => {
    expect(platforms.filter((platform) => !locked.includes(`${prefix}${platform}`))).toEqual([]);
  });

  test("no address of a registry is written into it", () => {
    expect(Object.entries(lock.packages).filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
  });
});

describe("one protobuf for all of Temporal", () => {
  // With two copies a history that was read from JSON cannot be replayed: "TypeError: type must be a Type".
  const packages = globSync(join(root, "node_modules/@temporalio/*/package.json"));

  test("every Temporal package that uses protobufjs resolves the same copy, of version 8 or newer", () => {
    const users = packages.filter((path) => {
      const { dependencies = {} } = JSON.parse(readFileSync(path, "utf8")) as { dependencies?: Record<string, string> };
      return "protobufjs" in dependencies;
    });
    expect(users.length).toBeGreaterThan(0);

    const copies = new Set(users.map((path) => createRequire(path).resolve("protobufjs/package.json")));
    expect([...copies]).toEqual([join(root, "node_modules/protobufjs/package.json")]);
    const { version } = createRequire(import.meta.url)("protobufjs/package.json") as { version: string };
    expect(Number(version.split(".")[0])).toBeGreaterThanOrEqual(8);
  });

  test("all Temporal packages are of one version", () => {
    const sdk = ["activity", "client", "common", "core-bridge", "envconfig", "proto", "testing", "worker", "workflow"];
    const versions = sdk.map((name) => lock.packages[`node_modules/@temporalio/${name}`]?.version);
    expect(new Set(versions).size).toBe(1);
  });
});

describe("Node", () => {
  test("24 runs the tests", () => {
    expect(process.versions.node).toMatch(/^24\./);
  });

  // What an old Node cannot parse it answers with a stack trace instead of our sentence.
  test.each(["cli/revwatch.js", "cli/on-node-24.js"])("%s holds nothing that Node 12 would not understand", (file) => {
    const code = readFileSync(join(root, file), "utf8").replaceAll(/\/\/.*|\/\*[\s\S]*?\*\//g, "");
    expect(code).not.toMatch(/\?\.|\?\?|"node:|^\s*await |[|&]{2}=|\.at\(|#\w+/m);
  });

  const noOldNode = { reason: "no Node older than 24 in /usr/bin or /usr/local/bin", remedy: "apt-get install nodejs" };
  const old = ["/usr/bin/node", "/usr/local/bin/node"].find(
    (path) =>
      existsSync(path) &&
      Number(execFileSync(path, ["-p", "process.versions.node.split('.')[0]"], { encoding: "utf8" })) < 24,
  );
  test.each(["worker", "up"])("begins once more with a small nursery for `revwatch %s`", (command) => {
    const loader = `data:text/javascript,${encodeURIComponent('process.stderr.write(process.execArgv.join(" ") + "\\n")')}`;
    const revwatch = join(root, "cli/revwatch.js");
    const { stderr, stdout } = spawnSync(process.execPath, ["--import", loader, revwatch, command, "--help"], {
      encoding: "utf8",
    });
    expect(stderr.trim().split("\n").at(-1)).toContain("--max-semi-space-size=4");
    expect(stdout).toContain(`Usage: revwatch ${command}`);
  });

  test("that is too old hands over to the one that was installed with our packages", (context) => {
    skipFor(context, old === undefined ? noOldNode : null);
    const script = join(root, "test/support/print-node-version.ts");
    const printed = execFileSync(old ?? "", [join(root, "cli/on-node-24.js"), script, "an argument"], {
      encoding: "utf8",
    });
    expect(printed).toMatch(/^24\.\S+ an argument\n$/);
  });
});
