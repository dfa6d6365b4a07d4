import type { AssignResult } from "../../operations/alerting/assign-findings.ts";
import { textOf, type CliCommand } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";
import { meantArgument, meantBy, meantOptions } from "../meant.ts";
import { callOperation } from "../reach.ts";

export const assignCommand: CliCommand = {
  name: "assign",
  arguments: [meantArgument],
  summary: "Gives a finding, or what an alert lists now, to a receiver",
  details: "It leaves the alerts in which it stood and joins that receiver's, with its age, until it ends.",
  options: [{ flags: "--to <receiver>", meaning: "a receiver of the client", isRequired: true }, ...meantOptions],
  json: "{ ok: true, clientId, to, findings }",

  async run(context, options, [what]) {
    const input = { ...meantBy(what, options), to: textOf(options, "to") };
    const result = await callOperation<AssignResult>(context, "assignFindings", input);
    const { countOf } = await import("../../domain/duration.ts");
    const said = `${countOf(result.findings, "finding")} assigned to ${result.to}.`;
    context.print(context.isJson ? JSON.stringify(result) : said);
    return exitCodes.ok;
  },
};
