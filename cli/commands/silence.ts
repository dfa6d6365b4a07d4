import type { SilenceResult } from "../../operations/alerting/add-silence.ts";
import type { SilenceList } from "../../operations/alerting/list-silences.ts";
import { given, textOf, type CliCommand, type CliOption, type OptionValues } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";
import { callOperation } from "../reach.ts";

/** Lists stand with commas on the command line. */
const lines: readonly CliOption[] = [
  { flags: "--check <ids>", meaning: "checks, with commas between them" },
  { flags: "--topic <names>", meaning: "topics" },
  { flags: "--severity <words>", meaning: "severities" },
  { flags: "--owner <names>", meaning: "owners, by e-mail address or HubSpot's id" },
  { flags: "--team <names>", meaning: "teams of owners" },
  { flags: "--pipeline <names>", meaning: "pipelines" },
  { flags: "--form <names>", meaning: "forms" },
  { flags: "--record <ids>", meaning: "HubSpot's ids of records" },
];
const names = ["check", "topic", "severity", "owner", "team", "pipeline", "form", "record"] as const;

export const silenceAddCommand: CliCommand = {
  name: "silence add",
  summary: "Silences what fits the lines, for a time and with a reason",
  details:
    "Each line that is given has to fit, and one of its values is enough. A silence lasts 30 days at most, and ends by itself when for a day nothing has fitted any more. Receivers who heard of a finding hear of its end, silence or not; at the end of the silence each receiver hears what is new to them.",
  options: [
    { flags: "--client <id>", meaning: "whose findings", isRequired: true },
    ...lines,
    { flags: "--everything", meaning: "instead of lines: all findings of the client" },
    { flags: "--for <time>", meaning: 'how long, such as "3 days"' },
    { flags: "--until <time>", meaning: 'instead: a day, or "2026-12-03 09:00", in the client\'s zone' },
    { flags: "--reason <words>", meaning: "why", isRequired: true },
    { flags: "--by <name>", meaning: "who silences it", isRequired: true },
  ],
  json: "{ ok: true, clientId, silenceId, matches, until, findings }",

  async run(context, options) {
    const result = await callOperation<SilenceResult>(context, "addSilence", {
      clientId: textOf(options, "client"),
      ...linesOf(options),
      everything: options["everything"] === true,
      ...given({ for: textOf(options, "for"), until: textOf(options, "until") }),
      reason: textOf(options, "reason"),
      by: textOf(options, "by"),
      via: "cli",
    });
    const { countOf } = await import("../../domain/duration.ts");
    const { sayInstantInFull } = await import("../../domain/say-instant.ts");
    const { silenceId, matches, until, findings } = result;
    const said = `Silenced ${matches} until ${sayInstantInFull(until, "UTC")}: ${countOf(findings, "open finding")}. End it with \`revwatch silence end ${silenceId}\`.`;
    context.print(context.isJson ? JSON.stringify(result) : said);
    return exitCodes.ok;
  },
};

function linesOf(options: OptionValues) {
  return Object.fromEntries(
    names.flatMap((name) => {
      const text = textOf(options, name);
      return text === undefined ? [] : [[name, text.split(",").map((value) => value.trim())]];
    }),
  );
}

export const silenceListCommand: CliCommand = {
  name: "silence list",
  summary: "Lists the silences that hold, the one that ends first first",
  options: [{ flags: "--client <id>", meaning: "only this client" }],
  json: "{ schemaVersion: 1, asOf, silences: [{ clientId, silenceId, matches, reason, by, createdAt, until, timeZone, lastMatchedAt | null }] }",

  async run(context, options) {
    const input = given({ clientId: textOf(options, "client") });
    const list = await callOperation<SilenceList>(context, "listSilences", input, { readsOnly: true });
    context.print(
      context.isJson ? JSON.stringify(list, null, 2) : (await import("../print/choices.ts")).saySilences(list),
    );
    return exitCodes.ok;
  },
};

export const silenceEndCommand: CliCommand = {
  name: "silence end",
  arguments: [["<silence>", "the silence's id, as `silence list` prints it"]],
  summary: "Ends a silence before its time",
  options: [
    { flags: "--client <id>", meaning: "whose silence it is", isRequired: true },
    { flags: "--by <name>", meaning: "who ends it", isRequired: true },
  ],
  json: "{ ok: true, clientId, silenceId }",

  async run(context, options, [silenceId]) {
    const result = await callOperation(context, "endSilence", {
      clientId: textOf(options, "client"),
      silenceId,
      by: textOf(options, "by"),
      via: "cli",
    });
    context.print(context.isJson ? JSON.stringify(result) : "The silence has ended.");
    return exitCodes.ok;
  },
};
