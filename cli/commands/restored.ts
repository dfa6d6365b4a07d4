import type { DeclareRestoredResult } from "../../operations/declare-restored.ts";
import type { CliCommand } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";
import { callOperation } from "../reach.ts";

export const restoredCommand: CliCommand = {
  name: "restored",
  summary: "Says that the database was restored where that cannot be noticed, or that nothing was lost",
  details:
    "A database that comes from a dump or an archive is noticed. A snapshot of a whole machine or a physical copy of PostgreSQL is not: run this before `up` or `worker` starts. After a move in which nothing was lost, such as pg_upgrade, run it with --nothing-lost.",
  options: [{ flags: "--nothing-lost", meaning: "end mode restored: the database was only moved, while nothing ran" }],
  json: "{ schemaVersion: 1, clients: [{ clientId, from, until }] }",

  async run(context, options) {
    const input = { nothingLost: options["nothingLost"] === true };
    const result = await callOperation<DeclareRestoredResult>(context, "declareRestored", input);
    if (context.isJson) context.print(JSON.stringify(result, null, 2));
    else if (result.clients.length === 0) context.print("No client is in mode restored.");
    else
      for (const { clientId, from, until } of result.clients)
        context.print(`${clientId}: restored, nothing is known from ${from} to ${until}`);
    return exitCodes.ok;
  },
};
