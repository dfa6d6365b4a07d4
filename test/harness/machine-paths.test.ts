import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { machinePathsIn, withoutMachinePaths } from "../support/machine-paths.ts";
import { testUnless } from "../support/test-unless.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const isCheckout = existsSync(join(root, ".git"));

describe("the repository", () => {
  const noCheckout = { reason: "this folder is no git checkout", remedy: "clone the repository" };
  testUnless(isCheckout ? null : noCheckout, "names no path of the machine that made it", () => {
    const files = execFileSync("git", ["ls-files", "-z", "--cached"], { cwd: root, encoding: "utf8" }).split("\0");
    const found = files
      .filter((file) => file !== "" && !/^test\/\w+\/machine-paths/.test(file) && existsSync(join(root, file)))
      .flatMap((file) => machinePathsIn(readFileSync(join(root, file), "latin1")).map((path) => `${file}: ${path}`));
    expect(found).toEqual([]);
  });

  test("takes its packages from wherever the reader's npm does: the lock file names no registry", () => {
    expect(readFileSync(join(root, "package-lock.json"), "utf8")).not.toContain('"resolved":');
  });
});

describe("a path of the machine", () => {
  test.each([
    "at run (/home/ana/revwatch/cli/main.ts:3:4)",
    "at file:///Users/ana/revwatch/main.ts:3:4",
    "ENOENT: /tmp/revwatch-x1/run.json",
    '"/root/.cache"',
    "C:\\Users\\ana\\revwatch",
    `"data": "${Buffer.from("at run (/home/ana/revwatch/cli/main.ts:3:4)").toString("base64")}"`,
    root,
  ])("is seen in %s", (text) => {
    expect(machinePathsIn(text)).not.toEqual([]);
  });

  test.each([
    "/etc/revwatch/revwatch.env",
    "/var/lib/revwatch",
    "https://app.hubspot.com/home/work",
    "~/our-clients",
    "/usr/lib/postgresql",
    "${root}/home/pages.ts",
  ])("is not %s", (text) => {
    expect(machinePathsIn(text)).toEqual([]);
  });

  test.each([
    { from: `at run (${root}activities/x.ts:1:2)`, to: "at run (activities/x.ts:1:2)" },
    { from: `at file://${root}activities/x.ts:1:2`, to: "at activities/x.ts:1:2" },
    {
      from: "at f (/home/ana/rw/node_modules/@temporalio/x.js:209:16)",
      to: "at f (node_modules/@temporalio/x.js:209:16)",
    },
    { from: "at g (/builds/rw/activities/x.ts:1:2)", to: "at g (x.ts:1:2)" },
    { from: "at e (test/workflows/rig.ts:1:2)", to: "at e (test/workflows/rig.ts:1:2)" },
    { from: "at h (node:internal/process:1:2)", to: "at h (node:internal/process:1:2)" },
  ])("goes from $from", ({ from, to }) => {
    expect(withoutMachinePaths(from)).toBe(to);
  });
});
