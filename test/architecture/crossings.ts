import { posix } from "node:path";
import { importsOf } from "./imports-of.ts";
import { agreed, mayImportSimulators, mayImportWorkers, reservedPackages, rules, typesAreFree } from "./rules.ts";

/**
 * What a file imports against the rules, one sentence each.
 *
 * @param file - From the root of the project, such as "domain/reporting/score.ts".
 */
export function crossings(file: string, source: string): readonly string[] {
  return importsOf(source).flatMap(({ specifier, isTypeOnly }) => {
    const reason = specifier.startsWith(".")
      ? folderCrossing(file, posix.normalize(posix.join(posix.dirname(file), specifier)), isTypeOnly)
      : packageCrossing(file, specifier, isTypeOnly);
    return reason === null || agreed.includes(`${file} imports ${specifier}`)
      ? []
      : [`${file} imports ${specifier}: ${reason}`];
  });
}

function folderCrossing(file: string, target: string, isTypeOnly: boolean): string | null {
  const top = topOf(target);
  if (top === "simulators" && !isIn(file, mayImportSimulators))
    return "only the demo and the tests know the simulators";
  if (top === "workers" && !isIn(file, mayImportWorkers)) return "nobody imports the workers but those who start them";
  if (["test", "demo", "bench", "scripts"].includes(top) && top !== topOf(file) && rules[topOf(file)] !== undefined)
    return `${topOf(file)}/ ships, and ${top}/ does not`;
  const own = ruleNameOf(file);
  const theirs = ruleNameOf(target);
  if (own === null || theirs === null || own === theirs) return null;
  const { folders, typesOf = [] } = rules[own]!;
  // A folder's name stands for all of it, but for domain/time, and for the folder that the file itself lies in.
  const isWhole = top !== "domain" && top !== topOf(file);
  const isAllowed = (list: readonly string[]) => list.includes(theirs) || (isWhole && list.includes(top));
  if (isAllowed(folders) || (isTypeOnly && isAllowed(typesOf))) return null;
  return isAllowed(typesOf) ? `${own}/ sees ${theirs}/ as types only` : `${own}/ may not see ${theirs}/`;
}

function packageCrossing(file: string, specifier: string, isTypeOnly: boolean): string | null {
  for (const [name, places] of Object.entries(reservedPackages))
    if (isPackage(specifier, name) && !isIn(file, [...places, "test"]) && !(isTypeOnly && typesAreFree.includes(name)))
      return `${name} belongs in ${places[0]}/`;
  const own = ruleNameOf(file);
  const allowed = own === null ? null : rules[own]!.packages;
  if (allowed === null || allowed.some((name) => isPackage(specifier, name))) return null;
  return `${own}/ does without this package`;
}

function isPackage(specifier: string, name: string): boolean {
  return specifier === name || specifier.startsWith(/[:/]$/.test(name) ? name : `${name}/`);
}

/** The longest path in the rules that the file lies in; null where no rule holds. */
function ruleNameOf(file: string): string | null {
  const names = Object.keys(rules).filter((name) => file.startsWith(`${name}/`));
  return names.sort((a, b) => b.length - a.length)[0] ?? null;
}

function topOf(file: string): string {
  return file.split("/")[0]!;
}

function isIn(file: string, places: readonly string[]): boolean {
  return places.some((place) => file === place || file.startsWith(`${place}/`));
}
