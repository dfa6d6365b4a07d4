import type { FindingExplanation } from "../../operations/explain-finding.ts";
import { given, textOf, type CliCommand } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";
import { callOperation } from "../reach.ts";

export const explainCommand: CliCommand = {
  name: "explain",
  arguments: [["<finding>", "the finding's id, as `findings` prints it"]],
  summary: "Tells the story of one finding: what was seen, when, who was told and why, or why not",
  options: [{ flags: "--client <id>", meaning: "where two clients have a finding of that id" }],
  json: "{ schemaVersion: 1, asOf, finding: { …as in findings }, judgedMinutesAgo, timeZone, check: { title, why, runbook }, events: [{ at, kind, severity, summary, evidence, episode, run: { id, mode, workflowUrl } | null, ending, decision, because, alertId }], notes: [{ text, by, at }], notices: [{ episode, receiver: { id, name } | null, state, stage, because, until, said: { severity, revision, at } | null, heardAt, cover: { by, at, until } | null, climbed, supersededBy }], problem: { reopened, askedOf, askedAt, cause, causeBy, causeAt } | null, alerts: [{ alertId, receiver, topic, episode, status, acknowledgedBy, acknowledgedAt, hasTold, next, events, deliveries: [{ receiver, channel, address, act, occasion, state, because, attempts, createdAt, notBefore, sentAt }], workflowUrl }] }",

  async run(context, options, [findingId]) {
    const input = { findingId, ...given({ clientId: textOf(options, "client") }) };
    const explanation = await callOperation<FindingExplanation>(context, "explainFinding", input, {
      readsOnly: true,
      clientId: textOf(options, "client"),
    });
    if (context.isJson) context.print(JSON.stringify(explanation, null, 2));
    else context.print((await import("../print/explanation.ts")).sayExplanation(explanation));
    return exitCodes.ok;
  },
};
