import { cut } from "./cut.ts";
import { z } from "zod";
import { didYouMean } from "./nearest.ts";

/** As many as are shown. */
const mostKeys = 100;

type RawIssue = z.core.$ZodRawIssue;

/**
 * The words for whatever a schema does not say itself: what is expected, what stands there, and the way out. For
 * unknown keys it gives one line for each key.
 */
export function sayIssue(issue: RawIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return sayType(issue);
    case "invalid_value":
      return sayValue(issue.input, issue.values.map(String));
    case "unrecognized_keys":
      return issue.keys
        .slice(0, mostKeys)
        .map((key) => sayUnknownKey(key, knownKeys(issue.inst)))
        .join("\n");
    case "too_small":
      return saySize(issue.origin, `at least ${String(issue.minimum)}`, Number(issue.minimum) === 1);
    case "too_big":
      return saySize(issue.origin, `at most ${String(issue.maximum)}`, false);
    default:
      return "This value does not fit here.";
  }
}

function sayType({ expected, input, inst }: Extract<RawIssue, { code: "invalid_type" }>): string {
  const meaning = inst === undefined ? undefined : z.globalRegistry.get(inst as z.ZodType)?.description;
  if (input === undefined)
    return `This setting is missing. ${meaning === undefined ? `Write ${kinds[expected] ?? expected}.` : `What it is: ${meaning}.`}`;
  if (input === null)
    return "There is no value here. If it begins with #, put it into quotes: YAML takes the rest for a comment.";
  return `${capital(kinds[expected] ?? expected)} is expected here, and this is ${kinds[kindOf(input)] ?? "something else"}.`;
}

function sayValue(input: unknown, known: readonly string[]): string {
  if (input === undefined) return `This setting is missing. Use one of: ${known.join(", ")}.`;
  if (typeof input !== "string") return `Use one of: ${known.join(", ")}.`;
  const meant = didYouMean(input, known);
  return `"${cut(input)}" is not known here.${meant === "" ? ` Use one of: ${known.join(", ")}.` : meant}`;
}

function sayUnknownKey(key: string, known: readonly string[]): string {
  const meant = didYouMean(key, known);
  const choice = known.length > 0 && known.length <= 12 ? ` Known: ${known.join(", ")}.` : "";
  return `"${cut(key)}" is not known here.${meant === "" ? choice : meant}`;
}

function saySize(origin: string, limit: string, isOne: boolean): string {
  if (origin === "array" || origin === "set") return isOne ? "Name at least one." : `Name ${limit}.`;
  if (origin === "string") return isOne ? "This must not be empty." : `This has to be ${limit} characters long.`;
  return `The number has to be ${limit}.`;
}

const kinds: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "a group of settings",
  record: "a group of settings",
};

function kindOf(input: unknown): string {
  return Array.isArray(input) ? "array" : typeof input;
}

function knownKeys(inst: unknown): readonly string[] {
  return inst instanceof z.ZodObject ? Object.keys(inst.shape) : [];
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
