import { given, textOf, type CliCommand } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";
import { callOperation } from "../reach.ts";

export const noteCommand: CliCommand = {
  name: "note",
  arguments: [
    ["<finding>", "the finding's id, as `findings` prints it"],
    ["<words>", "what others should know"],
  ],
  summary: "Writes something about a finding into its story, without telling anyone",
  options: [
    { flags: "--by <name>", meaning: "who writes it", isRequired: true },
    { flags: "--client <id>", meaning: "where two clients have a finding of that id" },
  ],
  json: "{ ok: true, clientId, findingId }",

  async run(context, options, [findingId, text]) {
    const name = given({ clientId: textOf(options, "client") });
    const input = { findingId, text, by: textOf(options, "by"), via: "cli", ...name };
    const result = await callOperation(context, "noteFinding", input);
    context.print(context.isJson ? JSON.stringify(result) : "Noted. `revwatch explain` shows it.");
    return exitCodes.ok;
  },
};
