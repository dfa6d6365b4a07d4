import { expect, test } from "vitest";
import { notRunTable } from "../support/not-run-table.ts";

const missing = {
  postgres: { reason: "no PostgreSQL on this machine", remedy: "apt-get install postgresql" },
  browser: { reason: "no Chromium on this machine", remedy: "apt-get install chromium" },
};

test("when nothing was skipped, one line says so", () => {
  expect(notRunTable([], missing)).toBe("Everything ran.");
});

test("tests with one reason share a row, and every row has its way out", () => {
  const skipped = [
    { file: "test/a.test.ts", needs: ["postgres"], note: undefined },
    { file: "test/b.test.ts", needs: ["postgres"], note: undefined },
    { file: "test/c.test.ts", needs: ["temporal", "browser"], note: undefined },
    { file: "test/d.test.ts", needs: [], note: "no older Node on this machine. Way out: apt-get install nodejs" },
    { file: "test/e.test.ts", needs: [], note: undefined },
  ] as const;
  expect(notRunTable(skipped, missing).split("\n")).toEqual([
    "Did not run     Tests  Why                              Way out",
    "PostgreSQL      2      no PostgreSQL on this machine    apt-get install postgresql",
    "Browser         1      no Chromium on this machine      apt-get install chromium",
    "test/d.test.ts  1      no older Node on this machine    apt-get install nodejs",
    "test/e.test.ts  1      left out by a filter such as -t  run the file without the filter",
  ]);
});
