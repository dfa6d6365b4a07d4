import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { isMissed, verdict, type Goal } from "../../bench/sync/goals.ts";
import { readOptions } from "../../bench/sync/options.ts";
import { getAll, ours } from "../../bench/sync/participants.ts";
import { hotspotsIn } from "../../bench/sync/profile.ts";
import { render } from "../../bench/sync/render.ts";
import type { Row } from "../../bench/sync/rounds.ts";
import { timesAsFast } from "../../bench/sync/scenario.ts";
import { spreadOf } from "../../bench/sync/spread.ts";
import { replaceBetweenMarkers } from "../../bench/sync/write-docs.ts";
import { PortalAdmin } from "../../simulators/client.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";

const goal = (measured: number | null, own: Partial<Goal> = {}): Goal => ({
  what: "as fast as getAll",
  bound: "at least",
  limit: 3,
  unit: " ×",
  measured,
  ...own,
});

function row(seconds: readonly number[], fault: string | null = null, participant = ours): Row {
  const portal = new PortalAdmin("http://127.0.0.1:1", 1);
  const run = (value: number) => ({
    records: 1_000,
    seconds: value,
    use: null,
    requests: 10,
    refused: 0,
    peakPer10s: 10,
    othersPercent: 0,
    fault,
  });
  return { entry: { participant, portal, reads: [], work: "1,000 contacts" }, runs: seconds.map(run) };
}

describe("goals", () => {
  test.each([
    [goal(3.456), "at least 3 ×: 3.46 ×, met"],
    [goal(2.4), "at least 3 ×: 2.4 ×, MISSED by 20 %"],
    [goal(330, { bound: "at most", limit: 300, unit: " MB" }), "at most 300 MB: 330 MB, MISSED by 10 %"],
    [goal(2, { bound: "at most", limit: 0, unit: "" }), "at most 0: 2, MISSED"],
    [goal(null, { because: "Singer did not run" }), "at least 3 ×: not measured, Singer did not run"],
  ])("%o: %s", (given, said) => expect(verdict(given)).toBe(said));

  test("what was not measured is not met and not missed", () => expect(isMissed(goal(null))).toBe(false));

  test("a ratio is one of middles", () => {
    expect(timesAsFast("", 3, row([1, 2, 9]), row([7, 8, 30]), "").measured).toBe(4);
  });

  test("a run that missed records spoils every ratio that it is part of", () => {
    const faulty = row([8], "incomplete: 3 missing");
    expect(timesAsFast("", 3, row([1]), faulty, "")).toMatchObject({ measured: null, because: "a run was not sound" });
    expect(timesAsFast("", 3, row([1]), undefined, "it is not here")).toMatchObject({ because: "it is not here" });
  });
});

test("the middle of an even number of rounds lies between two of them", () => {
  expect(spreadOf([4, 1, 3, 2])).toEqual({ min: 1, median: 2.5, max: 4 });
});

test("a table has the spread, the fault instead of figures, and who did not run", () => {
  const text = render("Title", {
    setting: "How.",
    rows: [row([1, 2, 4]), row([3], "incomplete: 3 missing", getAll)],
    notRun: [{ name: "dlt", reason: "no Python" }],
    goals: [goal(2.4)],
    remarks: [],
    hotspots: [],
  });
  expect(text).toContain("| Revwatch (this checkout) | 1,000 contacts | PostgreSQL | 2 (1–4) | 500 (250–1,000) |");
  expect(text).toMatch(/official client, getAll .* \| incomplete: 3 missing \|/);
  expect(text).toContain("| dlt | not run: no Python |");
  expect(text).toContain("MISSED by 20 %");
});

test("the docs are replaced between their markers, and nowhere else", () => {
  const page = "# Top\n<!-- bench:sync paced -->\nold\n<!-- end of paced -->\nBottom\n";
  expect(replaceBetweenMarkers(page, "paced", "new\n")).toBe(
    "# Top\n<!-- bench:sync paced -->\n\nnew\n\n<!-- end of paced -->\nBottom\n",
  );
  expect(() => replaceBetweenMarkers(page, "stored", "new")).toThrow('no lines "<!-- bench:sync stored -->"');
});

test("a profile tells the functions in which the time was spent", () => {
  const folder = mkdtempSync(join(temporaryDirectory(), "profile-"));
  const frame = (functionName: string, url: string) => ({ functionName, url, lineNumber: 6 });
  const file = new URL("../../storage/mirror.ts", import.meta.url).href;
  const nodes = [
    { id: 1, callFrame: frame("(idle)", "") },
    { id: 2, callFrame: frame("putRecords", file) },
  ];
  writeFileSync(
    join(folder, "a.cpuprofile"),
    JSON.stringify({ nodes, samples: [1, 2, 2, 1], timeDeltas: [10, 20, 60, 10] }),
  );
  expect(hotspotsIn(folder)).toEqual([
    { where: "putRecords storage/mirror.ts:7", percent: 80 },
    { where: "(idle)", percent: 20 },
  ]);
});

describe("options", () => {
  test("everything by default, three rounds", () => {
    expect(readOptions([])).toMatchObject({ rounds: 3, scenarios: ["paced", "stored", "memory", "incremental"] });
    expect(readOptions(["--quick", "--only", "stored", "--only", "paced"])).toMatchObject({
      rounds: 1,
      scenarios: ["paced", "stored"],
    });
  });

  test.each([
    [["--only", "speed"], "--only takes one of paced, stored, memory, incremental"],
    [["--rounds", "0"], "--rounds takes a number from 1 to 99"],
    [["--quick", "--write"], "--quick is for a first look"],
  ])("%s: %s", (args, said) => expect(() => readOptions(args)).toThrow(said));
});
