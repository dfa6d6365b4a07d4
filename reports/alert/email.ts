import type { AlertLine, AlertMessage, AlertSection } from "../../domain/alerting/alert.ts";
import { emailDocument } from "../email/document.ts";
import { sayLocalLink } from "../email/local-link.ts";
import { button, gap, heading, link, paragraph, rows, strong, title } from "../email/parts.ts";
import { sayInstant } from "../../domain/say-instant.ts";
import { markup, safeUrl, type Markup } from "../markup.ts";
import { aroundName, oneLine } from "../plain-words.ts";
import { isFixed } from "../../domain/findings/ending.ts";
import { severityShapes } from "../severity-words.ts";
import { fitSections } from "./fit-sections.ts";
import { sayEnding, sayLeftOut, sayOwner, wordsOf, type AlertWords } from "./words.ts";

export interface RenderedEmail {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/** Keeps the message far below the size at which mail clients cut it. */
const limits = { lines: 40, characters: 16_000 };
const recoveredShown = 20;

/**
 * The alert as an e-mail of its own: an e-mail cannot be edited, so it says what is true at this revision.
 *
 * @param acknowledgeUrl - The page where its receiver acknowledges it; null leads to the list.
 */
export function renderAlertEmail(message: AlertMessage, acknowledgeUrl: string | null = null): RenderedEmail {
  const words = wordsOf(message);
  const { sections, leftOut } = fitSections(message.sections, message.more, limits);
  return {
    subject: subjectOf(message, words),
    html: htmlOf(message, words, sections, leftOut, acknowledgeUrl),
    text: textOf(message, words, sections, leftOut, acknowledgeUrl),
  };
}

function subjectOf(message: AlertMessage, words: AlertWords): string {
  const prefix =
    message.occasion === "escalated" ? "Not taken yet: " : message.occasion === "worsened" ? "Worse: " : "";
  return `${oneLine(message.clientName, 60)}: ${prefix}${words.title}`;
}

function htmlOf(
  message: AlertMessage,
  words: AlertWords,
  sections: readonly AlertSection[],
  leftOut: number,
  acknowledgeUrl: string | null,
): string {
  const more = sayLeftOut(leftOut);
  const namesOwners = sections.some(({ ownerName }) => ownerName !== null);
  const recovered = message.recovered.slice(0, recoveredShown);
  const recoveredMore = sayLeftOut(message.recovered.length - recoveredShown);
  const local = sayLocalLink(message.dashboardUrl);
  const parts: readonly (Markup | null)[] = [
    gap(26),
    title(words.title),
    paragraph(words.facts.join(" · "), "soft", 14),
    words.state === null ? null : paragraph(strong(words.state)),
    ...sections.flatMap(({ ownerName, lines }) => [
      namesOwners ? heading(sayOwner(ownerName)) : gap(12),
      rows(
        lines.map((line) => ({
          mark: severityShapes[line.severity],
          tone: line.severity,
          body: lineOf(line, message.timeZone),
        })),
      ),
    ]),
    more === null ? null : paragraph(more, "soft", 14),
    recovered.length === 0 ? null : heading("Over"),
    recovered.length === 0
      ? null
      : rows(
          recovered.map(({ label, url, ending = "seen-healthy", closedBy }) => ({
            mark: isFixed(ending) ? "✓" : "–",
            tone: isFixed(ending) ? "good" : "soft",
            body: isFixed(ending)
              ? link(oneLine(label, 120), url)
              : markup`${link(oneLine(label, 120), url)}, ${sayEnding({ ending, closedBy })}`,
          })),
        ),
    recoveredMore === null ? null : paragraph(recoveredMore, "soft", 14),
    button(
      message.status === "open" ? "View and acknowledge" : "View the list",
      acknowledgeUrl ?? message.dashboardUrl,
    ),
    gap(8),
    words.ask === null ? null : paragraph(words.ask, "soft", 14),
    words.next === null ? null : paragraph(words.next, "soft", 14),
    local === null ? null : paragraph(local, "soft", 13),
    paragraph(footer(message, words), "soft", 13),
    gap(24),
  ];
  return emailDocument({
    title: words.title,
    preheader: words.state ?? words.facts.join(" · "),
    body: parts.filter((part) => part !== null),
  });
}

function lineOf({ summary, label, url, since }: AlertLine, timeZone: string): Markup {
  const { before, name, after } = aroundName(summary, label);
  return markup`${before}${link(name, url)}${after}${paragraph(`since ${sayInstant(since, timeZone)}`, "soft", 13)}`;
}

function footer({ workflowUrl }: AlertMessage, { zone }: AlertWords): Markup {
  const address = safeUrl(workflowUrl);
  return address === null ? markup`${zone}.` : markup`${zone}. ${link("How this is followed up", address)}`;
}

function textOf(
  message: AlertMessage,
  words: AlertWords,
  sections: readonly AlertSection[],
  leftOut: number,
  acknowledgeUrl: string | null,
): string {
  const more = sayLeftOut(leftOut);
  const namesOwners = sections.some(({ ownerName }) => ownerName !== null);
  const recovered = message.recovered.slice(0, recoveredShown);
  const recoveredMore = sayLeftOut(message.recovered.length - recoveredShown);
  const paragraphs: readonly (string | null)[] = [
    [words.title, words.facts.join(" · "), words.state].filter((line) => line !== null).join("\n"),
    ...sections.map(({ ownerName, lines }) =>
      [
        ...(namesOwners ? [`${sayOwner(ownerName)}:`] : []),
        ...lines.map((line) => textLine(line, message.timeZone)),
      ].join("\n"),
    ),
    more,
    recovered.length === 0
      ? null
      : ["Over:", ...recovered.map(textOfOver), recoveredMore].filter((line) => line !== null).join("\n"),
    [words.ask, words.next].filter((line) => line !== null).join("\n") || null,
    [
      safeUrl(acknowledgeUrl) === null ? null : `View and acknowledge: ${acknowledgeUrl}`,
      safeUrl(message.dashboardUrl) === null ? null : `The list: ${message.dashboardUrl}`,
      safeUrl(message.workflowUrl) === null ? null : `How this is followed up: ${message.workflowUrl}`,
      sayLocalLink(message.dashboardUrl),
      `${words.zone}.`,
    ]
      .filter((line) => line !== null)
      .join("\n"),
  ];
  return `${paragraphs.filter((part) => part !== null).join("\n\n")}\n`;
}

function textOfOver({ label, ending = "seen-healthy", closedBy }: AlertLine): string {
  return `- ${oneLine(label, 120)}${isFixed(ending) ? "" : `, ${sayEnding({ ending, closedBy })}`}`;
}

function textLine({ summary, label, url, since }: AlertLine, timeZone: string): string {
  const { before, name, after } = aroundName(summary, label);
  const address = safeUrl(url);
  return `- ${before}${name}${after}\n  since ${sayInstant(since, timeZone)}${address === null ? "" : `\n  ${address}`}`;
}
