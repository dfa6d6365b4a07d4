import { z } from "zod";
import type { Check } from "../../checks/define-check.ts";
import { kindOf } from "../../checks/kinds/index.ts";
import { itemsIfReadBy, scansOf } from "../../checks/needs.ts";
import { scopesFor } from "../../connectors/hubspot/scopes.ts";
import { areaTitles } from "../../domain/findings/area.ts";
import { sayTiers } from "../../config/severity-notes.ts";
import { topicTitles } from "../../domain/alerting/topic.ts";
import { markdownTable } from "./markdown-table.ts";

/** docs/checks/<id>.md: everything that a check says of itself. */
export function checkPage(check: Check): string {
  return [
    `# ${check.id}`,
    "",
    `**${check.title}.** ${check.why}`,
    "",
    `> ${check.executive}`,
    "",
    markdownTable(
      ["", ""],
      [
        ["Area", areaTitles[check.area]],
        ["Judges", kindOf(check).sayJudged(check)],
        ["A failure is called", check.failureTitle],
        ["Severity", sayTiers(check) === null ? check.severity : `${check.severity}; ${sayTiers(check)!}`],
        ["Cadence", check.cadence],
        ["Topic", `${check.topic}: ${topicTitles[check.topic]}`],
        ["HubSpot scopes", sayScopes(check)],
      ],
    ),
    "",
    "## Settings",
    "",
    ...settings(check),
    "## What to do",
    "",
    check.runbook,
    "",
    "If nobody decides otherwise, the weekly report asks the founder:",
    "",
    `> ${check.decision}`,
    "",
    "## When not to use it",
    "",
    check.whenNotToUse,
    "",
    "## Known false positives",
    "",
    ...check.falsePositives.map((one) => `- ${one}`),
    "",
    "## Sources",
    "",
    ...check.sources.map((source) => `- ${source}`),
    "",
  ].join("\n");
}

function sayScopes(check: Check): string {
  const { needed, better } = scopesFor(scansOf(check), itemsIfReadBy(check));
  if (needed.length === 0) return "none";
  const said = sayNames(needed);
  return better.length === 0 ? said : `${said}; better with ${sayNames(better)}`;
}

function sayNames(scopes: readonly string[]): string {
  return scopes.map((scope) => `\`${scope}\``).join(", ");
}

interface JsonSetting {
  readonly type?: string;
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly enum?: readonly unknown[];
  readonly items?: JsonSetting;
  readonly additionalProperties?: JsonSetting;
  readonly description?: string;
}

/** The settings by name, as JSON Schema describes them. */
function settingsOf(check: Check): readonly (readonly [name: string, setting: JsonSetting])[] {
  const schema = z.toJSONSchema(check.params, { io: "input", unrepresentable: "any" }) as {
    properties?: Record<string, JsonSetting>;
  };
  return Object.entries(schema.properties ?? {});
}

function settings(check: Check): readonly string[] {
  const rows = settingsOf(check);
  if (rows.length === 0) return ["It has none.", ""];
  return [
    markdownTable(
      ["Setting", "Default", "Allowed", "Meaning"],
      rows.map(([name, setting]) => [
        `\`${name}\``,
        `\`${JSON.stringify(setting.default)}\``,
        sayAllowed(setting),
        setting.description ?? "",
      ]),
    ),
    "",
    "In `revwatch.yaml` for all clients, or in a client's own file:",
    "",
    "```yaml",
    "checks:",
    `  ${check.id}:`,
    "    params:",
    `      ${rows[0]![0]}: ${JSON.stringify(rows[0]![1].default)}`,
    "```",
    "",
  ];
}

function sayAllowed({
  type,
  minimum,
  maximum,
  enum: choices,
  items,
  minItems,
  additionalProperties: each,
}: JsonSetting): string {
  if (choices !== undefined) return choices.map(String).join(", ");
  const atLeast = minItems === undefined ? "" : `, at least ${minItems}`;
  if (type === "array") return `a list of ${items?.enum?.map(String).join(", ") ?? "texts"}${atLeast}`;
  if (type === "object")
    return each === undefined || each.type === "string" ? "pairs of texts" : `names, each with ${sayAllowed(each)}`;
  if (minimum !== undefined && maximum !== undefined) return `${minimum} to ${maximum}`;
  return type ?? "anything";
}
