import { readFileSync } from "node:fs";
import { areas, type Check } from "../../checks/define-check.ts";
import { areaTitles } from "../../domain/findings/area.ts";
import { markdownTable } from "./markdown-table.ts";

/** One rule of the catalogue, whether it is shipped or not. */
export interface CatalogueRow {
  /** Such as "PIP-01". */
  readonly row: string;
  readonly rule: string;
  /** The check that tells it; null where none does. */
  readonly checkId: string | null;
  /** How it is told, or why it is not; empty where there is nothing to say. */
  readonly note: string;
}

const file = new URL("catalogue.txt", import.meta.url);

/** @throws {SyntaxError} Where a line has not its four parts. */
export function readCatalogue(text: string = readFileSync(file, "utf8")): readonly CatalogueRow[] {
  const lines = text.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("#"));
  return lines.map((line) => {
    const parts = line.split("|").map((part) => part.trim());
    const [row = "", rule = "", checkId = "", note = ""] = parts;
    if (parts.length !== 4 || row === "" || rule === "" || checkId === "")
      throw new SyntaxError(`A line of the catalogue has not its four parts: ${line}`);
    return { row, rule, checkId: checkId === "-" ? null : checkId, note };
  });
}

/** docs/catalogue.md: all that is monitored, by area, and what is not and why. */
export function cataloguePage(checks: readonly Check[], rows: readonly CatalogueRow[] = readCatalogue()): string {
  const left = rows.filter(({ checkId }) => checkId === null);
  return [
    "# What Revwatch monitors",
    "",
    `${checks.length} checks, by area. A row names the rule that a check tells: PIP of pipelines, LIF lifecycle, RTE routing, SPD speed of follow-up, HND handoff, CMP campaigns, AUT automation, FRM forms, SEC access, DQ data quality, REP our own work; _added_ ones came later. Each check has a page with its settings, what to do, and the false positives that it is known for.`,
    "",
    ...areas.flatMap((area) => areaPart(area, checks, rows)),
    "## What is not shipped, and why",
    "",
    "A check that cannot be told truthfully with what HubSpot gives is not shipped. _Not built yet_: HubSpot gives what it needs.",
    "",
    markdownTable(
      ["Row", "Rule", "Why"],
      left.map(({ row, rule, note }) => [row, rule, note === "" ? "Not built yet" : note]),
    ),
    "",
  ].join("\n");
}

function areaPart(area: Check["area"], checks: readonly Check[], rows: readonly CatalogueRow[]): readonly string[] {
  const ofArea = checks.filter((check) => check.area === area);
  if (ofArea.length === 0) return [];
  const table = ofArea.map(({ id, title, severity }) => {
    const told = rows.filter(({ checkId }) => checkId === id);
    const notes = told.flatMap(({ row, note }) => (note === "" ? [] : [told.length > 1 ? `${row}: ${note}` : note]));
    const link = `[${id}](checks/${id}.md)`;
    return [told.map(({ row }) => row).join(", "), link, title, severity, notes.join(" ")];
  });
  return [
    `## ${areaTitles[area]}`,
    "",
    markdownTable(["Row", "Check", "Healthy when", "Severity", "How it is told"], table),
    "",
  ];
}
