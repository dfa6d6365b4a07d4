import { figure, verdict } from "./goals.ts";
import type { Row } from "./rounds.ts";
import { rate, type Findings } from "./scenario.ts";
import { spreadOf } from "./spread.ts";

const head = ["Who", "Read", "Kept in", "Seconds", "Records/s", "CPU s", "Peak MB", "Requests", "429", "In 10 s"];

/** A scenario as Markdown; printed and written down alike. */
export function render(title: string, { setting, rows, notRun, goals, remarks, hotspots }: Findings): string {
  const table = [
    head,
    head.map(() => "---"),
    ...rows.map(cells),
    ...notRun.map(({ name, reason }) => [name, `not run: ${reason}`]),
  ];
  const lines = [
    `## ${title}`,
    "",
    setting,
    "",
    ...table.map((row) => `| ${[...row, ...head.slice(row.length).map(() => "")].join(" | ")} |`),
    "",
    ...goals.map((goal) => `- ${goal.what}: ${verdict(goal)}`),
    "",
    ...remarks.flatMap((remark) => [remark, ""]),
  ];
  if (hotspots.length > 0)
    lines.push(
      "Where our time went in one more run, by function, callees not counted; idle is waiting for HubSpot or the database:",
      "",
      ...hotspots.map(({ where, percent }) => `- ${percent.toFixed(1)} % \`${where}\``),
      "",
    );
  return lines.join("\n");
}

function cells({ entry: { participant, work, isIncrement = false }, runs }: Row): readonly string[] {
  const who = `${participant.name} (${participant.version})`;
  const fault = runs.find((run) => run.fault !== null)?.fault;
  if (fault) return [who, work, participant.keeps, fault];
  return [
    who,
    work,
    participant.keeps,
    spread(runs.map(({ seconds }) => seconds)),
    isIncrement ? "" : spread(runs.map(rate)),
    spread(runs.map(({ use }) => use?.cpuSeconds ?? Number.NaN)),
    spread(runs.map(({ use }) => use?.peakMegabytes ?? Number.NaN)),
    spread(runs.map(({ requests }) => requests)),
    spread(runs.map(({ refused }) => refused)),
    spread(runs.map(({ peakPer10s }) => peakPer10s)),
  ];
}

/** The middle, and in brackets the smallest and the largest where they differ. */
function spread(values: readonly number[]): string {
  const { min, median, max } = spreadOf(values);
  if (figure(min) === figure(max)) return figure(median);
  return `${figure(median)} (${figure(min)}–${figure(max)})`;
}
