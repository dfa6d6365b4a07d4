import { CommanderError } from "commander";
import { codeOfCommanderError, createProgram } from "./program.ts";

// `revwatch findings | head` closes our output early, and that is no fault.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

try {
  const program = createProgram((code) => {
    process.exitCode = code;
  });
  if (process.argv.length <= 2) program.outputHelp();
  else await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = codeOfCommanderError(error.code);
}
