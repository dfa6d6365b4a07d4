import { Command, Option } from "commander";
import type { CliCommand, OptionValues } from "./command.ts";
import { commands as allCommands } from "./commands.ts";
import { createContext } from "./context.ts";
import type { ExitCode } from "./exit-codes.ts";
import { reportError } from "./report-error.ts";
import { sayable } from "./sayable.ts";
import { version } from "./version.ts";

/**
 * The `revwatch` command.
 *
 * @param finish - Is given the exit code when a command has ended.
 */
export function createProgram(
  finish: (code: ExitCode) => void,
  commands: readonly CliCommand[] = allCommands,
): Command {
  const program = new Command("revwatch")
    .description(
      "Finds broken lead routing, unanswered leads and stalled deals in HubSpot portals, alerts the right person, and reports each week. Read-only.",
    )
    .version(version, "-V, --version")
    .addOption(
      new Option("-C, --directory <path>", "the folder of revwatch.yaml").env("REVWATCH_DIRECTORY").default("."),
    )
    .option("--json", "print one JSON value")
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({ outputError: (text, write) => write(sayable(text)) })
    .showHelpAfterError("Try: revwatch --help")
    .showSuggestionAfterError()
    .exitOverride();
  for (const command of commands) groupOf(program, command.name).addCommand(toCommander(command, program, finish));
  return program;
}

/** "client add" belongs to the group "client", which shows what it has. */
function groupOf(program: Command, name: string): Command {
  const [group, ...rest] = name.split(" ");
  if (rest.length === 0) return program;
  const known = program.commands.find((one) => one.name() === group);
  if (known !== undefined) return known;
  const made = new Command(group).summary(groupSummaries[group!] ?? "").copyInheritedSettings(program);
  program.addCommand(made);
  return made;
}

const groupSummaries: Readonly<Record<string, string>> = {
  client: "Adds clients",
  silence: "Silences findings for a time, lists silences and ends them",
};

/** The options of every command stand before it or after it: they are the program's own. */
function toCommander(definition: CliCommand, program: Command, finish: (code: ExitCode) => void): Command {
  const command = new Command(definition.name.split(" ").at(-1))
    .summary(definition.summary)
    .copyInheritedSettings(program)
    .hook("preSubcommand", handDown);
  command.description(
    definition.details === undefined ? definition.summary : `${definition.summary}\n\n${definition.details}`,
  );
  for (const [name, meaning] of definition.arguments ?? []) command.argument(name, meaning);
  for (const option of definition.options) command.addOption(toOption(option));
  return command.action(async (...given: unknown[]) => {
    const { directory, json } = program.opts<{ readonly directory: string; readonly json?: boolean }>();
    const args = given
      .slice(0, definition.arguments?.length ?? 0)
      .filter((value) => value !== undefined)
      .map(String);
    finish(await runCommand(definition, directory, json === true, command.opts<OptionValues>(), args));
  });
}

/**
 * A command with commands below it reads its own options wherever they stand, those of `checks observe --client x` too:
 * what the one below knows by the same name is that one's.
 */
function handDown(above: Command, below: Command): void {
  for (const option of below.options) {
    const name = option.attributeName();
    const value: unknown = above.getOptionValue(name);
    if (value !== undefined) below.setOptionValue(name, value);
  }
}

function toOption({ flags, meaning, isRequired = false, choices, fallback }: CliCommand["options"][number]): Option {
  const option = new Option(flags, meaning).makeOptionMandatory(isRequired);
  if (choices !== undefined) option.choices([...choices]);
  return fallback === undefined ? option : option.default(fallback);
}

async function runCommand(
  definition: CliCommand,
  directory: string,
  isJson: boolean,
  options: OptionValues,
  args: readonly string[],
): Promise<ExitCode> {
  const context = createContext(directory, isJson);
  try {
    return await definition.run(context, options, args);
  } catch (error) {
    return reportError(context, error);
  }
}
