import type { CommanderError } from "commander";
import { exitCodes, type ExitCode } from "./exit-codes.ts";
import { sayable } from "./sayable.ts";

/** A command line that cannot be answered: its message is on stderr by now, and is a value where JSON was asked for. */
export function reportUsage({ code, exitCode, message }: CommanderError, argv: readonly string[]): ExitCode {
  // Help and version, which were asked for.
  if (exitCode === 0) return exitCodes.ok;
  if (argv.includes("--json")) {
    const said =
      code === "commander.help" ? "A command is missing. Try: revwatch --help" : message.replace(/^error: /, "");
    const error = { name: "Usage", message: sayable(said), exitCode: exitCodes.usage };
    process.stdout.write(`${JSON.stringify({ schemaVersion: 1, error }, null, 2)}\n`);
  }
  return exitCodes.usage;
}
