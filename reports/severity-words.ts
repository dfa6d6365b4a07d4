import type { Severity } from "../domain/findings/severity.ts";

export const severityWords: Readonly<Record<Severity, string>> = {
  low: "Low",
  medium: "Medium",
  high: "High",
  critical: "Critical",
};

/** A shape for each severity, so that none rests on its colour. Plain characters, which every font has. */
export const severityShapes: Readonly<Record<Severity, string>> = { critical: "◆", high: "▲", medium: "■", low: "●" };
