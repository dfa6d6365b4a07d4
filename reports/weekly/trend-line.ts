import { amberFrom, greenFrom, type Grade } from "../../domain/reporting/score.ts";
import { trendFloor } from "../../domain/reporting/trend-scale.ts";

export interface TrendLine {
  /** From the top down: where a score is green, amber, red. */
  readonly bands: readonly { readonly grade: Grade; readonly y: string; readonly height: string }[];
  /** An SVG path; a day without a score is a gap in it, and one between two gaps a dot. */
  readonly path: string;
}

const width = 100;
const height = 40;

/** The scores of a trend as a line over the bands of the grades, in a field of 100 × 40. */
export function trendLine(days: readonly { readonly score: number | null }[]): TrendLine {
  const floor = trendFloor(days);
  const yOf = (score: number) => ((100 - score) * height) / (100 - floor);
  const edges = [100, greenFrom, amberFrom, floor].map((score) => Math.max(score, floor));
  const bands = (["green", "amber", "red"] as const).map((grade, index) => ({
    grade,
    y: yOf(edges[index]!).toFixed(2),
    height: (yOf(edges[index + 1]!) - yOf(edges[index]!)).toFixed(2),
  }));
  const path = days
    .map(({ score }, index) => {
      if (score === null) return "";
      const isFirst = (days[index - 1]?.score ?? null) === null;
      const at = `${((index * width) / Math.max(1, days.length - 1)).toFixed(2)} ${yOf(score).toFixed(2)}`;
      return isFirst ? `M${at}h0` : `L${at}`;
    })
    .join("");
  return { bands, path };
}
