// oxlint-disable vitest/expect-expect -- what each start ends with is expected in expectEnd
import { once } from "node:events";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, inject, onTestFinished, test } from "vitest";
import { runRevwatch, type CliEnd } from "../cli/run-revwatch.ts";
import { clientYaml, fleetYaml, writeConfig } from "../config/write-config.ts";
import { processesNaming } from "../support/demo.ts";
import { describeWith } from "../support/describe-with.ts";
import { layOutDatabase } from "../support/open-test-database.ts";
import { noSmallDisk, smallDisk } from "../support/small-disk.ts";
import { testUnless } from "../support/test-unless.ts";

const secrets = { NORTHWIND_HUBSPOT_TOKEN: "pat-eu1-test", SLACK_BOT_TOKEN: "xoxb-test", SLACK_SIGNING_SECRET: "s" };

function config(more = ""): string {
  return writeConfig({ "revwatch.yaml": `${fleetYaml}${more}`, "clients/northwind.yaml": clientYaml });
}

/** Runs a command that is meant to stay until it gives up, and looks at what it leaves behind. */
async function failToStart(
  directory: string,
  command = "up",
  env: Readonly<Record<string, string>> = {},
): Promise<CliEnd> {
  const cli = inject("temporal")?.cliPath;
  const end = await runRevwatch([command, "-C", directory], {
    ...secrets,
    ...(cli ? { TEMPORAL_CLI: cli } : {}),
    ...env,
  });
  expect(processesNaming(directory)).toEqual([]);
  return end;
}

/** One sentence after "error:", no stack, and the code. */
function expectEnd({ stderr, code }: CliEnd, expected: number, words: RegExp): void {
  const said = stderr.slice(stderr.indexOf("error:"));
  expect(said).toMatch(words);
  expect(stderr).not.toMatch(/\n\s+at /);
  expect(stderr).not.toContain("[object Object]");
  expect(code).toBe(expected);
}

describeWith("temporal", "a start that fails ends at once, with its code and one sentence", () => {
  test("the port is taken", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    onTestFinished(() => void other.close());
    const { port } = other.address() as AddressInfo;
    const end = await failToStart(config(`dashboard: { port: ${port} }\n`));
    expectEnd(end, 69, new RegExp(`Port ${port} on 127.0.0.1 is taken`));
    expect(end.elapsedMs).toBeLessThan(20_000);
  });

  test("the address is none of this machine", async () => {
    const end = await failToStart(
      config('dashboard: { host: 192.0.2.7, port: 4400, publicAddress: "https://revwatch.example" }\n'),
    );
    expectEnd(end, 78, /192\.0\.2\.7/);
  });

  test("Temporal's state is damaged", async () => {
    const directory = config();
    await layOutDatabase(join(directory, ".revwatch", "database"));
    mkdirSync(join(directory, ".revwatch", "temporal"), { recursive: true });
    writeFileSync(join(directory, ".revwatch", "temporal", "temporal.db"), "no database at all".repeat(1_000));
    const end = await failToStart(directory);
    expectEnd(end, 74, /temporal\.db is damaged\. Move .* away.*revwatch apply/);
  });

  test("the database's folder is damaged", async () => {
    const directory = config();
    const folder = join(directory, ".revwatch", "database");
    mkdirSync(join(folder, "global"), { recursive: true });
    mkdirSync(join(folder, "base"), { recursive: true });
    writeFileSync(join(folder, "PG_VERSION"), "17\n");
    writeFileSync(join(folder, "global", "pg_control"), "junk");
    expectEnd(await failToStart(directory), 74, /\.revwatch\/database/);
  });

  test("the database's folder is no database", async () => {
    const directory = config();
    mkdirSync(join(directory, ".revwatch", "database"), { recursive: true });
    writeFileSync(join(directory, ".revwatch", "database", "letter.txt"), "Dear Ana,");
    expectEnd(await failToStart(directory), 74, /\.revwatch\/database/);
    expect(readdirSync(join(directory, ".revwatch", "database"))).toEqual(["letter.txt"]);
  });

  test("a file is in the way of the state directory", async () => {
    const directory = config();
    writeFileSync(join(directory, ".revwatch"), "");
    expectEnd(await failToStart(directory), 73, /a file is in the way/);
  });

  test("Temporal is named and away", async () => {
    const directory = config();
    await layOutDatabase(join(directory, ".revwatch", "database"));
    const end = await failToStart(directory, "up", { TEMPORAL_ADDRESS: "127.0.0.1:1" });
    expectEnd(end, 69, /127\.0\.0\.1:1/);
  });

  test("PostgreSQL is named and away", async () => {
    const end = await failToStart(config(), "up", { DATABASE_URL: "postgres://me:s3cret@127.0.0.1:1/revwatch" });
    expectEnd(end, 69, /PostgreSQL at 127\.0\.0\.1:1\/revwatch cannot be used: no one listens there/);
    expect(end.stderr).not.toContain("s3cret");
  });

  test.each(["worker", "dashboard"])("%s without a database that others can reach", async (command) => {
    expectEnd(await failToStart(config(), command), 78, /Set DATABASE_URL/);
  });

  test.each(["worker", "dashboard"])("%s, and PostgreSQL is away", async (command) => {
    const env = { DATABASE_URL: "postgres://me@127.0.0.1:1/revwatch", TEMPORAL_ADDRESS: inject("temporal")!.address };
    expectEnd(await failToStart(config(), command, env), 69, /no one listens there/);
  });

  for (const [megabytes, left] of [
    [8, 0],
    [40, 1024 * 1024],
    [120, 20 * 1024 * 1024],
  ] as const) {
    testUnless(noSmallDisk(), `the disk of ${megabytes} MB has ${left} bytes left`, async () => {
      const disk = smallDisk(megabytes);
      onTestFinished(() => disk.remove());
      const directory = config(`stateDirectory: ${join(disk.path, "state")}\n`);
      disk.fill(left);
      const end = await failToStart(directory);
      expectEnd(end, 73, /no room left|is full/);
      expect(processesNaming(disk.path)).toEqual([]);
      expect(end.elapsedMs).toBeLessThan(40_000);
    });
  }
});
