import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, inject, test } from "vitest";
import { acquireStateDirectory } from "../../workers/state-directory/acquire-state-directory.ts";
import { serveControlSocket } from "../../workers/state-directory/serve-control-socket.ts";
import { clientYaml, fleetYaml, writeConfig } from "../config/write-config.ts";
import { describeWith } from "../support/describe-with.ts";
import { layOutDatabase } from "../support/open-test-database.ts";
import { runRevwatch } from "./run-revwatch.ts";

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** What there is to tell of an installation without clients in which all is well. */
const nothing = { configTrouble: null, disk: null, alarms: [], clients: [] };

/** Owns the state directory of a config, as `revwatch up` does, and answers as told. */
async function live(answer: (path: string, input: unknown) => Response): Promise<string> {
  const directory = writeConfig({ "revwatch.yaml": fleetYaml, "clients/northwind.yaml": clientYaml });
  const state = await acquireStateDirectory(`${directory}/.revwatch`, { version: "test" });
  closers.push(() => state.release());
  const socket = await serveControlSocket(state, async (request) =>
    answer(new URL(request.url).pathname, await request.json()),
  );
  closers.push(() => socket.close());
  return directory;
}

test("while somebody is up, a command asks there and opens nothing itself", async () => {
  const asked: unknown[] = [];
  const directory = await live((path, input) => {
    asked.push([path, input]);
    return Response.json({ schemaVersion: 1, asOf: "2026-11-23T10:00:00Z", ...nothing });
  });
  const end = await runRevwatch(["status", "--client", "northwind", "-C", directory]);
  expect(end).toMatchObject({ code: 0, stdout: "There are no clients yet.\n" });
  expect(asked).toEqual([["/operations/status", { clientId: "northwind" }]]);
});

test.each([
  [409, { error: 'There is no client "x".' }, 64, 'There is no client "x".'],
  [404, { error: "unknown" }, 64, "does not know explainFinding as this one does"],
  [500, { error: "the disk is full" }, 70, "the disk is full"],
  [502, "not even JSON", 70, "it answered 502"],
])("an answer of %i ends with the right code", async (status, body, code, said) => {
  const directory = await live(() =>
    typeof body === "string" ? new Response(body, { status }) : Response.json(body, { status }),
  );
  const end = await runRevwatch(["explain", "some.finding", "-C", directory]);
  expect(end.stderr).toContain(said);
  expect(end.code).toBe(code);
});

describeWith("temporal", "without a terminal", () => {
  test("apply changes nothing until --yes: it prints the plan and ends with 2", async () => {
    const directory = writeConfig({ "revwatch.yaml": fleetYaml, "clients/northwind.yaml": clientYaml });
    await layOutDatabase(join(directory, ".revwatch", "database"));
    const env = { TEMPORAL_ADDRESS: inject("temporal")!.address };
    const end = await runRevwatch(["apply", "--json", "-C", directory], env);
    expect(end.code).toBe(2);
    expect(JSON.parse(end.stdout)).toMatchObject({
      schemaVersion: 1,
      needsConfirmation: true,
      plan: { toOnboard: ["northwind"] },
    });
    const plan = await runRevwatch(["plan", "-C", directory], env);
    expect(plan.code).toBe(0);
    expect(plan.stdout).toContain("+ create audit/northwind/fast");
  });
});

test("doctor asks whoever runs, and says of what it could not ask that it is not known", async () => {
  const lines = [{ what: "Node", state: "ok", why: "This is Node v24.", fix: null }];
  const well = await live((path) =>
    Response.json({ schemaVersion: 1, isHealthy: path === "/operations/doctor", askedBy: "process 7", lines }),
  );
  expect(await runRevwatch(["doctor", "-C", well])).toMatchObject({
    code: 0,
    stdout: expect.stringContaining("Asked by process 7") as string,
  });

  const broken = await live(() => Response.json({ error: "the disk is full" }, { status: 500 }));
  const { code, stdout } = await runRevwatch(["doctor", "-C", broken]);
  expect(stdout).toMatch(/\? The Revwatch that runs: It could not be asked: the disk is full/);
  expect(stdout).toContain("1 question without an answer.");
  expect(code).toBe(1);
});

test("while a file has faults, what only reads is answered by whoever runs, and everything else ends with 78", async () => {
  const trouble = { since: "2026-11-23T09:00:00Z", message: "The configuration has 1 fault." };
  const directory = await live(() =>
    Response.json({ schemaVersion: 1, asOf: "2026-11-23T10:00:00Z", ...nothing, configTrouble: trouble }),
  );
  writeFileSync(join(directory, "clients/new.yaml"), "name: New\n");
  const status = await runRevwatch(["status", "-C", directory]);
  expect(status.stdout).toContain(
    "The last good config is in use, since Mon 23 Nov, 09:00 UTC. The configuration has 1 fault.",
  );
  expect(status.code).toBe(1);
  expect((await runRevwatch(["apply", "--yes", "-C", directory])).code).toBe(78);
});
