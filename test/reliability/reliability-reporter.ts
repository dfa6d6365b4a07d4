import type { Reporter, TestCase, TestModule, TestSuite } from "vitest/node";
import type { RowId } from "./matrix.ts";
import { reliabilityTable, type RowResult } from "./reliability-table.ts";

/** Ends `npm run test:reliability` with the matrix: row, limit, measured, result, and what the others wait for. */
export class ReliabilityReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    process.stdout.write(`\n${reliabilityTable(resultsByRow(modules))}\n`);
  }
}

function resultsByRow(modules: readonly TestModule[]): ReadonlyMap<RowId, RowResult> {
  const results = new Map<RowId, RowResult>();
  for (const test of modules.flatMap((module) => [...module.children.allTests()])) {
    const id = rowOfTest(test);
    if (id === undefined) continue;
    const { passed, failed, skipped, figures } = results.get(id) ?? { passed: 0, failed: 0, skipped: 0, figures: [] };
    const { state } = test.result();
    results.set(id, {
      passed: passed + (state === "passed" ? 1 : 0),
      failed: failed + (state === "failed" ? 1 : 0),
      skipped: skipped + (state === "skipped" || state === "pending" ? 1 : 0),
      figures: [...figures, ...(test.meta().figures ?? [])],
    });
  }
  return results;
}

function rowOfTest(test: TestCase): RowId | undefined {
  let task: TestCase | TestSuite | TestModule = test;
  while (task.type !== "module") {
    const { row } = task.meta();
    if (row !== undefined) return row;
    task = task.parent;
  }
  return undefined;
}
