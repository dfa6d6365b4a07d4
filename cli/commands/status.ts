import type { ClientStatus, FleetStatus } from "../../operations/status.ts";
import { given, textOf, type CliCommand } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";
import { callOperation } from "../reach.ts";

export const statusCommand: CliCommand = {
  name: "status",
  summary: "Shows how every client stands: score, coverage, what is open, the last audit",
  details:
    "It ends with 1 when a client is not fully watched: it has not been read in time, its portal cannot be read, a check is not assessed, a message was given up or cannot go out, an alarm is open, the disk is full, or the config's files have faults, so that the last good config is in use.",
  options: [{ flags: "--client <id>", meaning: "only this client" }],
  json: "{ schemaVersion: 1, asOf, configTrouble: { since, message } | null, disk: { state, sentence } | null, alarms: [{ kind, clientId, since, isTold, what, why, wayOut }], clients: [{ clientId, clientName, state, access: { state, reason, remedy }, score, coverage: { …as in findings }, open: { low, medium, high, critical }, lastRun: { runId, cadence, mode, status, reason, asOf }, refusals: [{ endpoint, state, detail }], messages: { waiting, heldUpBecause, failed } }] }",
  exits: [exitCodes.found],

  async run(context, options) {
    const fleet = await callOperation<FleetStatus>(context, "status", given({ clientId: textOf(options, "client") }), {
      readsOnly: true,
      clientId: textOf(options, "client"),
    });
    if (context.isJson) context.print(JSON.stringify(fleet, null, 2));
    else context.print((await import("../print/status.ts")).sayStatus(fleet));
    return fleet.configTrouble === null &&
      fleet.disk?.state !== "full" &&
      fleet.alarms.length === 0 &&
      fleet.clients.every(isWatched)
      ? exitCodes.ok
      : exitCodes.found;
  },
};

/** True when a client is read in time, every check of it is assessed, and no message of it is stuck. */
export function isWatched({ coverage, messages }: ClientStatus): boolean {
  return (
    coverage.checked.isChecked &&
    coverage.assessed === coverage.enabled &&
    messages.failed === 0 &&
    messages.heldUpBecause === null
  );
}
