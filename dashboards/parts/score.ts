import { gradeOf } from "../../domain/reporting/score.ts";
import { sayChange } from "../../reports/format.ts";
import { markup, type Markup } from "../../reports/markup.ts";
import type { StandingWithTrend } from "../../operations/reads/score-trend.ts";
import type { Standing } from "../../operations/reads/standing.ts";

const tones = { green: "good", amber: "warn", red: "bad", unknown: "none" } as const;

/** Green, amber or red; grey where nothing was assessed. */
export function toneOf(value: number | null): "good" | "warn" | "bad" | "none" {
  return tones[gradeOf(value)];
}

/** The number alone, in its tone. */
export function scoreNumber({ score }: Standing): Markup {
  const value = score?.value ?? null;
  return markup`<span class="score tone-${toneOf(value)}">${value === null ? markup`<span aria-hidden="true">–</span><span class="unseen">no score</span>` : value}</span>`;
}

/** "down 4 in 7 days", with an arrow that says the same. */
export function scoreChange({ change, score }: StandingWithTrend): Markup | null {
  const said = sayChange(change);
  if (said === null || score?.value === null) return null;
  const arrow = change === 0 ? "→" : change! > 0 ? "↑" : "↓";
  const tone = change === 0 ? "none" : change! > 0 ? "good" : "bad";
  return markup`<span class="change tone-${tone}"><span aria-hidden="true">${arrow}</span> ${said}<span class="soft"> in 7 days</span></span>`;
}

/** "8 of 9 checks assessed". */
export function coverage({ coverage: { assessed, enabled } }: Standing): Markup {
  if (assessed === 0) return markup`<span class="lacking">nothing assessed</span>`;
  return markup`<span class="${assessed === enabled ? "soft" : "lacking"}">${assessed} of ${enabled} checks assessed</span>`;
}
