import { textOf, type CliCommand } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";

export const discoverCommand: CliCommand = {
  name: "discover",
  summary: "Reads how a client's portal is set up, and proposes the client's file",
  details:
    "It needs the client's file with what opens its portal; placeholders elsewhere are welcome. It reads pipelines, lifecycle stages and lead statuses with how many records have each, forms, owners, teams, currency, API limits and scopes, and no record itself. The proposal is your file as it is, with what is missing at its end and, at its head, the questions that only people can answer. It overwrites nothing, and nothing reads the proposal until you copy it over your file.",
  options: [
    { flags: "--client <id>", meaning: "whose portal", isRequired: true },
    { flags: "--out <file>", meaning: "where the proposal goes; proposals/<client>.yaml when left out" },
  ],
  json: "{ schemaVersion: 1, clientId, written: path, questions: [text] }",

  async run(context, options) {
    const { discoverInPlace } = await import("../discover-in-place.ts");
    const discovery = await discoverInPlace(context, textOf(options, "client")!, textOf(options, "out"));
    if (context.isJson) context.print(JSON.stringify(discovery, null, 2));
    else context.print((await import("../print/discovery.ts")).sayDiscovery(discovery));
    return exitCodes.ok;
  },
};
