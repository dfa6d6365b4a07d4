import type { Score } from "../../domain/reporting/score.ts";
import { sayPoints } from "../../reports/format.ts";
import { markup, type Markup } from "../../reports/markup.ts";

/** From 100 down to the score: one bar for what each check costs, starting where the last one ended. */
export function waterfall(score: Score, titleOf: (checkId: string) => string): Markup {
  const starts = score.parts.map(
    (_, index) => 100 - score.parts.slice(0, index).reduce((sum, { lost }) => sum + lost, 0),
  );
  return markup`<ol class="waterfall">
${score.parts.map(
  ({ checkId, lost }, index) => markup`<li><span class="name">${titleOf(checkId)}</span>
<svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect class="kept" x="0" width="${Math.max(0, starts[index]! - lost).toFixed(2)}" height="8"/><rect class="lost" x="${Math.max(0, starts[index]! - lost).toFixed(2)}" width="${Math.max(0.6, lost).toFixed(2)}" height="8"/></svg>
<span class="points">−${sayPoints(lost)}</span></li>`,
)}
</ol>${
    score.cappedBy === null
      ? null
      : markup`<p class="soft">Held down to ${score.value} by an open critical finding: ${titleOf(score.cappedBy)}.</p>`
  }`;
}
