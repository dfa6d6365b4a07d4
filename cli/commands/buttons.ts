import { given, textOf, type CliCommand } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";
import { callOperation } from "../reach.ts";

export const buttonsCommand: CliCommand = {
  name: "buttons",
  summary: "Exchanges the key that signs the buttons and links of messages",
  details:
    "From then on messages carry buttons of the new key. Those in older messages hold until they expire (deliveries.buttonsValidFor); with --forget-old they end at once, for a key that has become known. Alerts can be acknowledged on the dashboard in any case.",
  options: [
    { flags: "--new-key", meaning: "exchange it", isRequired: true },
    { flags: "--forget-old", meaning: "end the buttons of older messages now" },
    { flags: "--by <name>", meaning: "who does it, for the audit log" },
  ],
  json: "{ schemaVersion: 1, forgetsOld }",

  async run(context, options) {
    const forgetsOld = options["forgetOld"] === true;
    const result = await callOperation(context, "exchangeButtonKey", {
      forgetsOld,
      ...given({ by: textOf(options, "by") }),
    });
    context.print(
      context.isJson
        ? JSON.stringify(result)
        : forgetsOld
          ? "A new key signs from now on. Buttons in older messages have ended."
          : "A new key signs from now on. Buttons in older messages hold until they expire.",
    );
    return exitCodes.ok;
  },
};
