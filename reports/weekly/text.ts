import type { WeeklyReport } from "../../domain/reporting/weekly-report.ts";
import { sayLocalLink } from "../email/local-link.ts";
import { safeUrl } from "../markup.ts";
import { drawTrend } from "./trend.ts";
import { weeklyWords, type FindingList, type FindingWords, type WeeklyWords } from "./words.ts";

/** The weekly report as plain text: complete, for mail clients without HTML and for the terminal. */
export function renderWeeklyText(report: WeeklyReport): string {
  const words = weeklyWords(report);
  const parts: readonly (readonly (string | null)[])[] = [
    [`${words.title} (${words.days})`, words.verdict],
    [
      `${words.score}: ${words.scoreNote}`,
      `${words.coverage.share} ${words.coverage.label}`,
      ...words.gaps.map(({ title, reason }) => `- not assessed: ${title} (${reason})`),
      ...words.unjudged.map((sentence) => `- ${sentence}`),
      words.trend === null ? null : drawTrend(words.trendDays),
      words.trend,
    ],
    section("Decisions for you", decisions(words)),
    section(words.broke.title, findings(words.broke)),
    section(words.fixed.title, findings(words.fixed)),
    [words.stillOpen],
    section("Answers to leads", leads(words)),
    words.lostPoints.length === 0
      ? []
      : section(
          "What lowered the score",
          words.lostPoints.map(({ name, value }) => `- ${value}  ${name}`),
        ),
    section("Method", [
      ...words.method.map(({ name, value }) => `${name}: ${value}`),
      ...words.definitions.map(({ term, meaning }) => `${term}: ${meaning}`),
    ]),
    [safeUrl(words.url) === null ? null : `More: ${words.url}`, sayLocalLink(words.url)],
  ];
  return `${parts
    .map((lines) => lines.filter((line) => line !== null).join("\n"))
    .filter((part) => part !== "")
    .join("\n\n")}\n`;
}

function section(title: string, lines: readonly (string | null)[]): readonly (string | null)[] {
  return [title.toUpperCase(), ...lines];
}

function decisions({ decisions: asked, noDecision }: WeeklyWords): readonly string[] {
  if (asked.length === 0) return [noDecision];
  return asked.flatMap(({ what, lines }, index) => [
    `${index + 1}. ${what}`,
    ...lines.map(({ name, value }) => `   ${name}: ${value}`),
  ]);
}

function leads({ leads: words }: WeeklyWords): readonly string[] {
  return [
    words.summary,
    ...words.numbers.map(({ number, label }) => `${number}  ${label}`),
    ...words.unanswered.map(({ name, url, waited }) => withUrl(`- ${name}, ${waited}`, url)),
    ...(words.more === "" ? [] : [words.more]),
    ...words.late.map(({ name, url, waited }) => withUrl(`- ${name}, ${waited}`, url)),
    ...(words.lateMore === "" ? [] : [words.lateMore]),
    ...words.beside,
  ];
}

function findings(list: FindingList): readonly (string | null)[] {
  return [list.empty, ...list.findings.map(finding), list.more];
}

function finding({ before, name, after, notes, url }: FindingWords): string {
  return withUrl(`- ${before}${name}${after}${notes.length === 0 ? "" : `\n  ${notes.join("; ")}`}`, url);
}

function withUrl(line: string, url: string | null): string {
  return safeUrl(url) === null ? line : `${line}\n  ${url}`;
}
