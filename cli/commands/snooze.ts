import type { SnoozeResult } from "../../operations/alerting/snooze-findings.ts";
import { textOf, type CliCommand } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";
import { meantArgument, meantBy, meantOptions } from "../meant.ts";
import { callOperation } from "../reach.ts";

export const snoozeCommand: CliCommand = {
  name: "snooze",
  arguments: [meantArgument],
  summary: "Puts a finding, or what an alert lists now, off until later",
  details:
    "An alert is put off for its receiver, a finding for every receiver. What gets worse is told before. When the time is up, the person who snoozed it is asked first, in business hours; then escalation continues.",
  options: [
    { flags: "--for <time>", meaning: "1h, tomorrow, monday, or a day such as 2026-12-03: until work begins then" },
    { flags: "--end", meaning: "be told again now" },
    ...meantOptions,
  ],
  json: "{ ok: true, clientId, until, findings }; { ok: true, clientId, findings } for --end",
  exits: [exitCodes.usage],

  async run(context, options, [what]) {
    const length = textOf(options, "for");
    if ((length === undefined) === (options["end"] !== true)) {
      context.say("Say for how long (--for 1h, tomorrow, monday or a day), or --end.");
      return exitCodes.usage;
    }
    const meant = meantBy(what, options);
    if (length === undefined) {
      const result = await callOperation(context, "endSnooze", meant);
      context.print(context.isJson ? JSON.stringify(result) : "No longer snoozed.");
      return exitCodes.ok;
    }
    const result = await callOperation<SnoozeResult>(context, "snoozeFindings", { ...meant, for: length });
    const { countOf } = await import("../../domain/duration.ts");
    const { sayInstantInFull } = await import("../../domain/say-instant.ts");
    const said = `Snoozed ${countOf(result.findings, "finding")} until ${sayInstantInFull(result.until, "UTC")}.`;
    context.print(context.isJson ? JSON.stringify(result) : said);
    return exitCodes.ok;
  },
};
