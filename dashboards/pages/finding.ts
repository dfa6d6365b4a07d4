import { endingWords, isFixed } from "../../domain/findings/ending.ts";
import type { Exclusion } from "../../domain/findings/exclusion.ts";
import { sayMinutes } from "../../domain/duration.ts";
import { placeIn, traitsOf } from "../../domain/alerting/channels.ts";
import { topicTitles } from "../../domain/alerting/topic.ts";
import { markup, type Markup } from "../../reports/markup.ts";
import type { ClientContext } from "../page-context.ts";
import { knowledgeNotice } from "../parts/age.ts";
import { receiverName } from "../parts/alert-card.ts";
import { clientHead, countNote } from "../parts/client-head.ts";
import { evidenceTable } from "../parts/evidence.ts";
import { exclusionPanel } from "../parts/exclusion.ts";
import { checkPath, outside } from "../parts/link.ts";
import { runbook } from "../parts/runbook.ts";
import { severityMark } from "../parts/severity.ts";
import { ago, instant } from "../parts/time.ts";
import type { FindingRow } from "../../storage/findings.ts";
import type { OutboxRow } from "../../storage/outbox.ts";
import type { FindingHistoryRow } from "../../storage/reads/finding-history.ts";
import type { Standing } from "../../operations/reads/standing.ts";

export interface FindingPageContent {
  readonly standing: Standing;
  readonly finding: FindingRow;
  readonly events: readonly FindingHistoryRow[];
  readonly deliveries: readonly OutboxRow[];
  readonly auditUrl: string | null;
  readonly exclusion: Exclusion | null;
  /** The name that the visitor gave the last time. */
  readonly visitor: string;
}

/** One finding: what is wrong, since when, on what evidence, who heard of it and why, and what to do. */
export function findingPage(context: ClientContext, content: FindingPageContent): Markup {
  const { finding, events, deliveries } = content;
  const check = context.describe(finding.check_id);
  const isObserved = content.standing.coverage.observed.some(({ checkId }) => checkId === finding.check_id);
  return markup`${clientHead(context, null, null, content.standing.age)}
${finding.status === "open" ? knowledgeNotice(context, content.standing) : null}
<article class="finding">
<header class="page-head"><p class="eyebrow">${severityMark(finding.severity)} <span>${topicTitles[finding.topic]}</span> ${standing(finding, isObserved)}</p>
<h1>${context.words.of(finding, context.now)}</h1>
<p class="soft">${facts(context, content)}</p></header>
<div class="columns"><div>
<section class="panel"><h2>Evidence</h2>${evidenceTable(finding.evidence, context.client.timeZone)}</section>
<section class="panel"><h2>Why it matters</h2>${check.why === "" ? null : markup`<p>${check.why}</p>`}<p class="soft">The check: <a href="${checkPath(context.client.clientId, finding.check_id)}">${check.title}</a> <code>${finding.check_id}</code></p></section>
<section class="panel"><h2>What to do</h2>${check.runbook === "" ? markup`<p class="soft">This check has no runbook.</p>` : runbook(check.runbook)}</section>
${exclusionPanel(context, finding, content.exclusion, content.visitor)}
</div><div>
${history(context, events, content.auditUrl)}
${messages(context, deliveries)}
</div></div>
</article>`;
}

function standing({ status, verdict, ending }: FindingRow, isObserved: boolean): Markup {
  if (status === "resolved")
    return markup`<span class="state over">${isFixed(ending) ? "resolved" : endingWords[ending ?? "no-longer-applies"]}</span>`;
  if (isObserved) return markup`<span class="state">open, observed only: no one is told</span>`;
  return verdict === "fail"
    ? markup`<span class="state urgent">open</span>`
    : markup`<span class="state">open, not judged lately</span>`;
}

function facts({ client, now }: ClientContext, { finding, auditUrl }: FindingPageContent): Markup {
  const { timeZone } = client;
  const parts = [
    markup`since ${instant(finding.since, timeZone)}`,
    ...(finding.owner_name === null || finding.owner_name === finding.subject_label
      ? []
      : [markup`owner ${finding.owner_name}`]),
    ...(finding.status === "resolved" && finding.resolved_at !== null
      ? [
          markup`resolved ${instant(finding.resolved_at, timeZone)}: ${finding.resolved_because}`,
          markup`open for ${sayMinutes((finding.resolved_at.getTime() - finding.opened_at.getTime()) / 60_000)}`,
        ]
      : [markup`last seen ${ago(finding.last_seen_at, now, timeZone)}`]),
    ...(finding.verdict === "unknown" && finding.verdict_reason !== null
      ? [markup`<span class="lacking">could not be judged: ${finding.verdict_reason}</span>`]
      : []),
    ...(finding.episode > 1 ? [markup`episode ${finding.episode}`] : []),
    ...(finding.baseline ? [markup`found by the first look of its check`] : []),
    ...(finding.subject_url === null ? [] : [outside("open in HubSpot", finding.subject_url)]),
    ...(auditUrl === null ? [] : [outside("the audit in Temporal", auditUrl)]),
  ];
  return markup`${parts.map((part, index) => markup`${index === 0 ? null : " · "}${part}`)}`;
}

const eventWords = {
  opened: "Opened",
  reopened: "Came back",
  worsened: "Got worse",
  eased: "Eased",
  moved: "Moved to another owner",
  resolved: "Resolved",
} as const;

function history({ client }: ClientContext, events: readonly FindingHistoryRow[], auditUrl: string | null): Markup {
  const because = ({ decision, because: reason }: FindingHistoryRow) =>
    decision === null
      ? markup`<span class="soft">no decision yet</span>`
      : markup`<span class="decision decision-${decision}">${decision === "told" ? "Alerted" : "No alert"}:</span> <span class="soft">${reason ?? "no reason was kept"}</span>`;
  return markup`<section class="panel"><h2>History ${countNote(events.length, "event")}</h2><ol class="timeline">${events.map(
    (
      event,
    ) => markup`<li class="${event.kind === "resolved" ? "is-over" : ""}"><span class="when">${instant(event.at, client.timeZone)}</span>
<span><strong>${eventWords[event.kind]}</strong>${event.episode > 1 ? ` (episode ${event.episode})` : null}<br>${because(event)}</span></li>`,
  )}</ol>${events.length === 0 ? markup`<p class="soft">Nothing was recorded.</p>` : null}${auditUrl === null ? null : markup`<p class="small">${outside("The audit that saw it", auditUrl)}</p>`}</section>`;
}

const acts = {
  open: "message",
  update: "message edited",
  reply: "reply",
  mail: "message",
  redact: "message edited",
  "redact-reply": "reply edited",
} as const;
const states = {
  pending: "waiting to be sent",
  sending: "being sent",
  sent: "sent",
  superseded: "skipped: replaced by a newer update",
  failed: "failed",
  dismissed: "dismissed",
} as const;

/** That a newer one replaced it is all that there is to say. */
const saysWhy = ({ because, state }: OutboxRow): boolean => because !== null && state !== "superseded";

function messages(context: ClientContext, deliveries: readonly OutboxRow[]): Markup {
  const { timeZone } = context.client;
  return markup`<section class="panel"><h2>Notifications ${countNote(deliveries.length, "notification")}</h2>${
    deliveries.length === 0
      ? markup`<p class="soft">None sent.</p>`
      : markup`<ol class="timeline">${deliveries.map(
          (row) => markup`<li><span class="when">${instant(row.sent_at ?? row.created_at, timeZone)}</span>
<span><strong>${traitsOf(row.channel).name}: ${acts[row.act]}</strong> to ${receiverName(context, row.receiver)} <span class="soft">${placeIn(row.address)}</span><br>
<span class="delivery delivery-${row.state}">${states[row.state]}${saysWhy(row) ? ":" : null}</span>${saysWhy(row) ? markup` <span class="soft">${row.because}</span>` : null}</span></li>`,
        )}</ol>`
  }</section>`;
}
