import { Command, Option } from "commander";
import type { CliCommand, OptionValues } from "./command.ts";
import { commands } from "./commands.ts";
import { createContext } from "./context.ts";
import { exitCodes, type ExitCode } from "./exit-codes.ts";
import { reportError } from "./report-error.ts";
import { version } from "./version.ts";

/**
 * The `revwatch` command.
 *
 * @param finish - Is given the exit code when a command has ended.
 */
export function createProgram(finish: (code: ExitCode) => void): Command {
  const program = new Command("revwatch")
    .description(
      "Watches the revenue engine in HubSpot portals: audits on a cadence, alerts that reach a person, a report each week.",
    )
    .version(version, "-V, --version")
    .showHelpAfterError("Try: revwatch --help")
    .showSuggestionAfterError()
    .exitOverride();
  for (const command of commands) program.addCommand(toCommander(command, finish));
  return program;
}

function toCommander(definition: CliCommand, finish: (code: ExitCode) => void): Command {
  const command = new Command(definition.name).summary(definition.summary).exitOverride();
  command.description(definition.details === undefined ? definition.summary : `${definition.summary}\n\n${definition.details}`);
  for (const [name, meaning] of definition.arguments ?? []) command.argument(name, meaning);
  for (const option of definition.options) command.addOption(toOption(option));
  const directory = new Option("-C, --directory <path>", "the folder of revwatch.yaml").env("REVWATCH_DIRECTORY").default(".");
  command.addOption(directory).option("--json", "print one JSON value");
  return command.action(async (...given: unknown[]) => {
    const { directory, json, ...options } = command.opts<Record<string, string | boolean | undefined>>();
    const args = given.slice(0, definition.arguments?.length ?? 0).map(String);
    finish(await runCommand(definition, String(directory), json === true, options, args));
  });
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

/** What commander's own ends mean: help and version are no faults, everything else is how it was called. */
export function codeOfCommanderError(code: string): ExitCode {
  return code === "commander.helpDisplayed" || code === "commander.version" ? exitCodes.ok : exitCodes.usage;
}
