import type { CliCommand } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";

export const validateCommand: CliCommand = {
  name: "validate",
  summary: "Says whether the config is good, with every fault of every file",
  details: "Reads files only: nothing has to run, and no secret is read.",
  options: [],
  json: "{ schemaVersion: 1, isValid, clients: [{ clientId, name, monitors }], faults: [{ file, line, column, path, message }], notes: [text], message }",
  exits: [exitCodes.badConfig],

  async run(context) {
    const { validateConfig } = await import("../../operations/validate-config.ts");
    const { countOf } = await import("../../domain/duration.ts");
    const verdict = await validateConfig.run({ env: context.env }, { directory: context.directory });
    if (context.isJson) context.print(JSON.stringify(verdict, null, 2));
    else if (!verdict.isValid) context.say(verdict.message);
    else
      context.print([`The config is good: ${countOf(verdict.clients.length, "client")}.`, ...verdict.notes].join("\n"));
    return verdict.isValid ? exitCodes.ok : exitCodes.badConfig;
  },
};
