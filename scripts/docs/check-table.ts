import { areas, type Area, type Check } from "../../checks/define-check.ts";
import { markdownTable } from "./markdown-table.ts";

const areaTitles: Readonly<Record<Area, string>> = {
  stages: "CRM stages",
  routing: "Lead routing",
  "follow-up": "Follow-up",
  "campaign-tracking": "Campaign tracking",
  ourselves: "Ourselves",
};

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
