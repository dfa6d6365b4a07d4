import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { commands } from "../../cli/commands.ts";
import { layOutDatabase } from "../support/open-test-database.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { faultyFiles } from "../config/faulty-files.ts";
import { clientYaml, fleetYaml, writeConfig } from "../config/write-config.ts";
import { runRevwatch } from "./run-revwatch.ts";

const good = { "revwatch.yaml": fleetYaml, "clients/northwind.yaml": clientYaml };

test("help names every command", async () => {
  const { code, stdout } = await runRevwatch(["--help"]);
  expect(code).toBe(0);
  for (const { name } of commands) expect(stdout).toContain(`  ${name.split(" ")[0]!}`);
});

test.each([
  [["nonsense"], 64, /unknown command 'nonsense'/],
  [["fndings"], 64, /Did you mean findings/],
  [["audit"], 64, /required option '--client <id>'/],
  [["findings", "--status", "open-ish"], 64, /Allowed choices are open, resolved, all/],
  [["--version"], 0, /^$/],
])("%j ends with %i", async (args, code, stderr) => {
  const end = await runRevwatch(args);
  expect(end.stderr).toMatch(stderr);
  expect(end.code).toBe(code);
});

test("a config with faults ends every command with 78 and all of the faults, before anything is opened", async () => {
  const directory = writeConfig(faultyFiles);
  for (const args of [["validate"], ["findings"], ["apply", "--yes"], ["up"]]) {
    const end = await runRevwatch([...args, "-C", directory]);
    expect(end.code).toBe(78);
    expect(end.stderr).toMatch(/The configuration has \d+ faults:/);
    expect(end.stderr).toContain(
      'revwatch.yaml:22:3 checks: "lead-unanswerd" is not known here. Did you mean "lead-unanswered"?',
    );
  }
  expect(existsSync(join(directory, ".revwatch"))).toBe(false);
});

test("with --json faults are values, and stdout holds nothing else", async () => {
  const { code, stdout } = await runRevwatch(["status", "--json", "-C", writeConfig({ "revwatch.yaml": "" })]);
  expect(code).toBe(78);
  expect(JSON.parse(stdout)).toMatchObject({
    schemaVersion: 1,
    error: { name: "ConfigFaults", exitCode: 78, faults: [{ file: "revwatch.yaml", line: 1 }] },
  });
});

test("no clients are a fault for up", async () => {
  const { code, stderr } = await runRevwatch(["up", "-C", writeConfig({ "revwatch.yaml": fleetYaml })]);
  expect(stderr).toContain("There are no clients yet.");
  expect(code).toBe(78);
});

test("init writes a config that validates, once, and client add the next client", async () => {
  const directory = join(temporaryDirectory(), "our clients");
  const client = ["--name", "Northwind", "--portal-id", "4711", "--time-zone", "Europe/Berlin", "--lead-name", "Ana"];
  const args = [
    "init",
    "-C",
    directory,
    "--no-email",
    "--slack-channel",
    "#us",
    "--client",
    "northwind",
    ...client,
    "--lead-slack",
    "#sales",
  ];
  expect((await runRevwatch(args)).code).toBe(0);
  expect((await runRevwatch(["validate", "-C", directory])).stdout).toBe("The config is good: 1 client.\n");
  expect(readFileSync(join(directory, ".gitignore"), "utf8")).toBe(".revwatch/\n.env\n");

  const again = await runRevwatch([...args, "--json"]);
  expect(again.code).toBe(64);
  expect(JSON.parse(again.stdout)).toMatchObject({
    error: { name: "Refused", message: expect.stringContaining("revwatch client add northwind") as string },
  });

  const added = await runRevwatch(["client", "add", "beta", "--portal-id", "4712", "-C", directory]);
  expect(added.stdout).toContain("clients/beta.yaml:6:7 name: Fill this in: the client's name");
  expect(added.stdout).toContain("Put the token of its portal into .env as BETA_HUBSPOT_TOKEN.");
  expect(added.code).toBe(0);
});

test("two commands at once take turns at the embedded database", async () => {
  const directory = writeConfig(good);
  const [findings, status] = await Promise.all([
    runRevwatch(["findings", "--json"], { REVWATCH_DIRECTORY: directory }),
    runRevwatch(["status", "--json", "-C", directory]),
  ]);
  expect([findings, status]).toMatchObject([{ code: 1 }, { code: 1 }]);
  expect(JSON.parse(findings.stdout)).toMatchObject({
    schemaVersion: 1,
    findings: [],
    coverage: [{ clientId: "northwind", assessed: 0 }],
  });
  expect(JSON.parse(status.stdout)).toMatchObject({ schemaVersion: 1, clients: [{ state: "waiting" }] });
});

test("what waits for a worker says so where there is none, and an unknown client is named first", async () => {
  const directory = writeConfig(good);
  await layOutDatabase(join(directory, ".revwatch", "database"));
  const alone = await runRevwatch(["audit", "--client", "northwind", "-C", directory]);
  expect(alone.stderr).toContain("Start `revwatch up` (or `revwatch worker`)");
  expect(alone.code).toBe(69);
  const unknown = await runRevwatch(["report", "--client", "nortwind", "-C", directory]);
  expect(unknown.stderr).toContain('There is no client "nortwind". Known: northwind.');
  expect(unknown.code).toBe(64);
});

test("a Temporal server that is down ends with 69 and its address", async () => {
  const directory = writeConfig(good);
  await layOutDatabase(join(directory, ".revwatch", "database"));
  const end = await runRevwatch(["plan", "-C", directory], { TEMPORAL_ADDRESS: "127.0.0.1:1" });
  expect(end.stderr).toContain("Temporal does not answer at 127.0.0.1:1");
  expect(end.code).toBe(69);
});

test("a database that is down does too; .env names it, and the environment comes before .env", async () => {
  const directory = writeConfig(good);
  const urlOf = (port: number) => `postgres://revwatch:hunter2@127.0.0.1:${port}/revwatch`;
  writeFileSync(join(directory, ".env"), `DATABASE_URL=${urlOf(2)}\n`);
  const named = await runRevwatch(["status", "-C", directory]);
  expect(named.stderr).toContain(
    "PostgreSQL at 127.0.0.1:2/revwatch cannot be used: no one listens there. Start it, or correct DATABASE_URL.",
  );
  expect(named.stderr).not.toContain("hunter2");
  expect(named.code).toBe(69);
  expect((await runRevwatch(["status", "-C", directory], { DATABASE_URL: urlOf(1) })).stderr).toContain(
    "127.0.0.1:1/revwatch",
  );
});
