import { areas, type Check } from "../../checks/define-check.ts";
import { areaTitles } from "../../domain/findings/area.ts";
import { markdownTable } from "./markdown-table.ts";

/** The README's table of checks, by area. */
export function checkTable(checks: readonly Check[]): string {
  const sorted = areas.flatMap((area) => checks.filter((check) => check.area === area));
  return markdownTable(
    ["Area", "Check", "Healthy when", "Severity", "Cadence"],
    sorted.map(({ area, id, title, severity, cadence }) => [
      areaTitles[area],
      `[${id}](docs/checks/${id}.md)`,
      title,
      severity,
      cadence,
    ]),
  );
}
