import type { CheckList } from "../../operations/list-checks.ts";
import { given, textOf, type CliCommand } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";
import { callOperation } from "../reach.ts";

export const checksCommand: CliCommand = {
  name: "checks",
  summary: "Lists the checks, for how many clients each watches, and how often people said that it is wrong",
  options: [{ flags: "--client <id>", meaning: "counts of this client only" }],
  json: "{ schemaVersion: 1, asOf, clients, checks: [{ checkId, title, severity, cadence, clients, open, findings, excluded, falsePositivePercent | null, muted: { by, reason, since } | null }] }",

  async run(context, options) {
    const clientId = textOf(options, "client");
    const list = await callOperation<CheckList>(context, "listChecks", given({ clientId }), {
      readsOnly: true,
      clientId,
    });
    context.print(
      context.isJson ? JSON.stringify(list, null, 2) : (await import("../print/checks.ts")).sayChecks(list),
    );
    return exitCodes.ok;
  },
};
