import type { TellingResult } from "../../operations/set-telling.ts";
import { textOf, type CliCommand } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";
import { callOperation } from "../reach.ts";

export const checksObserveCommand: CliCommand = {
  name: "checks observe",
  arguments: [["<check>", "the check's id, as `checks` prints it"]],
  summary: "Lets a check be observed at a client: what it finds is counted and shown, and no one is told",
  details:
    "A check that comes with an upgrade begins so at every client. It counts in neither score nor coverage. What was told before keeps its place in its message. `revwatch checks --client ID` says what it would have told.",
  options: [
    { flags: "--client <id>", meaning: "at which client", isRequired: true },
    { flags: "--by <name>", meaning: "who decides it", isRequired: true },
  ],
  json: "{ ok: true, clientId, checkIds, telling, open }",

  async run(context, options, [checkId]) {
    const input = { checkId, telling: "observe", clientId: textOf(options, "client"), by: textOf(options, "by") };
    const result = await callOperation<TellingResult>(context, "setTelling", input);
    const said = "Observed from now on: what it finds is counted and shown, and no one is told.";
    context.print(context.isJson ? JSON.stringify(result) : said);
    return exitCodes.ok;
  },
};
