import { CommanderError } from "commander";
import { ownStrayFaults } from "../workers/stray-faults.ts";
import { exitCodes, type ExitCode } from "./exit-codes.ts";
import { endWith, guardOutput } from "./end-with.ts";
import { createProgram } from "./program.ts";
import { reportUsage } from "./report-usage.ts";

ownStrayFaults();
guardOutput();

let code: ExitCode = exitCodes.ok;
try {
  const program = createProgram((ended) => {
    code = ended;
  });
  if (process.argv.length <= 2) program.outputHelp();
  else await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  code = reportUsage(error, process.argv);
}
await endWith(code);
