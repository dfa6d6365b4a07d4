import { markup, type Markup } from "../markup.ts";
import { ink } from "./style.ts";

const height = 44;

/**
 * Scores from 0 to 100 side by side, oldest first. A day without a score leaves its place empty. The words beside it
 * carry the numbers.
 */
export function columns(days: readonly { readonly score: number | null }[]): Markup {
  return markup`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" aria-hidden="true" style="margin:10px 0 4px 0;table-layout:fixed"><tr>${days.map(
    ({ score }) =>
      markup`<td valign="bottom" class="line" style="height:${height}px;padding:0 1px;border-bottom:1px solid ${ink.line};font-size:1px;line-height:1px">${
        score === null
          ? null
          : markup`<div style="background:#2f7fc9;border-radius:2px 2px 0 0;height:${Math.max(2, Math.round((score / 100) * height))}px">&nbsp;</div>`
      }</td>`,
  )}</tr></table>`;
}
