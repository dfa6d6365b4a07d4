import type { AlarmRule } from "../../domain/watch/alarm.ts";
import { markdownTable } from "./markdown-table.ts";

/** What each alarm of the watch means and what to do, in the order of causes. */
export function alarmTable(rules: readonly AlarmRule[]): string {
  return markdownTable(
    ["Alarm", "What it means", "What to do"],
    rules.map(({ kind, title, severity, meaning, remedy }) => [
      `${title}<br>\`${kind}\`${severity === "critical" ? ", by every channel" : ""}`,
      meaning,
      remedy,
    ]),
  );
}
