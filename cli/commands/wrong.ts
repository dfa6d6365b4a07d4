import type { ExcludeResult } from "../../operations/exclude-finding.ts";
import { given, textOf, type CliCommand } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";
import { callOperation } from "../reach.ts";

export const wrongCommand: CliCommand = {
  name: "wrong",
  arguments: [["<finding>", "the finding's id, as `findings` prints it"]],
  summary:
    "Says that a finding is wrong, or that its person is not a lead: it ends, and stays away until that is taken back",
  details:
    "The finding ends as closed-by-person and is not counted as fixed; everyone who was told about it hears who closed it and why. Its check opens nothing about this subject again until --take-back. `revwatch checks` counts the findings called wrong.",
  options: [
    { flags: "--reason <words>", meaning: "why; needed unless it is taken back" },
    { flags: "--by <name>", meaning: "who says so", isRequired: true },
    { flags: "--not-a-lead", meaning: "the check is right, but this person is not a lead" },
    { flags: "--take-back", meaning: "let the check speak of this subject again" },
    { flags: "--client <id>", meaning: "where two clients have a finding of that id" },
  ],
  json: "{ ok: true, clientId, isClosed, said }; { ok: true, clientId } for --take-back",
  exits: [exitCodes.usage],

  async run(context, options, [findingId]) {
    const common = {
      findingId,
      by: textOf(options, "by"),
      via: "cli",
      ...given({ clientId: textOf(options, "client") }),
    };
    const reason = textOf(options, "reason");
    if (options["takeBack"] === true) {
      if (reason !== undefined || options["notALead"] === true) {
        context.say("--take-back goes with --by alone: the reason and what was said go with it.");
        return exitCodes.usage;
      }
      const result = await callOperation<{ ok: true }>(context, "takeBackExclusion", common);
      context.print(context.isJson ? JSON.stringify(result) : "Taken back. The next audit judges it again.");
      return exitCodes.ok;
    }
    if (reason === undefined) {
      context.say("Say why it is wrong: --reason WORDS.");
      return exitCodes.usage;
    }
    const kind = options["notALead"] === true ? "not-a-lead" : "wrong";
    const result = await callOperation<ExcludeResult>(context, "excludeFinding", { ...common, kind, reason });
    context.print(context.isJson ? JSON.stringify(result) : sayResult(result));
    return exitCodes.ok;
  },
};

function sayResult({ isClosed, said }: ExcludeResult): string {
  return isClosed
    ? `${said[0]!.toUpperCase()}${said.slice(1)}. It stays closed until \`revwatch wrong <finding> --take-back\`.`
    : "It had ended before. It does not open again until `revwatch wrong <finding> --take-back`.";
}
