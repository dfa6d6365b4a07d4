import { trendFloor } from "../../domain/reporting/trend-scale.ts";
import { sayDay } from "../format.ts";
import type { WeeklyReport } from "../../domain/reporting/weekly-report.ts";

type Trend = WeeklyReport["trend"];
type ScoredDay = { readonly day: string; readonly score: number };

/** The trend in one sentence with its first, lowest, highest and last score; null below two scores. */
export function sayTrend(trend: Trend): string | null {
  const scored = trend.filter((day): day is ScoredDay => day.score !== null);
  const [first, last] = [scored[0], scored.at(-1)];
  if (first === undefined || last === undefined || scored.length < 2) return null;
  const lowest = scored.reduce((low, day) => (day.score < low.score ? day : low));
  const highest = scored.reduce((high, day) => (day.score > high.score ? day : high));
  const missing = trend.length - scored.length;
  return [
    `From ${at(first)} to ${at(last)}; lowest ${at(lowest)}, highest ${at(highest)}.`,
    ...(missing > 0 ? [`${missing} of ${trend.length} days without a score.`] : []),
  ].join(" ");
}

const at = ({ day, score }: ScoredDay) => `${score} on ${sayDay(day)}`;

const steps = "▁▂▃▄▅▆▇█";

/** The trend as one line of blocks, on a scale that lets a change be seen; a day without a score is a dot. */
export function drawTrend(trend: Trend): string {
  const floor = trendFloor(trend);
  return trend
    .map(({ score }) =>
      score === null
        ? "·"
        : steps.charAt(Math.min(steps.length - 1, Math.floor(((score - floor) / (100 - floor)) * steps.length))),
    )
    .join("");
}
