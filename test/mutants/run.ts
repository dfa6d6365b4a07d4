import { existsSync, mkdirSync } from "node:fs";
import { relative } from "node:path";
import { Stryker } from "@stryker-mutator/core";
import type { MutantResult } from "@stryker-mutator/api/core";
import { mutatedAreas } from "./areas.ts";
import { keptIn, optionsFor } from "./options.ts";
import { scoreOf } from "./score.ts";

// `npm run test:mutants -- follow-up` changes each thing that the checks of an area say and asks which test notices;
// without an area it takes one after the other. `--all-again` forgets what earlier runs have found.
const wanted = process.argv.slice(2).filter((name) => name !== "--all-again");
const again = process.argv.includes("--all-again");
/** Below this share of noticed mutants an area's tests do not hold its checks. */
const leastPercent = 85;

const unknown = wanted.filter((name) => mutatedAreas[name] === undefined);
if (unknown.length > 0) {
  process.stderr.write(`No area is named ${unknown.join(", ")}. There are: ${Object.keys(mutatedAreas).join(", ")}.\n`);
  process.exit(2);
}

const lines: string[] = [];
for (const area of wanted.length > 0 ? wanted : Object.keys(mutatedAreas)) {
  process.env["REVWATCH_MUTATED_AREA"] = area;
  mkdirSync(keptIn, { recursive: true });
  const isFirst = again || !existsSync(`${keptIn}/${area}.json`);
  const beganAt = Date.now();
  const mutants = await new Stryker(optionsFor(area, again)).runMutationTest();
  const minutes = (Date.now() - beganAt) / 60_000;
  const score = scoreOf(mutants);
  for (const one of score.unnoticed) print(said(one));
  const line = `${area}: ${score.percent.toFixed(1)} % of ${score.counted} mutants noticed, in ${minutes.toFixed(1)} minutes${isFirst ? "" : " (only what has changed since the last run)"}`;
  print(line);
  lines.push(line);
  if (score.percent < leastPercent) process.exitCode = 1;
}
print(`\n${lines.join("\n")}\nAt least ${leastPercent} % have to be noticed in each.`);

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

function said({ fileName, location, status, replacement }: MutantResult): string {
  const { line, column } = location.start;
  return `${relative(".", fileName)}:${line}:${column} ${status === "NoCoverage" ? "no test comes by" : "nobody noticed"}: ${replacement?.replaceAll(/\s+/g, " ").slice(0, 100)}`;
}
