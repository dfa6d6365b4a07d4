import type { WeeklyReport } from "../../domain/reporting/weekly-report.ts";
import type { RenderedEmail } from "../alert/email.ts";
import { columns } from "../email/columns.ts";
import { emailDocument } from "../email/document.ts";
import { sayLocalLink } from "../email/local-link.ts";
import { button, gap, heading, link, pairs, paragraph, rows, soft, strong, tiles, title } from "../email/parts.ts";
import { markup, type Markup } from "../markup.ts";
import { severityShapes } from "../severity-words.ts";
import { renderWeeklyText } from "./text.ts";
import { weeklyWords, type FindingList, type WeeklyWords } from "./words.ts";

/** The weekly report as an e-mail, HTML and text, with the same words and numbers as the page. */
export function renderWeeklyEmail(report: WeeklyReport): RenderedEmail {
  const words = weeklyWords(report);
  return {
    subject: `${words.title}: ${words.verdict}`,
    html: emailDocument({ title: words.title, preheader: preheaderOf(words), body: bodyOf(words) }),
    text: renderWeeklyText(report),
  };
}

function preheaderOf({ decisions, noDecision, leads }: WeeklyWords): string {
  return decisions[0] === undefined ? `${noDecision} ${leads.summary}` : decisions[0].what;
}

function bodyOf(words: WeeklyWords): readonly Markup[] {
  const local = sayLocalLink(words.url);
  const parts: readonly (Markup | null)[] = [
    gap(26),
    paragraph(`${words.title} · ${words.days}`, "soft", 14),
    title(words.verdict),
    gap(14),
    tiles([
      { number: words.score, label: words.scoreNote, tone: words.tone },
      { number: words.coverage.share, label: words.coverage.label, tone: "text" },
    ]),
    gap(words.gaps.length === 0 ? 0 : 10),
    ...words.gaps.map((gapIn) => paragraph(markup`Not assessed: ${strong(gapIn.title)} (${gapIn.reason})`, "soft", 14)),
    ...words.unjudged.map((sentence) => paragraph(sentence, "soft", 14)),
    words.trend === null ? null : columns(words.trendDays),
    words.trend === null ? null : paragraph(words.trend, "soft", 13),

    heading("Decisions for you"),
    ...decisionsOf(words),

    heading(words.broke.title),
    ...findingsOf(words.broke, false),
    heading(words.fixed.title),
    ...findingsOf(words.fixed, true),
    paragraph(words.stillOpen),

    heading("Answers to leads"),
    paragraph(words.leads.summary),
    words.leads.numbers.length === 0 ? null : gap(8),
    words.leads.numbers.length === 0
      ? null
      : tiles(words.leads.numbers.map((number) => ({ ...number, tone: "text" as const }))),
    words.leads.unanswered.length === 0
      ? null
      : rows(
          words.leads.unanswered.map(({ name, url, waited }) => ({
            mark: severityShapes.high,
            tone: "high",
            body: markup`${link(name, url)}, ${waited}`,
          })),
        ),
    words.leads.more === "" ? null : paragraph(words.leads.more, "soft"),
    words.leads.late.length === 0
      ? null
      : rows(
          words.leads.late.map(({ name, url, waited }) => ({
            mark: severityShapes.low,
            tone: "soft",
            body: markup`${link(name, url)}, ${waited}`,
          })),
        ),
    words.leads.lateMore === "" ? null : paragraph(words.leads.lateMore, "soft"),
    ...words.leads.beside.map((sentence) => paragraph(sentence, "soft", 13)),

    words.lostPoints.length === 0 ? null : heading("What lowered the score"),
    words.lostPoints.length === 0 ? null : pairs(words.lostPoints),
    button("Open the dashboard", words.url),
    local === null ? null : paragraph(local, "soft", 13),

    heading("Method"),
    pairs(words.method),
    gap(8),
    ...words.definitions.map(({ term, meaning }) => paragraph(markup`${strong(term, "soft")}: ${meaning}`, "soft", 13)),
    gap(24),
  ];
  return parts.filter((part) => part !== null);
}

function decisionsOf({ decisions, noDecision }: WeeklyWords): readonly Markup[] {
  if (decisions.length === 0) return [paragraph(noDecision)];
  return decisions.map(
    ({ what, lines }, index) =>
      markup`${paragraph(strong(`${index + 1}. ${what}`), "text", 16)}${lines.map(({ name, value }) => paragraph(markup`${soft(`${name}:`)} ${value}`, "text", 14))}${gap(12)}`,
  );
}

function findingsOf(list: FindingList, isOver: boolean) {
  if (list.empty !== null) return [paragraph(list.empty)];
  return [
    rows(
      list.findings.map(({ before, name, after, url, notes, severity }) => ({
        mark: isOver ? "✓" : severityShapes[severity],
        tone: isOver ? "good" : severity,
        body: markup`${before}${link(name, url)}${after}${notes.length === 0 ? null : paragraph(notes.join(" · "), "soft", 13)}`,
      })),
    ),
    ...(list.more === null ? [] : [paragraph(list.more, "soft", 14)]),
  ];
}
