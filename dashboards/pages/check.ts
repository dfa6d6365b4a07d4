import { countOf } from "../../domain/duration.ts";
import { falsePositivePercent } from "../../domain/findings/exclusion.ts";
import { sayUnjudged } from "../../domain/reporting/unjudged.ts";
import { markup, type Markup } from "../../reports/markup.ts";
import type { ClientContext } from "../page-context.ts";
import { clientHead, countNote } from "../parts/client-head.ts";
import { findingList } from "../parts/finding-list.ts";
import { runbook } from "../parts/runbook.ts";
import { untilWhen } from "../parts/observed.ts";
import { instant } from "../parts/time.ts";
import type { FindingRow } from "../../storage/findings.ts";
import type { CheckStanding } from "../../operations/reads/check-standing.ts";
import type { Standing } from "../../operations/reads/standing.ts";

export interface CheckPageContent extends CheckStanding {
  readonly checkId: string;
  readonly standing: Standing;
  readonly open: readonly FindingRow[];
}

/** One check at one client: what it looks at, how much of that it could judge, how often people call it wrong. */
export function checkPage(context: ClientContext, content: CheckPageContent): Markup {
  const { checkId, open, standing } = content;
  const { title, why, runbook: steps } = context.describe(checkId);
  return markup`${clientHead(context, null, null, standing.age)}
<header class="page-head"><h1>${title}</h1><p class="soft"><code>${checkId}</code></p></header>
<section class="panel"><h2>Current state</h2><dl class="pairs">${facts(context, content).map(
    ([name, value]) => markup`<div><dt>${name}</dt><dd>${value}</dd></div>`,
  )}</dl></section>
<section class="panel"><h2>Open findings ${countNote(open.length, "finding")}</h2>${
    open.length === 0 ? markup`<p class="soft">None is open.</p>` : findingList(context, open)
  }</section>
<section class="panel"><h2>Why it matters</h2><p>${why}</p></section>
<section class="panel"><h2>What to do</h2>${steps === "" ? markup`<p class="soft">This check has no runbook.</p>` : runbook(steps)}</section>`;
}

function facts(
  { client }: ClientContext,
  { checkId, standing, outcome, precision }: CheckPageContent,
): readonly (readonly [string, Markup])[] {
  const share = standing.coverage.unjudged.find((one) => one.checkId === checkId);
  const observed = standing.coverage.observed.find((one) => one.checkId === checkId);
  const gap = standing.coverage.gaps.find((one) => one.checkId === checkId);
  const percent = falsePositivePercent(precision);
  const rate =
    percent === null
      ? markup`No findings yet`
      : markup`${percent} % <span class="soft">(${precision.excluded} of ${countOf(precision.findings, "finding")} called wrong or not a lead)</span>`;
  const judged =
    outcome === null
      ? markup`<span class="lacking">Not yet</span>`
      : markup`${outcome.passed} passed, ${outcome.failed} failed <span class="soft">${instant(outcome.asOf, client.timeZone)}</span>`;
  return [
    ["Judged", judged],
    ...(observed === undefined
      ? []
      : [["Alerts", markup`Observed only: counted and shown, ${untilWhen(client, observed)}`] as const]),
    ...(gap === undefined ? [] : [["Coverage", markup`<span class="lacking">${gap.reason}</span>`] as const]),
    ...(share === undefined
      ? []
      : [["Not judged", markup`<span class="lacking">${sayUnjudged(share)}</span>`] as const]),
    ["False positives", rate],
  ];
}
