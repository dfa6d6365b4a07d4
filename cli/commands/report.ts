import type { ReportNowResult } from "../../operations/report-now.ts";
import { given, textOf, type CliCommand } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";
import { callOperation } from "../reach.ts";

export const reportCommand: CliCommand = {
  name: "report",
  summary: "Builds one client's weekly report now, and sends it where asked to",
  details:
    "A worker must be running: `revwatch up` or `revwatch worker`. It ends with 1 when the client was not checked at the end of the week, or could not be read.",
  options: [
    { flags: "--client <id>", meaning: "the client", isRequired: true },
    { flags: "--week <week>", meaning: "an ISO week such as 2026-W47; the last whole week when left out" },
    { flags: "--send", meaning: "send it to the recipients of the config" },
  ],
  exits: [exitCodes.found],
  json: "{ schemaVersion: 1, report: { …the report's model }, sentTo: [receiver], url }",

  async run(context, options) {
    const clientId = textOf(options, "client");
    const week = textOf(options, "week");
    const input = { clientId, send: options["send"] === true, ...given({ week }) };
    const result = await callOperation<ReportNowResult>(context, "reportNow", input, {
      needsWorker: true,
      clientId,
      async require(config) {
        const { requireReportable } = await import("../../operations/report-now.ts");
        requireReportable(config, { clientId: clientId ?? "", week }, new Date());
      },
    });
    if (context.isJson) context.print(JSON.stringify(result, null, 2));
    else context.print((await import("../print/report.ts")).sayReport(result));
    return result.report.score === null ? exitCodes.found : exitCodes.ok;
  },
};
