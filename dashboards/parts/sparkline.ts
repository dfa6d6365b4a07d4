import { trendFloor } from "../../domain/reporting/trend-scale.ts";
import { markup, type Markup } from "../../reports/markup.ts";
import type { DayScore } from "../../domain/reporting/day-score.ts";

const width = 132;
const height = 36;
const inset = 3;

/** The score of the last weeks as a line up to 100, with its last point marked. A gap is a day without a score. */
export function sparkline(history: readonly DayScore[], name: string): Markup | null {
  const floor = trendFloor(history);
  const points = history.map(({ score }, index) => ({
    x: inset + (index * (width - 2 * inset)) / Math.max(1, history.length - 1),
    y: score === null ? null : inset + ((100 - score) * (height - 2 * inset)) / (100 - floor),
  }));
  const drawn = points.filter((point): point is { x: number; y: number } => point.y !== null);
  const last = drawn.at(-1);
  if (last === undefined || drawn.length < 2) return null;

  const path = points
    .map(({ x, y }, index) =>
      y === null ? "" : `${(points[index - 1]?.y ?? null) === null ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`,
    )
    .join("");
  const scored = history.filter(({ score }) => score !== null);
  const label = `${name}: ${scored[0]!.score} on ${scored[0]!.day}, ${scored.at(-1)!.score} on ${scored.at(-1)!.day}`;
  const area = `${path}L${last.x.toFixed(1)} ${height - inset}L${drawn[0]!.x.toFixed(1)} ${height - inset}Z`;
  const isUnbroken = drawn.length === points.length;
  return markup`<svg class="sparkline" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${label}">
${isUnbroken ? markup`<path class="area" d="${area}"/>` : null}<path class="base" d="M${inset} ${height - inset}H${width - inset}"/><path class="line" d="${path}"/><circle cx="${last.x.toFixed(1)}" cy="${last.y.toFixed(1)}" r="2.6"/></svg>`;
}
