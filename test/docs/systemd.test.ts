import { execFileSync, spawnSync } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { exitCodes } from "../../cli/exit-codes.ts";
import { testUnless } from "../support/test-unless.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const units = globSync("docs/systemd/*.service", { cwd: root }).toSorted();
const isHere = spawnSync("systemd-analyze", ["--version"]).status === 0;
const noSystemd = isHere ? null : { reason: "no systemd-analyze on this machine", remedy: "apt-get install systemd" };

/** The values of one setting of a unit, in order. */
function settings(unit: string, name: string): readonly string[] {
  const lines = readFileSync(join(root, unit), "utf8").split("\n");
  return lines.filter((line) => line.startsWith(`${name}=`)).map((line) => line.slice(name.length + 1));
}

describe("the systemd units", () => {
  test("are there for one process, and for the parts of a larger installation", () => {
    expect(units.map((unit) => unit.split("/").at(-1))).toEqual([
      "revwatch-dashboard.service",
      "revwatch-watchdog.service",
      "revwatch-worker@.service",
      "revwatch.service",
    ]);
  });

  testUnless(noSystemd, "hold before systemd itself", () => {
    const paths = units.map((unit) => join(root, unit));
    const { status, stderr } = spawnSync("systemd-analyze", ["verify", "--man=no", ...paths], { encoding: "utf8" });
    expect(stderr).toBe("");
    expect(status).toBe(0);
  });

  testUnless(noSystemd, "expose little: systemd's own measure is below 2 of 10", () => {
    for (const unit of units) {
      const told = execFileSync("systemd-analyze", ["security", "--offline=true", "--no-pager", join(root, unit)], {
        encoding: "utf8",
      });
      const [, exposure] = /exposure level for \S+: ([\d.]+)/.exec(told)!;
      expect([unit, Number(exposure) < 2]).toEqual([unit, true]);
    }
  });

  test.each(units)("%s starts again after everything but what only a person can change", (unit) => {
    const lasting = [exitCodes.usage, exitCodes.damaged, exitCodes.tooNew, exitCodes.badConfig];
    expect(settings(unit, "RestartPreventExitStatus")).toEqual([lasting.join(" ")]);
    expect(settings(unit, "Restart")).toEqual(["on-failure"]);
    expect(settings(unit, "StartLimitIntervalSec")).toEqual(["0"]);
  });

  test.each(units)("%s leaves running work the time that a stop gives it", (unit) => {
    const [, grace] = /shutdownGraceTime = "(\d+) seconds"/.exec(
      readFileSync(join(root, "workers/run-workers.ts"), "utf8"),
    )!;
    expect(Number(settings(unit, "TimeoutStopSec")[0])).toBeGreaterThanOrEqual(2 * Number(grace));
    expect(settings(unit, "KillMode")).toEqual(["mixed"]);
  });
});
