import { sayExclusion, type Exclusion } from "../../domain/findings/exclusion.ts";
import { markup, type Markup } from "../../reports/markup.ts";
import type { ClientContext } from "../page-context.ts";
import type { FindingRow } from "../../storage/findings.ts";
import { findingPath } from "./link.ts";
import { instant } from "./time.ts";

/** What a person said of a finding and the way to undo it; or the way to say it. */
export function exclusionPanel(
  { client }: ClientContext,
  finding: FindingRow,
  exclusion: Exclusion | null,
  visitor: string,
): Markup {
  const path = findingPath(client.clientId, finding.finding_id);
  const name = markup`<label for="by">Your name</label>
<input id="by" name="by" value="${visitor}" required maxlength="80" autocomplete="name" placeholder="Your name">`;
  if (exclusion !== null)
    return markup`<section class="panel"><h2>Excluded</h2>
<p>${instant(exclusion.at, client.timeZone)}: ${sayExclusion(exclusion)}. This check opens nothing about ${finding.subject_label} until this is undone.</p>
<form class="acknowledge" method="post" action="${path}/take-back">${name}<button type="submit">Undo</button></form></section>`;
  const kinds =
    finding.subject_type === "contact"
      ? markup`<label for="kind">What is it?</label>
<select id="kind" name="kind"><option value="wrong">The finding is wrong</option><option value="not-a-lead">Not a lead</option></select>`
      : markup`<input type="hidden" name="kind" value="wrong">`;
  return markup`<section class="panel"><h2>Is this wrong?</h2>
<p class="soft">It is closed, not counted as fixed, and this check stays quiet about ${finding.subject_label} until you undo this.</p>
<form class="acknowledge" method="post" action="${path}/exclude">${kinds}
<label for="reason">Why?</label>
<input id="reason" name="reason" required maxlength="300" placeholder="Why?">
${name}<button type="submit">Close it</button></form></section>`;
}
