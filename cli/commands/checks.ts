import type { CheckList } from "../../operations/list-checks.ts";
import { given, textOf, type CliCommand } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";
import { callOperation } from "../reach.ts";

export const checksCommand: CliCommand = {
  name: "checks",
  summary: "Lists the checks, for how many clients each watches, and how often people said that it is wrong",
  options: [
    { flags: "--client <id>", meaning: "of this client only, with each setting, its origin and what it overrides" },
  ],
  json: '{ schemaVersion: 1, asOf, clients, checks: [{ checkId, title, severity, cadence, clients, open, findings, excluded, falsePositivePercent | null, atClient: { settings: [{ name, value, origin: "default" | "fleet" | "plan" | "client", isEnforced, overrides: [{ level, value }] }], scopes: [{ pipeline, stage, enabled, severity, params }], observed: { checkId, open, since, alertsFrom, by, wouldHaveTold: [{ receiver, name, times }] } | null } | null, muted: { by, reason, since } | null }] }',

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
