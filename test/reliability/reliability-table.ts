import { layOut } from "../support/lay-out.ts";
import { rowIds, rowOf, type RowId } from "./matrix.ts";
import { rowFiles } from "./row-files.ts";
import type { Figure } from "./row.ts";

export interface RowResult {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly figures: readonly Figure[];
}

/** Each row with its figures, then each row that waits, with what it waits for. */
export function reliabilityTable(results: ReadonlyMap<RowId, RowResult>): string {
  const shown = rowIds.filter((id) => results.has(id));
  const waiting = rowIds.filter((id) => !results.has(id) && rowOf(id).waitsFor !== undefined);
  const files = rowFiles();
  const untested = rowIds.filter((id) => rowOf(id).waitsFor === undefined && files.get(id)!.length === 0);
  return [
    layOut([["Row", "What", "Limit", "Measured", "Result"], ...shown.flatMap((id) => linesOf(id, results.get(id)!))]),
    layOut([["Row", "What", "Waits for"], ...waiting.map((id) => [id, rowOf(id).what, rowOf(id).waitsFor!])]),
    ...(untested.length > 0 ? [`Neither shown nor waiting: ${untested.join(", ")}`] : []),
  ].join("\n\n");
}

function linesOf(id: RowId, { passed, failed, skipped, figures }: RowResult): readonly (readonly string[])[] {
  const counts = [
    `${passed} passed`,
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
  ];
  const result = failed > 0 ? "FAILED" : passed > 0 && skipped === 0 ? "passed" : "not all ran";
  const { what, passes } = rowOf(id);
  return [
    [id, what, passes, counts.join(", "), result],
    ...figures.map((figure) => [
      "",
      `  ${figure.what}`,
      figure.limit,
      rounded(figure.measured),
      figure.holds ? "" : "FAILED",
    ]),
  ];
}

function rounded(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(value < 10 ? 2 : 1);
}
