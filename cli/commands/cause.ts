import { given, textOf, type CliCommand } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";
import { callOperation } from "../reach.ts";

export const causeCommand: CliCommand = {
  name: "cause",
  arguments: [["<finding>", "the finding's id, as `findings` prints it"]],
  summary: "Says what makes a finding come back",
  details:
    "A finding that has come back three times within 90 days is a problem: its receiver is asked for the cause. `revwatch explain` shows the answer; a later one takes its place.",
  options: [
    { flags: "--cause <words>", meaning: "what causes it", isRequired: true },
    { flags: "--by <name>", meaning: "who says so", isRequired: true },
    { flags: "--client <id>", meaning: "where two clients have a finding of that id" },
  ],
  json: "{ ok: true, clientId, reopened }",
  exits: [exitCodes.usage],

  async run(context, options, [findingId]) {
    const result = await callOperation<{ readonly reopened: number }>(context, "nameCause", {
      findingId,
      cause: textOf(options, "cause"),
      by: textOf(options, "by"),
      via: "cli",
      ...given({ clientId: textOf(options, "client") }),
    });
    context.print(
      context.isJson ? JSON.stringify(result) : `Kept as the cause of what has come back ${result.reopened} times.`,
    );
    return exitCodes.ok;
  },
};
