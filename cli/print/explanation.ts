import { sayMinutes } from "../../domain/duration.ts";
import { sayInstant, sayInstantInFull } from "../../domain/say-instant.ts";
import type { Evidence } from "../../domain/findings/verdict.ts";
import type { FindingExplanation } from "../../operations/explain-finding.ts";
import type { ExplainedAlert, ExplainedDelivery } from "../../operations/reads/explained-alerts.ts";
import type { ExplainedEvent } from "../../operations/reads/explained-history.ts";
import { sayNotices } from "./notices.ts";
import { indent, paint, paintSeverity } from "./style.ts";

/** The whole story of one finding, in the order in which people ask. */
export function sayExplanation(explanation: FindingExplanation): string {
  const { finding, timeZone, events, notes, notices, alerts, check } = explanation;
  const at = (instant: string) => sayInstant(instant, timeZone);
  return [
    `${paint("bold", finding.summary)}`,
    `${paintSeverity(finding.severity)} · ${finding.check} · ${finding.client.name} · ${finding.findingId}`,
    finding.subject.url,
    "",
    heading("Now"),
    indent(sayVerdict(explanation, at)),
    ...(explanation.problem === null ? [] : [indent(sayProblem(explanation.problem))]),
    "",
    heading("Evidence"),
    ...Object.entries(finding.evidence).map(([name, value]) => `  ${name}: ${sayEvidence(value, timeZone)}`),
    "",
    heading(`What happened (${timeZone})`),
    ...events.flatMap((event) => sayEvent(event, at)),
    "",
    ...(notes.length === 0
      ? []
      : [heading("Notes"), ...notes.map(({ text, by, at: written }) => `  ${at(written)} ${by}: ${text}`), ""]),
    heading("Who was told"),
    ...(notices.length === 0 && alerts.length === 0
      ? ["  No one: it has never been part of an alert."]
      : sayNotices(notices, at)),
    ...(alerts.length === 0 ? [] : ["", heading("Messages"), ...alerts.flatMap((alert) => sayAlert(alert, at))]),
    ...(check === null ? [] : ["", heading("What to do"), indent(check.runbook)]),
  ]
    .filter((line) => line !== null)
    .join("\n");
}

type SayAt = (instant: string) => string;

const heading = (text: string) => paint("underline", text);

const isInstant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

function sayEvidence(value: Evidence[string], timeZone: string): string {
  if (value === null) return "none";
  return typeof value === "string" && isInstant.test(value) ? sayInstantInFull(value, timeZone) : String(value);
}

function sayVerdict({ finding, judgedMinutesAgo }: FindingExplanation, at: SayAt): string {
  const age = `Last judged ${sayMinutes(judgedMinutesAgo)} ago (${at(finding.lastJudged)}): ${finding.verdict}${finding.verdictReason === null ? "" : `, ${finding.verdictReason}`}.`;
  const episode = finding.episode > 1 ? ` It has opened ${finding.episode} times.` : "";
  const baseline = finding.isBaseline ? " The first complete look of its check found it." : "";
  const owner = finding.owner === null ? "" : `\nIt belongs to ${finding.owner.name ?? finding.owner.id}.`;
  const excluded =
    finding.exclusion === null ? "" : "\nIts check stays quiet about it: `revwatch wrong --take-back` ends that.";
  if (finding.status === "resolved")
    return `Resolved ${at(finding.resolvedAt ?? finding.lastJudged)}: ${finding.resolvedBecause ?? "no reason given"}.${episode}${excluded}\n${age}${owner}`;
  return `Open since ${at(finding.since)}, first seen ${at(finding.firstSeen)}.${baseline}${episode}\n${age}${owner}`;
}

function sayProblem({ reopened, askedOf, cause, causeBy }: NonNullable<FindingExplanation["problem"]>): string {
  const often = `It came back ${reopened} times within 90 days.`;
  return cause === null
    ? `${often} ${askedOf} is asked for the cause: \`revwatch cause\`.`
    : `${often} The cause, by ${causeBy}: ${cause}`;
}

function sayEvent(
  { at, kind, severity, summary, run, decision, because, alertId }: ExplainedEvent,
  sayAt: SayAt,
): readonly string[] {
  const told =
    decision === null ? "not decided yet" : decision === "told" ? paint("green", "told") : paint("yellow", "not told");
  const where = alertId === null ? "" : ` (alert ${alertId})`;
  return [
    `  ${sayAt(at)}  ${paint("bold", kind)}, ${severity}, ${run === null ? "by a person" : `by the ${run.mode} run ${run.id}`}`,
    `    ${summary}`,
    `    ${told}${because === null ? "" : `, because ${because}`}${where}`,
    ...(run === null || run.workflowUrl === null ? [] : [`    ${paint("dim", run.workflowUrl)}`]),
  ];
}

function sayAlert(alert: ExplainedAlert, at: SayAt): readonly string[] {
  const taken =
    alert.acknowledgedBy === null
      ? ""
      : `, acknowledged by ${alert.acknowledgedBy}${alert.acknowledgedAt === null ? "" : ` ${at(alert.acknowledgedAt)}`}`;
  return [
    `  Alert ${paint("bold", alert.alertId)} for ${alert.receiver.name}: ${alert.status}${taken}, episode ${alert.episode}`,
    ...alert.events.map(
      (event) =>
        `    ${at(event.at)}  ${event.kind}${event.byWhom === null ? "" : ` by ${event.byWhom}`}: ${event.detail}`,
    ),
    ...alert.deliveries.map((delivery) => `    ${sayDelivery(delivery, at)}`),
    ...(alert.next === null
      ? []
      : [`    Next ${at(alert.next.at)}: ${alert.next.receivers.join(", ")} if no one responds`]),
    ...(alert.workflowUrl === null ? [] : [`    ${paint("dim", alert.workflowUrl)}`]),
  ];
}

const states: Readonly<Record<ExplainedDelivery["state"], string>> = {
  sent: "sent",
  pending: "waits to be sent",
  sending: "is being sent",
  superseded: "was not sent",
  failed: "could not be sent",
  dismissed: "was dismissed",
};

const acts: Readonly<Record<string, string>> = {
  open: "a message",
  update: "an edit of it",
  reply: "an answer below it",
  mail: "an e-mail",
  redact: "an edit that removes a deleted contact",
  "redact-reply": "an edit of an answer that removes a deleted contact",
};

function sayDelivery(
  { receiver, channel, address, act, state, because, sentAt, notBefore, attempts }: ExplainedDelivery,
  at: SayAt,
): string {
  const when = sentAt === null ? (notBefore === null ? "" : ` not before ${at(notBefore)}`) : ` ${at(sentAt)}`;
  const tries = attempts > 1 ? ` at attempt ${attempts}` : "";
  return `${receiver} by ${channel} to ${address}, ${acts[act] ?? act}: ${states[state]}${when}${tries}${because === null ? "" : `, because ${because}`}`;
}
