import type { AlarmRecord } from "../../domain/watch/alarm.ts";
import { ruleOf } from "../../domain/watch/all-rules.ts";
import { piecesOf } from "../../domain/watch/notice.ts";
import { markup, type Markup } from "../../reports/markup.ts";
import type { PageContext } from "../page-context.ts";
import { ago } from "./time.ts";

/** What the watch over Revwatch itself has found, with the way out, the gravest first; nothing while all is well. */
export function alarmStrip({ now }: PageContext, alarms: readonly AlarmRecord[]): Markup | null {
  if (alarms.length === 0) return null;
  return markup`<section class="alarms" aria-label="Alarms">
<ul>${gravestFirst(alarms).map(({ kind, since, toldAt, what, why, wayOut }) => {
    const told = toldAt === null ? "No one could be alerted yet." : "";
    return markup`<li class="alarm-${ruleOf(kind).severity}"><strong>${code(what)}</strong> <span class="soft">${ago(since, now, "UTC")}</span>
<p>${why === null ? null : code(why)} ${told}</p><p>${code(wayOut)}</p></li>\n`;
  })}</ul>
</section>`;
}

/** Of equal weight, the order in which they came is kept. */
function gravestFirst(alarms: readonly AlarmRecord[]): readonly AlarmRecord[] {
  const weight = ({ kind }: AlarmRecord) => (ruleOf(kind).severity === "critical" ? 1 : 0);
  return alarms.toSorted((one, other) => weight(other) - weight(one));
}

function code(sentence: string): readonly Markup[] {
  return piecesOf(sentence).map(({ text, isCode }) => (isCode ? markup`<code>${text}</code>` : markup`${text}`));
}
