import { topicTitles } from "../../domain/alerting/topic.ts";
import { countOf } from "../../domain/duration.ts";
import { severities } from "../../domain/findings/severity.ts";
import { markup, type Markup } from "../../reports/markup.ts";
import type { ClientContext } from "../page-context.ts";
import type { FindingRow } from "../../storage/findings.ts";
import { findingPath, outside, sentence } from "./link.ts";
import { severityMark, severityShape } from "./severity.ts";
import { instant } from "./time.ts";

const shownPerSeverity = 12;

/** Open findings, the worst first; a long severity is folded after its oldest ones. */
export function findingsBySeverity(context: ClientContext, findings: readonly FindingRow[]): Markup {
  const bySeverity = Map.groupBy(findings, ({ severity }) => severity);
  return markup`${severities
    .toReversed()
    .filter((severity) => bySeverity.has(severity))
    .map((severity) => {
      const group = bySeverity.get(severity)!;
      return markup`<section class="by-severity"><h3>${severityMark(severity)} <span class="heading-note">${group.length}</span></h3>
${findingList(context, group.slice(0, shownPerSeverity))}
${group.length <= shownPerSeverity ? null : markup`<details id="more-${severity}"><summary>and ${countOf(group.length - shownPerSeverity, "more finding")}</summary>${findingList(context, group.slice(shownPerSeverity))}</details>`}
</section>`;
    })}`;
}

export function findingList(context: ClientContext, findings: readonly FindingRow[]): Markup {
  return markup`<ul class="findings">${findings.map((finding) => findingItem(context, finding))}</ul>`;
}

function findingItem({ client, words, now }: ClientContext, finding: FindingRow): Markup {
  const notes = [
    markup`${topicTitles[finding.topic]}`,
    markup`since ${instant(finding.since, client.timeZone)}`,
    ...(finding.owner_name === null || finding.owner_name === finding.subject_label
      ? []
      : [markup`${finding.owner_name}`]),
    ...(finding.episode > 1 ? [markup`came back, episode ${finding.episode}`] : []),
    ...(finding.baseline ? [markup`from the baseline`] : []),
    ...(finding.verdict === "fail"
      ? []
      : [markup`<span class="lacking">not judged since ${instant(finding.last_seen_at, client.timeZone)}</span>`]),
    ...(finding.subject_url === null ? [] : [outside("HubSpot", finding.subject_url)]),
  ];
  return markup`<li>${severityShape(finding.severity)}<div>
<p>${sentence(words.of(finding, now), finding.subject_label, findingPath(client.clientId, finding.finding_id))}</p>
<p class="notes">${notes.map((note, index) => markup`${index === 0 ? null : " · "}${note}`)}</p></div></li>\n`;
}
