import type { FleetStatus } from "../../operations/status.ts";
import { given, textOf, type CliCommand } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";
import { callOperation } from "../reach.ts";

export const statusCommand: CliCommand = {
  name: "status",
  summary: "Shows how every client stands: score, coverage, what is open, the last audit",
  details:
    "It ends with 1 when a client is not fully watched: its portal cannot be read, a check is not assessed, or a message was given up or cannot go out.",
  options: [{ flags: "--client <id>", meaning: "only this client" }],
  json: "{ schemaVersion: 1, asOf, clients: [{ clientId, clientName, state, access: { state, reason, remedy }, score, coverage: { …as in findings }, open: { low, medium, high, critical }, lastRun: { runId, cadence, mode, status, reason, asOf }, refusals: [{ endpoint, state, detail }], messages: { waiting, heldUpBecause, failed } }] }",
  exits: [exitCodes.found],

  async run(context, options) {
    const fleet = await callOperation<FleetStatus>(context, "status", given({ clientId: textOf(options, "client") }));
    if (context.isJson) context.print(JSON.stringify(fleet, null, 2));
    else context.print((await import("../print/status.ts")).sayStatus(fleet));
    const isWatched = fleet.clients.every(
      ({ coverage, messages }) =>
        coverage.assessed === coverage.enabled && messages.failed === 0 && messages.heldUpBecause === null,
    );
    return isWatched ? exitCodes.ok : exitCodes.found;
  },
};
