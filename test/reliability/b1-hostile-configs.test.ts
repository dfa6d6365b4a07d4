import { rmSync } from "node:fs";
import { expect, test } from "vitest";
import { ConfigFaults } from "../../config/config-faults.ts";
import { loadProject } from "../../config/load-project.ts";
import { runRevwatch } from "../cli/run-revwatch.ts";
import { canary, hostileConfigs } from "../config/hostile-configs.ts";
import { clientYaml, fleetYaml, writeConfig } from "../config/write-config.ts";
import { atLeast, atMost, exactly, figure, isFull, row } from "./row.ts";

const good = { "revwatch.yaml": fleetYaml, "clients/northwind.yaml": clientYaml };

/** Long enough for the largest file on a busy machine, and far from a hang. */
const patienceMs = 5_000;

row("B1", () => {
  let slowestMs = 0;

  test.each(hostileConfigs)("$what is told with place and way out, or is fine", async ({ says, spoil }) => {
    const directory = writeConfig(good);
    const undo = await spoil(directory);
    const startedAt = performance.now();
    const faults = await faultsIn(directory);
    slowestMs = Math.max(slowestMs, performance.now() - startedAt);
    undo?.();
    expect(said(faults)).toMatch(says ?? /^$/);
    expect(faults.flatMap((fault) => objectionTo(fault) ?? [])).toEqual([]);
  });

  test("that was a hundred of them, and none took long", () => {
    expect(new Set(hostileConfigs.map(({ what }) => what)).size).toBe(hostileConfigs.length);
    figure("hostile configs", hostileConfigs.length, atLeast(100));
    figure("slowest", Math.round(slowestMs), atMost(patienceMs, "ms"));
  });

  test("the command ends with 78 and every fault, without a stack, a secret or a hang", async () => {
    // Each is a process of its own: all of them in the full run, a few otherwise.
    const chosen = isFull ? hostileConfigs : hostileConfigs.filter((_, index) => index % 20 === 0);
    const wrong: string[] = [];
    let slowestMs = 0;
    for (const { what, says, spoil } of chosen) {
      const directory = writeConfig(good);
      const undo = await spoil(directory);
      const { code, stderr, elapsedMs } = await runRevwatch(["validate", "-C", directory]);
      undo?.();
      slowestMs = Math.max(slowestMs, elapsedMs);
      const isRight =
        code === (says === null ? 0 : 78) && !/\n\s+at .+:\d+:\d+/.test(stderr) && !stderr.includes(canary);
      if (!isRight) wrong.push(`${what}: ${code} ${stderr.slice(0, 300)}`);
      rmSync(directory, { recursive: true, force: true });
    }
    expect(wrong).toEqual([]);
    figure("commands that ended otherwise", wrong.length, exactly(0));
    figure("slowest command", Math.round(slowestMs), atMost(4 * patienceMs, "ms"));
  });
});

async function faultsIn(directory: string): Promise<ConfigFaults["faults"]> {
  try {
    await loadProject(directory, {});
    return [];
  } catch (error) {
    if (error instanceof ConfigFaults) return error.faults;
    throw error;
  }
}

function said(faults: ConfigFaults["faults"]): string {
  return faults.map(({ message }) => message).join("\n");
}

/**
 * What a fault lacks of what every fault has: a file, a place where there is a text, one line of bounded length, no
 * secret.
 */
function objectionTo({ file, line, column, path, message }: ConfigFaults["faults"][number]): string | null {
  const whole = `${file} ${path} ${message}`;
  if (file === "") return "no file";
  if ((line === null) !== (column === null) || (line === null && path !== "")) return "half a place";
  if (whole.includes(canary)) return "a secret";
  if (whole.length > 800) return "too long";
  if (/\p{Cc}/u.test(whole)) return "a control character";
  if (!/[.?]\)?$/.test(message)) return "no sentence";
  return null;
}
