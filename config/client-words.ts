import { z } from "zod";
import { checks } from "../checks/index.ts";
import { groupAt } from "./raw.ts";
import type { YamlFile } from "./yaml-file.ts";

/**
 * What a client can say once, at the top of its file or of revwatch.yaml: every check that has a param of that name
 * goes by it.
 */
const names = [
  "leadStages",
  "closedLeadStatuses",
  "catchAllOwners",
  "requiredFields",
  "superAdmins",
  "changeWindows",
] as const;
export type ClientWord = (typeof names)[number];

type Word = z.ZodOptional<z.ZodType>;

/** Each word with what it may be, as the first check that goes by it has it. */
export const clientWords = Object.fromEntries(
  names.map((name) => [name, said(checks.flatMap((check) => paramsOf(check)[name] ?? [])[0]!)]),
) as { readonly [Name in ClientWord]: Word };

/** The words as a level's file says them; those that it leaves out are absent. */
export function wordsIn(file: YamlFile): Readonly<Record<string, unknown>> {
  const written = groupAt(file.value, []);
  return Object.fromEntries(names.flatMap((name) => (name in written ? [[name, written[name]]] : [])));
}

/** Those of the words that a check goes by. */
export function wordsFor(
  check: { readonly params: z.ZodType },
  words: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const params = paramsOf(check);
  return Object.fromEntries(Object.entries(words).filter(([name]) => name in params));
}

function paramsOf({ params }: { readonly params: z.ZodType }): Readonly<Record<string, z.ZodType>> {
  return params instanceof z.ZodObject ? (params.shape as Record<string, z.ZodType>) : {};
}

/** What is left out here shows the next level through, so that a param's own default must not fill the gap. */
function said(schema: z.ZodType): Word {
  const bare = schema instanceof z.ZodDefault ? (schema.unwrap() as z.ZodType) : schema;
  return bare.optional().describe(`${schema.description ?? ""}. Holds for every check that goes by it`);
}
