import { areaTitles } from "../../domain/findings/area.ts";
import type { Score } from "../../domain/reporting/score.ts";
import { markup, type Markup } from "../../reports/markup.ts";
import { toneOf } from "./score.ts";

/** How each area stands; nothing for a score of an older version. */
export function areasOf(score: Score | null): Markup | null {
  if (score === null || score.value === null || score.areas === undefined) return null;
  return markup`<ul class="plain small">${score.areas.map(
    ({ area, value, assessed, enabled }) =>
      markup`<li>${areaTitles[area]}: <strong class="tone-${toneOf(value)}">${value ?? "no score"}</strong>${assessed === enabled ? null : markup` <span class="lacking">${assessed} of ${enabled} assessed</span>`}</li>`,
  )}</ul>`;
}
