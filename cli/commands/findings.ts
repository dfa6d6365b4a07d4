import type { FindingList } from "../../operations/list-findings.ts";
import { given, textOf, type CliCommand } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";
import { callOperation } from "../reach.ts";

export const findingsCommand: CliCommand = {
  name: "findings",
  summary: "Lists findings, and beside them the checks that no one could assess",
  details:
    "It ends with 1 when the list holds an open finding, or when a client was not read in time or not at all: an empty list proves something only together with its coverage.",
  options: [
    { flags: "--client <id>", meaning: "only this client" },
    { flags: "--check <id>", meaning: "only this check" },
    { flags: "--status <status>", meaning: "which ones", choices: ["open", "resolved", "all"], fallback: "open" },
    {
      flags: "--severity <severity>",
      meaning: "this one and everything worse",
      choices: ["low", "medium", "high", "critical"],
      fallback: "low",
    },
    { flags: "--accepted", meaning: "only those that a person lives with for a time" },
  ],
  json: '{ schemaVersion: 1, asOf, findings: [{ findingId, client: { id, name }, check, topic, subject: { type, id, label, url }, owner: { id, name } | null, severity, status, summary, evidence: { … }, since, firstSeen, lastSeen, lastJudged, verdict, verdictReason, episode, isBaseline, isObserved, resolvedAt, resolvedBecause, ending, exclusion: { kind: "wrong" | "not-a-lead", reason, by, at } | null, acceptance: { reason, by, at, until } | null, dashboardUrl }], coverage: [{ clientId, clientName, timeZone, enabled, assessed, gaps: [{ checkId, status: "not-assessed" | "partly-assessed", reason, remedy }], unjudged: [{ checkId, unknown, of }], searchLag: [{ recordType, minutes, at }], unproven, checked: { isChecked, state: "waiting" | "fresh" | "copying" | "late" | "told" | "not-checked" | "paused", lastChecked, reason, remedy }, observed: [{ checkId, open, since, alertsFrom, by }] }] }',
  exits: [exitCodes.found],

  async run(context, options) {
    const input = given({
      clientId: textOf(options, "client"),
      checkId: textOf(options, "check"),
      status: textOf(options, "status"),
      severity: textOf(options, "severity"),
      isAccepted: options["accepted"] === true ? true : undefined,
    });
    const list = await callOperation<FindingList>(context, "listFindings", input, {
      readsOnly: true,
      clientId: textOf(options, "client"),
      require: async () => (await import("../../operations/list-findings.ts")).requireCheck(textOf(options, "check")),
    });
    if (context.isJson) context.print(JSON.stringify(list, null, 2));
    else context.print((await import("../print/findings.ts")).sayFindings(list));
    return isProvenEmpty(list) ? exitCodes.ok : exitCodes.found;
  },
};

/** True when nothing that is told is open and every client was looked at in time. */
export function isProvenEmpty({ findings, coverage }: FindingList): boolean {
  const isSeen = coverage.every(({ checked, assessed }) => checked.isChecked && assessed > 0);
  return isSeen && findings.every(({ status, isObserved }) => status !== "open" || isObserved);
}
