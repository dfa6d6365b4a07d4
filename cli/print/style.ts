import { styleText } from "node:util";
import type { Severity } from "../../domain/findings/severity.ts";

type Style = Parameters<typeof styleText>[0];

/** Colours what goes to stdout, where it is a terminal and NO_COLOR is not set. */
export function paint(style: Style, text: string): string {
  return styleText(style, text, { stream: process.stdout });
}

const severityStyles: Readonly<Record<Severity, Style>> = {
  critical: ["bold", "red"],
  high: "red",
  medium: "yellow",
  low: "dim",
};

export function paintSeverity(severity: Severity): string {
  return paint(severityStyles[severity], severity);
}

/** Puts every line of a text behind the same margin. */
export function indent(text: string, spaces = 2): string {
  return text
    .split("\n")
    .map((line) => (line === "" ? line : `${" ".repeat(spaces)}${line}`))
    .join("\n");
}
