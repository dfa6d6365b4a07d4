import { textOf, type CliCommand } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";
import { callOperation } from "../reach.ts";

export const checksUnmuteCommand: CliCommand = {
  name: "checks unmute",
  arguments: [["<check>", "the check's id"]],
  summary: "Puts a muted check back into service",
  details:
    "The next audits judge by it again. What they find at their first look is a baseline: counted and shown, without an alert.",
  options: [{ flags: "--by <name>", meaning: "who says so", isRequired: true }],
  json: "{ ok: true, checkId }",

  async run(context, options, [checkId]) {
    const result = await callOperation<{ ok: true }>(context, "unmuteCheck", { checkId, by: textOf(options, "by") });
    const said = "Unmuted. The next audit starts from a new baseline: what it finds first is shown, without an alert.";
    context.print(context.isJson ? JSON.stringify(result) : said);
    return exitCodes.ok;
  },
};
