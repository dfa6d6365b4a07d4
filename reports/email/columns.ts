import { trendFloor } from "../../domain/reporting/trend-scale.ts";
import { markup, type Markup } from "../markup.ts";
import { ink } from "./style.ts";

const height = 44;

/**
 * Scores side by side, oldest first, on a scale that lets a change be seen. A day without a score leaves its place empty. The words beside it
 * carry the numbers.
 */
export function columns(days: readonly { readonly score: number | null }[]): Markup {
  const floor = trendFloor(days);
  return markup`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" aria-hidden="true" style="margin:10px 0 4px 0;table-layout:fixed"><tr>${days.map(
    ({ score }) =>
      markup`<td valign="bottom" class="line" style="height:${height}px;padding:0 1px;border-bottom:1px solid ${ink.line};font-size:1px;line-height:1px">${
        score === null
          ? null
          : markup`<div style="background:#2f7fc9;border-radius:2px 2px 0 0;height:${Math.max(2, Math.round(((score - floor) / (100 - floor)) * height))}px">&nbsp;</div>`
      }</td>`,
  )}</tr></table>`;
}
