import { topics, topicTitles } from "../../domain/alerting/topic.ts";
import { countOf } from "../../domain/duration.ts";
import { markup, type Markup } from "../../reports/markup.ts";
import type { ClientContext } from "../page-context.ts";
import type { FindingRow } from "../../storage/findings.ts";
import { findingPath, outside, sentence } from "./link.ts";
import { severityShape } from "./severity.ts";
import { instant } from "./time.ts";

const shownPerTopic = 12;

/** Open findings under their topics, in the order of the topics; a long topic is folded after its worst ones. */
export function findingsByTopic(context: ClientContext, findings: readonly FindingRow[]): Markup {
  const byTopic = Map.groupBy(findings, ({ topic }) => topic);
  return markup`${topics
    .filter((topic) => byTopic.has(topic))
    .map((topic) => {
      const group = byTopic.get(topic)!;
      return markup`<section class="topic"><h3>${topicTitles[topic]} <span class="heading-note">${group.length}</span></h3>
${findingList(context, group.slice(0, shownPerTopic))}
${group.length <= shownPerTopic ? null : markup`<details id="more-${topic}"><summary>and ${countOf(group.length - shownPerTopic, "more finding")}</summary>${findingList(context, group.slice(shownPerTopic))}</details>`}
</section>`;
    })}`;
}

export function findingList(context: ClientContext, findings: readonly FindingRow[]): Markup {
  return markup`<ul class="findings">${findings.map((finding) => findingItem(context, finding))}</ul>`;
}

function findingItem({ client, words, now }: ClientContext, finding: FindingRow): Markup {
  const notes = [
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
