import type { CliCommand, CliOption } from "../../cli/command.ts";
import { exitMeanings } from "../../cli/exit-codes.ts";
import { markdownTable } from "./markdown-table.ts";

const everywhere: readonly CliOption[] = [
  {
    flags: "-C, --directory <path>",
    meaning: "the folder of revwatch.yaml; REVWATCH_DIRECTORY names it as well",
    fallback: ".",
  },
  { flags: "--json", meaning: "print one JSON value to stdout, and nothing else there" },
];

const introduction = `\
# The \`revwatch\` command

Answers go to stdout, progress and remarks to stderr. Colours appear on a terminal only, and not where \`NO_COLOR\` is set. A
\`.env\` file beside \`revwatch.yaml\` is read; what the environment has already comes first.

While \`revwatch up\` runs, every command asks it over a socket that only you can reach. While nobody runs, the command opens the
embedded database itself for as long as it takes. With PostgreSQL (\`DATABASE_URL\`) it always works by itself. So no command
fails because another one holds the data.

## Options of every command`;

const jsonRules = `\
## JSON

Every value that \`--json\` prints carries \`schemaVersion\`. Fields may be added under the same version; when one is taken away or
changes its meaning, the version changes. Instants are ISO 8601 in UTC. An error is a value too:
\`{ schemaVersion: 1, error: { name, message, exitCode, faults? } }\`.`;

/** docs/cli.md, from the commands themselves. */
export function cliPage(commands: readonly CliCommand[]): string {
  return [
    introduction,
    "",
    optionTable(everywhere),
    "",
    "## Commands",
    "",
    ...commands.flatMap(section),
    jsonRules,
    "",
    "## Exit codes",
    "",
    "Every command can end with 0, 64, 70, 78 and 130; those that need data or Temporal also with 69, 73 and 75.",
    "",
    markdownTable(
      ["Code", "Meaning"],
      Object.entries(exitMeanings).map(([code, meaning]) => [code, meaning]),
    ),
    "",
  ].join("\n");
}

function section(command: CliCommand): readonly string[] {
  const args = (command.arguments ?? []).map(([name]) => ` ${name}`).join("");
  const exits = command.exits ?? [];
  return [
    `### \`revwatch ${command.name}${args}\``,
    "",
    `${command.summary}.`,
    "",
    ...(command.details === undefined ? [] : [command.details, ""]),
    ...(command.options.length === 0 ? [] : [optionTable(command.options), ""]),
    ...(exits.length === 0 ? [] : [`Besides the codes that every command can end with: ${exits.join(", ")}.`, ""]),
    `\`--json\`: \`${command.json}\``,
    "",
  ];
}

function optionTable(options: readonly CliOption[]): string {
  return markdownTable(
    ["Option", "Meaning"],
    options.map(({ flags, meaning, isRequired, choices, fallback }) => [
      `\`${flags}\``,
      [
        meaning,
        isRequired === true ? "(required)" : null,
        choices === undefined ? null : `(${choices.join(", ")})`,
        fallback === undefined ? null : `[${fallback}]`,
      ]
        .filter((part) => part !== null)
        .join(" "),
    ]),
  );
}
