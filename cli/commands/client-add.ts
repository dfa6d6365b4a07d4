import { clientFieldsOf, clientOptions } from "../client-options.ts";
import type { CliCommand } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";

export const clientAddCommand: CliCommand = {
  name: "client add",
  arguments: [["<id>", "the client's id: lower-case words with dashes, such as northwind"]],
  summary: "Writes the file of a new client, and the line that .env needs for its token",
  details:
    "What is not said is left in the file as a placeholder, which does not validate until it is filled in; the answer names each place. Nothing is overwritten. A Revwatch that runs follows the files within seconds; `revwatch apply` then takes the client on.",
  options: clientOptions,
  json: "{ schemaVersion: 1, clientId, written: [path], tokenVariable, toFillIn: [{ file, line, column, path, message }] }",

  async run(context, options, [id]) {
    const { addClient } = await import("../../operations/add-client.ts");
    const { parseInput } = await import("../parse-input.ts");
    const input = parseInput(addClient.input, { directory: context.directory, id, ...clientFieldsOf(options) });
    const added = await addClient.run({}, input);
    if (context.isJson) context.print(JSON.stringify(added, null, 2));
    else context.print((await import("../print/added-client.ts")).sayAddedClient(added));
    return exitCodes.ok;
  },
};
