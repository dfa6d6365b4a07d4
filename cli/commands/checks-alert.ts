import type { TellingResult } from "../../operations/set-telling.ts";
import { textOf, type CliCommand } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";
import { callOperation } from "../reach.ts";

export const checksAlertCommand: CliCommand = {
  name: "checks alert",
  arguments: [["<check>", "the check's id, or `all` that are being observed"]],
  summary: "Lets a check that was observed at a client alert from now on",
  details:
    "It does so by itself when the days of `observeDays` are over. What is open already is not told one by one: each receiver gets one line with the count.",
  options: [
    { flags: "--client <id>", meaning: "at which client", isRequired: true },
    { flags: "--by <name>", meaning: "who decides it", isRequired: true },
  ],
  json: "{ ok: true, clientId, checkIds, telling, open }",

  async run(context, options, [checkId]) {
    const input = { checkId, telling: "alert", clientId: textOf(options, "client"), by: textOf(options, "by") };
    const result = await callOperation<TellingResult>(context, "setTelling", input);
    const { countOf } = await import("../../domain/duration.ts");
    const said = `${countOf(result.checkIds.length, "check")} will alert from now on. ${countOf(result.open, "finding")} open already: not sent one by one.`;
    context.print(context.isJson ? JSON.stringify(result) : said);
    return exitCodes.ok;
  },
};
