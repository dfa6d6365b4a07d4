import type { WeeklyReport } from "../../domain/reporting/weekly-report.ts";
import { trendLine } from "./trend-line.ts";
import { markup, safeUrl, type Markup } from "../markup.ts";
import { weeklyWords, type FindingList, type FindingWords, type WeeklyWords } from "./words.ts";

/**
 * The weekly report as the inside of a web page: `<article>…</article>`. It brings no style of its own; the page
 * around it has the classes.
 */
export function renderWeeklyPage(report: WeeklyReport): Markup {
  const words = weeklyWords(report);
  return markup`<article class="report">
<header class="report-head">
<p class="eyebrow">${words.title} · ${words.days}</p>
<h1>${words.verdict}</h1>
<div class="facts">
<p class="fact"><span class="number tone-${words.tone}">${words.score}</span> <span class="soft">${words.scoreNote}</span></p>
<p class="fact"><span class="number">${words.coverage.share}</span> <span class="soft">${words.coverage.label}</span></p>
</div>
${words.gaps.length === 0 ? null : markup`<ul class="plain">${words.gaps.map(({ title, reason }) => markup`<li class="soft">Not assessed: <strong>${title}</strong> (${reason})</li>`)}</ul>`}${words.unjudged.length === 0 ? null : markup`<ul class="plain">${words.unjudged.map((sentence) => markup`<li class="soft">${sentence}</li>`)}</ul>`}
${trendOf(words)}
</header>
<div class="report-parts"><div>
${section("Decisions for you", decisionsOf(words))}
${section(words.broke.title, findingsOf(words.broke, false))}
${section(words.fixed.title, findingsOf(words.fixed, true), words.stillOpen)}
</div><div>
${section("Answers to leads", leadsOf(words))}
${words.lostPoints.length === 0 ? null : section("What lowered the score", pairs(words.lostPoints))}
${section("Method", markup`${pairs(words.method)}<dl class="definitions">${words.definitions.map(({ term, meaning }) => markup`<div><dt>${term}</dt><dd>${meaning}</dd></div>`)}</dl>`)}
</div></div>
</article>`;
}

function section(title: string, body: Markup, after: string | null = null): Markup {
  return markup`<section class="part"><h2>${title}</h2>${body}${after === null ? null : markup`<p>${after}</p>`}</section>\n`;
}

function trendOf({ trend, trendDays }: WeeklyWords): Markup | null {
  if (trend === null) return null;
  const { bands, path } = trendLine(trendDays);
  return markup`<figure class="trend"><svg viewBox="0 0 100 40" preserveAspectRatio="none" aria-hidden="true">${bands.map(
    ({ grade, y, height }) => markup`<rect class="band-${grade}" x="0" y="${y}" width="100" height="${height}"/>`,
  )}<path d="${path}"/></svg><figcaption class="soft">${trend}</figcaption></figure>`;
}

function decisionsOf({ decisions, noDecision }: WeeklyWords): Markup {
  if (decisions.length === 0) return markup`<p class="calm">${noDecision}</p>`;
  return markup`<ol class="decisions">${decisions.map(({ what, lines }, index) => markup`<li><h3>${index + 1}. ${what}</h3><dl class="reasons">${lines.map(({ name, value }) => markup`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl></li>`)}</ol>`;
}

function leadsOf({ leads }: WeeklyWords): Markup {
  const numbers = leads.numbers.map(
    ({ number, label }) =>
      markup`<p class="fact"><span class="number">${number}</span> <span class="soft">${label}</span></p>`,
  );
  return markup`<p>${leads.summary}</p>${numbers.length === 0 ? null : markup`<div class="facts">${numbers}</div>`}
${leads.unanswered.length === 0 ? null : markup`<ul class="findings">${leads.unanswered.map(({ name, url, waited }) => markup`<li class="severity-high">${linked(name, url)}, ${waited}</li>`)}</ul>`}${leads.more === "" ? null : markup`<p class="soft">${leads.more}</p>`}${leads.late.length === 0 ? null : markup`<ul class="findings">${leads.late.map(({ name, url, waited }) => markup`<li class="is-over">${linked(name, url)}, ${waited}</li>`)}</ul>`}${leads.lateMore === "" ? null : markup`<p class="soft">${leads.lateMore}</p>`}${leads.beside.map((sentence) => markup`<p class="soft">${sentence}</p>`)}`;
}

function findingsOf(list: FindingList, isOver: boolean): Markup {
  if (list.empty !== null) return markup`<p class="calm">${list.empty}</p>`;
  return markup`<ul class="findings">${list.findings.map((finding) => item(finding, isOver))}</ul>${list.more === null ? null : markup`<p class="soft">${list.more}</p>`}`;
}

function item({ before, name, after, url, notes, severity }: FindingWords, isOver: boolean): Markup {
  const kind = isOver ? "is-over" : `severity-${severity}`;
  return markup`<li class="${kind}">${before}${linked(name, url)}${after}${notes.length === 0 ? null : markup`<span class="note">${notes.join(" · ")}</span>`}</li>`;
}

function pairs(items: readonly { readonly name: string; readonly value: string }[]): Markup {
  return markup`<dl class="pairs">${items.map(({ name, value }) => markup`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

function linked(name: string, url: string | null): Markup {
  const address = safeUrl(url);
  return address === null
    ? markup`<strong>${name}</strong>`
    : markup`<a href="${address}" rel="noreferrer">${name}</a>`;
}
