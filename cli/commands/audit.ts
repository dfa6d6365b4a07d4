import type { AuditNowResult } from "../../operations/audit-now.ts";
import { textOf, type CliCommand } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";
import { callOperation } from "../reach.ts";

export const auditCommand: CliCommand = {
  name: "audit",
  summary: "Runs one audit of one client through Temporal, and waits for it",
  details: "A worker must be running: `revwatch up` or `revwatch worker`.",
  options: [
    { flags: "--client <id>", meaning: "the client", isRequired: true },
    {
      flags: "--cadence <cadence>",
      meaning: "only the checks of this cadence",
      choices: ["fast", "hourly", "daily", "all"],
      fallback: "all",
    },
    { flags: "--accept-shrink", meaning: "accept a large drop in records as real" },
  ],
  json: "{ schemaVersion: 1, clientId, workflowId, workflowUrl, status, score, counts: { opened, reopened, resolved, stillOpen, unknown }, coverage: { …as in findings }, outcomes: [{ checkId, status, reason, remedy, passed, failed, unknown, notApplicable }] }",
  exits: [exitCodes.found],

  async run(context, options) {
    const clientId = textOf(options, "client");
    context.say(`Auditing ${clientId} …`);
    const input = { clientId, cadence: textOf(options, "cadence"), acceptShrink: options["acceptShrink"] === true };
    const result = await callOperation<AuditNowResult>(context, "auditNow", input, { needsWorker: true, clientId });
    if (context.isJson) context.print(JSON.stringify(result, null, 2));
    else context.print((await import("../print/audit.ts")).sayAudit(result));
    const { opened, reopened, stillOpen } = result.counts;
    return result.status === "complete" && result.coverage.checked.isChecked && opened + reopened + stillOpen === 0
      ? exitCodes.ok
      : exitCodes.found;
  },
};
