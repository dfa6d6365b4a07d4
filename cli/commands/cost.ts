import { textOf, type CliCommand } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";

export const costCommand: CliCommand = {
  name: "cost",
  summary: "Says how many requests a day watching a client takes, by cadence, before anything is switched on",
  details:
    "It asks the portal how many records it has, how many changed within a day, and once for each kind of settings that its checks need; nothing is stored. The figures are upper bounds for a day like the last one: people who wait are held to wait all day, and what cadences share is counted with each. Slower cadences, or fewer checks, make it cheaper: cadences: and checks: in the client's file.",
  options: [{ flags: "--client <id>", meaning: "whose portal", isRequired: true }],
  json: "{ schemaVersion: 1, clientId, asOf, records, unreadable: [text], cadences: [{ cadence, runsADay, requests, parts: [{ what, requests }] }], lists, total, dailyLimit, percent, firstAudit }",

  async run(context, options) {
    const { costInPlace } = await import("../cost-in-place.ts");
    const cost = await costInPlace(context, textOf(options, "client")!);
    if (context.isJson) context.print(JSON.stringify(cost, null, 2));
    else context.print((await import("../print/cost.ts")).sayCost(cost));
    return exitCodes.ok;
  },
};
