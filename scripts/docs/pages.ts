import { readFileSync } from "node:fs";
import { checks } from "../../checks/index.ts";
import { commands } from "../../cli/commands.ts";
import { alarmRules } from "../../domain/watch/all-rules.ts";
import { alarmTable } from "./alarm-table.ts";
import { cataloguePage } from "./catalogue-page.ts";
import { checkPage } from "./check-page.ts";
import { checkTable } from "./check-table.ts";
import { cliPage } from "./cli-page.ts";

/** Every page that is written from metadata: path → text. */
export function generatedPages(root: URL): ReadonlyMap<string, string> {
  return new Map([
    ...checks.map((check) => [`docs/checks/${check.id}.md`, checkPage(check)] as const),
    ["docs/catalogue.md", cataloguePage(checks)],
    ["docs/cli.md", cliPage(commands)],
    ["README.md", withTable(root, "README.md", "checks", checkTable(checks))],
    ["docs/operations.md", withTable(root, "docs/operations.md", "alarms", alarmTable(alarmRules))],
  ]);
}

/** The page as it is, with the table of that name put anew between its two marks. */
function withTable(root: URL, path: string, name: string, table: string): string {
  const page = readFileSync(new URL(path, root), "utf8");
  const begin = `<!-- ${name}: written by npm run docs -->`;
  const end = `<!-- end of ${name} -->`;
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from === -1 || to < from)
    throw new Error(`${path} has lost the lines "${begin}" and "${end}", between which the table of ${name} stands.`);
  return `${page.slice(0, from + begin.length)}\n\n${table}\n\n${page.slice(to)}`;
}
