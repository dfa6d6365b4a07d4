import { readFileSync } from "node:fs";
import { checks } from "../../checks/index.ts";
import { commands } from "../../cli/commands.ts";
import { checkPage } from "./check-page.ts";
import { checkTable } from "./check-table.ts";
import { cliPage } from "./cli-page.ts";

const begin = "<!-- checks: written by npm run docs -->";
const end = "<!-- end of checks -->";

/** Every page that is written from metadata: path → text. */
export function generatedPages(root: URL): ReadonlyMap<string, string> {
  return new Map([
    ...checks.map((check) => [`docs/checks/${check.id}.md`, checkPage(check)] as const),
    ["docs/cli.md", cliPage(commands)],
    ["README.md", withTable(readFileSync(new URL("README.md", root), "utf8"), checkTable(checks))],
  ]);
}

function withTable(readme: string, table: string): string {
  const [from, to] = [readme.indexOf(begin), readme.indexOf(end)];
  if (from === -1 || to < from)
    throw new Error(`README.md has lost the lines "${begin}" and "${end}", between which the table of checks stands.`);
  return `${readme.slice(0, from + begin.length)}\n\n${table}\n\n${readme.slice(to)}`;
}
