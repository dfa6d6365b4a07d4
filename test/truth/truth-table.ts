import type { TruthResult } from "./truth-block.ts";
import { phases } from "./truth-fault.ts";

const columns = {
  falseResolves: "false resolves",
  falseFindings: "false findings",
  falseComplete: "false complete",
  doubted: "doubted",
  notTold: "not told",
} as const;
const names = Object.keys(columns) as (keyof typeof columns)[];

/** True when a run found something that must not be. */
export function isWrong(result: TruthResult): boolean {
  return names.some((column) => result[column].length > 0);
}

/**
 * Endpoint × phase: seeds, those whose fault met an answer, and the runs with each kind of wrong that they were part
 * of.
 */
export function truthTable(results: readonly TruthResult[]): string {
  const rows = results.flatMap((result) => result.faults.map((fault) => ({ fault, result })));
  const targets = [...new Set(rows.map(({ fault }) => fault.target))].sort();
  const lines = [["endpoint", "phase", "seeds", "struck", ...Object.values(columns)]];
  for (const target of targets)
    for (const phase of phases) {
      const some = rows.filter(({ fault }) => fault.target === target && fault.phase === phase);
      if (some.length === 0) continue;
      const struck = some.filter(({ fault }) => fault.hasStruck).length;
      const wrong = names.map((column) => some.filter(({ result }) => result[column].length > 0).length);
      lines.push([target, phase, ...[some.length, struck, ...wrong].map(String)]);
    }
  const widths = lines[0]!.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  const pad = (cell: string, column: number) =>
    column < 2 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!);
  return lines.map((line) => `${line.map(pad).join("  ")}\n`).join("");
}
