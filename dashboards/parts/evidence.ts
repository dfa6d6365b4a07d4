import { countOf, sayBusinessMinutes, sayMinutes } from "../../domain/duration.ts";
import type { Evidence } from "../../domain/findings/verdict.ts";
import { sayInstantInFull } from "../../domain/say-instant.ts";
import { markup, type Markup } from "../../reports/markup.ts";
import { oneLine } from "../../reports/plain-words.ts";

const isInstant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

/** The values that a verdict rests on, in words: the unit that a name carries moves over to its value. */
export function evidenceTable(evidence: Evidence, timeZone: string): Markup {
  const entries = Object.entries(evidence);
  if (entries.length === 0) return markup`<p class="soft">This check keeps no further values.</p>`;
  return markup`<dl class="pairs">${entries.map(
    ([key, value]) => markup`<div><dt>${sayKey(key)}</dt><dd>${sayValue(key, value, timeZone)}</dd></div>`,
  )}</dl>`;
}

/** "waitedBusinessMinutes" → "Waited (business time)", "raisedHandAt" → "Raised hand at". */
export function sayKey(key: string): string {
  const words = key
    .replace(/BusinessMinutes$/, " (business time)")
    .replace(/(?:Minutes|Percent)$/, "")
    .replace(/([a-z0-9])([A-Z])/g, (_, before: string, upper: string) => `${before} ${upper.toLowerCase()}`)
    .trim();
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

export function sayValue(key: string, value: Evidence[string], timeZone: string): string {
  if (value === null || value === "") return "none";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "string") return isInstant.test(value) ? sayInstantInFull(value, timeZone) : oneLine(value, 500);
  if (key.endsWith("BusinessMinutes")) return sayBusinessMinutes(value);
  if (key.endsWith("Minutes")) return sayMinutes(value);
  if (key.endsWith("Percent")) return `${value} %`;
  return key.endsWith("Days") ? countOf(value, "day") : String(value);
}
