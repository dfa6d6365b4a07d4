import type { DrillResult } from "../../operations/alerting/drill-client.ts";
import { given, textOf, type CliCommand } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";
import { callOperation } from "../reach.ts";

export const drillCommand: CliCommand = {
  name: "drill",
  summary: "Sends a marked test the whole way of an alert, and reports each hop with its time",
  details:
    "Config, stages, outbox, sender, channels: each receiver of a topic gets one message on each channel, which says first that nothing is wrong. It opens no finding and no alert. It ends with 1 when a hop fails or a message still waits.",
  options: [
    { flags: "--client <id>", meaning: "whose alerts are tested", isRequired: true },
    { flags: "--by <name>", meaning: "who asks for it; the messages say so", isRequired: true },
    { flags: "--receiver <id>", meaning: "only to this receiver" },
    { flags: "--wait <seconds>", meaning: "how long to wait for the channels", fallback: "60" },
  ],
  json: '{ ok, clientId, hops: [{ hop: "config" | "pipeline" | "outbox" | "sender" | "channel", what, state: "ok" | "held" | "failed" | "waiting", afterMs }] }',
  exits: [exitCodes.found, exitCodes.usage],

  async run(context, options) {
    const waitSeconds = Number(textOf(options, "wait"));
    if (!Number.isInteger(waitSeconds) || waitSeconds < 1 || waitSeconds > 300) {
      context.say("--wait takes a number of seconds, 1 to 300.");
      return exitCodes.usage;
    }
    const clientId = textOf(options, "client");
    const input = {
      clientId,
      by: textOf(options, "by"),
      waitSeconds,
      ...given({ receiver: textOf(options, "receiver") }),
    };
    const result = await callOperation<DrillResult>(context, "drillClient", input, { clientId });
    context.print(
      context.isJson ? JSON.stringify(result, null, 2) : (await import("../print/drill.ts")).sayDrill(result),
    );
    return result.ok ? exitCodes.ok : exitCodes.found;
  },
};
