import { once } from "node:events";
import { chmodSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunRecord } from "../../workers/state-directory/run-record.ts";
import { Demo, measured, processesNaming } from "../support/demo.ts";
import { describeWith } from "../support/describe-with.ts";
import { isRunning } from "../support/is-running.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { until } from "../support/until.ts";

/** What a developer's shell may hold; nobody listens at any of it. */
const foreign = {
  TEMPORAL_ADDRESS: "temporal.invalid:7233",
  DATABASE_URL: "postgres://nobody@database.invalid/none",
  HUBSPOT_TOKEN: "not-a-token",
  SLACK_TOKEN: "not-a-token-either",
};

describeWith("temporal", "three healthy portals", () => {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), "revwatch-test-healthy-")));
  let demo: Demo;
  beforeAll(() => {
    demo = new Demo(directory, { flags: ["--healthy"], env: { ...process.env, ...foreign } });
  });
  afterAll(async () => {
    await demo.end();
    rmSync(directory, { recursive: true, force: true });
  });

  const nobodyWasTold = async () => {
    const { findings, coverage } = await demo.ask("listFindings", { status: "all" });
    expect(findings.filter(({ isObserved }) => !isObserved)).toEqual([]);
    expect(coverage).toHaveLength(3);
    expect((await demo.slack.messages()).map(({ text }) => text)).toEqual([]);
  };
  const auditedAfter = (instant: number) =>
    until(
      "every client is audited again",
      async () => {
        const { clients } = await demo.ask("status");
        return clients.every(({ lastRun }) => lastRun?.mode === "live" && Date.parse(lastRun.asOf) > instant);
      },
      240_000,
    );

  test("the settings of the environment are ignored, and it says which", async () => {
    const address = await demo.address();
    expect(demo.said).toContain("The demo ignores TEMPORAL_ADDRESS, DATABASE_URL, HUBSPOT_TOKEN, SLACK_TOKEN");
    expect(demo.said).not.toContain("not-a-token");
    expect((await fetch(address)).status).toBe(200);
  });

  test("four weeks of audits and the live ones find nothing, and nobody is told anything", async () => {
    await demo.live();
    measured("healthy demo live after", demo.secondsSinceStart());
    expect(demo.said.match(/nothing is open/g)).toHaveLength(3);
    await auditedAfter(Date.now());
    await nobodyWasTold();

    const { clients } = await demo.ask("status");
    expect(clients.map(({ score, open }) => [score, Object.values(open)])).toEqual(
      Array.from({ length: 3 }, () => [100, [0, 0, 0, 0]]),
    );
    const fleet = await (await fetch(await demo.address())).text();
    expect(fleet).toContain("Nothing needs attention");
    for (const { clientId } of clients)
      expect(await (await fetch(`${await demo.address()}/clients/${clientId}`)).text()).not.toContain("Who was told");
  });

  test("a second start while it runs says so in one sentence and leaves the first alone", async () => {
    const second = new Demo(directory);
    const code = await new Promise((resolve) => second.child.once("close", resolve));
    expect(code).toBe(75);
    expect(complaintOf(second)).toEqual([
      expect.stringMatching(
        /^The demo could not start\. Revwatch \(process \d+\) already runs with .*Use that one, or stop it first\.$/,
      ),
    ]);
    expect((await fetch(await demo.address())).status).toBe(200);
  });

  test("Ctrl-C stops everything: exit code 0, no process, no open port", async () => {
    const run = (await demo.run())!;
    expect(run.children.map(({ name }) => name).toSorted()).toEqual([
      "Temporal server",
      "Temporal server's supervisor",
      "simulators",
      "watchdog",
    ]);
    const addresses = [run.dashboardUrl!, demo.slack.address, demo.hubspot.address];
    const startedAt = performance.now();
    expect(await demo.interrupt()).toBe(0);
    measured("everything stopped after", (performance.now() - startedAt) / 1000);
    await nothingIsLeftOf(run, directory, addresses);
    expect(demo.said).toContain("Everything has stopped.");
  });

  test("the next start goes on with what was kept: no past is replayed, nobody is told anything", async () => {
    demo = new Demo(directory, { flags: ["--healthy"] });
    await demo.live();
    measured("second start live after", demo.secondsSinceStart());
    expect(demo.said).toContain("Three client portals: as they were left");
    expect(demo.said).toContain("Four weeks of audits: known from the last start");
    await auditedAfter(Date.now());
    await nobodyWasTold();
  });

  test("its simulators are killed: it says so and ends, instead of showing faults that no portal has", async () => {
    const { children } = (await demo.run())!;
    const ended = once(demo.child, "exit");
    process.kill(children.find(({ name }) => name === "simulators")!.pid, "SIGKILL");
    expect(await ended).toEqual([1, null]);
    expect(demo.said).toContain("Something broke: The simulated HubSpot, Slack and mailbox ended (SIGKILL).");
    expect(demo.said).toContain("Everything has stopped.");
  });
});

test("a state directory that cannot be written is one sentence", async () => {
  const directory = temporaryDirectory();
  writeFileSync(join(directory, ".revwatch"), "a file is in the way");
  const demo = new Demo(directory);
  const code = await new Promise((resolve) => demo.child.once("close", resolve));
  expect(code).toBe(73);
  expect(complaintOf(demo)).toEqual([
    `The demo could not start. The state directory ${join(directory, ".revwatch")} cannot be created because a file is in the way. Move that file, or choose another place.`,
  ]);
});

test("a state directory without the right to write is one sentence", async () => {
  const directory = temporaryDirectory();
  chmodSync(directory, 0o500);
  // Root may write anywhere but there.
  const demo = new Demo(process.getuid?.() === 0 ? "/sys" : directory);
  const code = await new Promise((resolve) => demo.child.once("close", resolve));
  chmodSync(directory, 0o700);
  expect([code, complaintOf(demo)]).toEqual([73, [expect.stringContaining("cannot be written")]]);
});

/** What it says after its greeting. */
function complaintOf({ said }: Demo): readonly string[] {
  return said
    .split("\n")
    .slice(1)
    .filter((line) => line.trim() !== "");
}

async function nothingIsLeftOf(run: RunRecord, directory: string, addresses: readonly string[]): Promise<void> {
  expect([run.owner, ...run.children].filter(({ pid }) => isRunning(pid))).toEqual([]);
  expect(processesNaming(directory)).toEqual([]);
  const ports = [...Object.values(run.ports), ...addresses.map((address) => Number(new URL(address).port))];
  for (const port of ports) expect([port, await isOpen(port)]).toEqual([port, false]);
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1" }, () => resolve(true));
    socket.once("error", () => resolve(false)).once("connect", () => socket.destroy());
  });
}
