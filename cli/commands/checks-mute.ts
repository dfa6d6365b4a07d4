import type { MuteResult } from "../../operations/mute-check.ts";
import { textOf, type CliCommand } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";
import { callOperation } from "../reach.ts";

export const checksMuteCommand: CliCommand = {
  name: "checks mute",
  arguments: [["<check>", "the check's id, as `checks` prints it"]],
  summary: "Takes a bad check out of service for all clients: its findings end without a message",
  details:
    "Its findings end as unwatched, which is no recovery; messages that name them change in place. It judges nothing until `revwatch checks unmute`, whatever the files say, and counts in neither coverage nor score. To switch a check off for one client, say so in its file.",
  options: [
    { flags: "--reason <words>", meaning: "why", isRequired: true },
    { flags: "--by <name>", meaning: "who says so", isRequired: true },
  ],
  json: "{ ok: true, checkId, ended }",

  async run(context, options, [checkId]) {
    const [reason, by] = [textOf(options, "reason"), textOf(options, "by")];
    const result = await callOperation<MuteResult>(context, "muteCheck", { checkId, reason, by });
    const { countOf } = await import("../../domain/duration.ts");
    const said = `Muted for all clients. ${countOf(result.ended, "finding")} ended, without a message.`;
    context.print(context.isJson ? JSON.stringify(result) : said);
    return exitCodes.ok;
  },
};
