import type { AcceptanceResult } from "../../operations/alerting/accept-finding.ts";
import { given, textOf, type CliCommand } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";
import { callOperation } from "../reach.ts";

export const acceptCommand: CliCommand = {
  name: "accept",
  arguments: [["<finding>", "the finding's id, as `findings` prints it"]],
  summary: "Lives with a finding as it is: no alert until its value changes, it gets worse, or the time is up",
  details:
    "The finding stays open, and `findings` and the report show it as accepted. At the end the person who accepted it is asked again. What is wrong in itself is called so with `revwatch wrong`; a change in the portal that is right is accepted with `revwatch drift`.",
  options: [
    { flags: "--until <day>", meaning: "the last day on which it holds, within a year; needed unless it is withdrawn" },
    { flags: "--reason <words>", meaning: "why; needed unless it is withdrawn" },
    { flags: "--by <name>", meaning: "who accepts it", isRequired: true },
    { flags: "--withdraw", meaning: "no longer accept it" },
    { flags: "--client <id>", meaning: "where two clients have a finding of that id" },
  ],
  json: "{ ok: true, clientId, findingId, until }; { ok: true, clientId, findingId } for --withdraw",
  exits: [exitCodes.usage],

  async run(context, options, [findingId]) {
    const common = {
      findingId,
      by: textOf(options, "by"),
      via: "cli",
      ...given({ clientId: textOf(options, "client") }),
    };
    const [until, reason] = [textOf(options, "until"), textOf(options, "reason")];
    if (options["withdraw"] === true) {
      if (until !== undefined || reason !== undefined) {
        context.say("--withdraw goes with --by alone.");
        return exitCodes.usage;
      }
      const result = await callOperation(context, "withdrawAcceptance", common);
      context.print(context.isJson ? JSON.stringify(result) : "No longer accepted.");
      return exitCodes.ok;
    }
    if (until === undefined || reason === undefined) {
      context.say("Say until when and why: --until DAY --reason WORDS.");
      return exitCodes.usage;
    }
    const result = await callOperation<AcceptanceResult>(context, "acceptFinding", { ...common, until, reason });
    const said = `Accepted through ${until}. \`revwatch findings --accepted\` lists what is.`;
    context.print(context.isJson ? JSON.stringify(result) : said);
    return exitCodes.ok;
  },
};
