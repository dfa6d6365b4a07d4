import type { CommanderError } from "commander";
import { exitCodes, type ExitCode } from "./exit-codes.ts";
import { sayable } from "./sayable.ts";

/** Commander's own ends that are no fault: help and version were asked for. */
const asked = new Set(["commander.helpDisplayed", "commander.version"]);

/** A command line that cannot be answered: its message is on stderr by now, and is a value where JSON was asked for. */
export function reportUsage({ code, message }: CommanderError, argv: readonly string[]): ExitCode {
  if (asked.has(code)) return exitCodes.ok;
  if (argv.includes("--json")) {
    const said = code === "commander.help" ? "A command is missing. Try: revwatch --help" : message.replace(/^error: /, "");
    const error = { name: "Usage", message: sayable(said), exitCode: exitCodes.usage };
    process.stdout.write(`${JSON.stringify({ schemaVersion: 1, error }, null, 2)}\n`);
  }
  return exitCodes.usage;
}
