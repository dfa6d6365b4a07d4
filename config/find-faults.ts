import type { z } from "zod";
import type { ConfigFault } from "./config-faults.ts";
import { sayIssue } from "./say-issue.ts";
import type { Path, YamlFile } from "./yaml-file.ts";

/** Of one file. Nobody reads more of them, and a file that is something else has as many as it has lines. */
const mostIssues = 100;

/** Holds a file, or the part of it at `under`, against a schema: everything that is wrong, each in its place. */
export function findFaults(
  file: YamlFile,
  schema: z.ZodType,
  value: unknown = file.value,
  under: Path = [],
): readonly ConfigFault[] {
  const result = schema.safeParse(value, { error: sayIssue });
  return result.success
    ? []
    : result.error.issues.slice(0, mostIssues).flatMap((issue) => faultsOfIssue(file, issue, under));
}

function faultsOfIssue(file: YamlFile, issue: z.core.$ZodIssue, under: Path): readonly ConfigFault[] {
  const path = [...under, ...issue.path];
  if (issue.code === "unrecognized_keys") {
    const lines = issue.message.split("\n");
    return issue.keys
      .slice(0, mostIssues)
      .map((key, index) => file.faultAtUnknownKey(path, key, lines[index] ?? lines[0]!));
  }
  if (issue.code === "invalid_union") {
    const meant = issue.errors.find((branch) => !branch.some(isOfAnotherKind));
    if (meant !== undefined) return meant.flatMap((inner) => faultsOfIssue(file, inner, path));
  }
  if (issue.code === "invalid_key") return [file.faultAtKey(path, issue.issues[0]?.message ?? issue.message)];
  return [file.fault(path, issue.message)];
}

/** A branch that already fails at its root was not the one that was meant. */
function isOfAnotherKind({ code, path }: z.core.$ZodIssue): boolean {
  return path.length === 0 && (code === "invalid_type" || code === "invalid_value");
}
