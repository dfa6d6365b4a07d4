import type { AlertMessage } from "../../domain/alerting/alert.ts";
import { sayInstant } from "../../domain/say-instant.ts";
import { emailDocument } from "../email/document.ts";
import { sayLocalLink } from "../email/local-link.ts";
import { button, gap, heading, link, paragraph, rows, strong, title } from "../email/parts.ts";
import { markup, safeUrl, type Markup } from "../markup.ts";
import { oneLine } from "../plain-words.ts";
import { severityShapes } from "../severity-words.ts";
import { emailParts, type EmailParts } from "./email-parts.ts";
import { alertText } from "./email-text.ts";
import { endedMark, type EndedLine, type ShownLine } from "./lines.ts";
import { sinceWords, type AlertWords } from "./words.ts";

export interface RenderedEmail {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/** Signed pages of the receiver of one e-mail; null where there is none. */
export interface EmailLinks {
  readonly acknowledge: string | null;
  readonly unsubscribe: string | null;
}

const noLinks: EmailLinks = { acknowledge: null, unsubscribe: null };

/** The alert as an e-mail of its own: an e-mail cannot be edited, so it says what is true at this revision. */
export function renderAlertEmail(
  message: AlertMessage,
  links: EmailLinks = noLinks,
  { isOperator = false }: { readonly isOperator?: boolean } = {},
): RenderedEmail {
  const parts = emailParts(message, isOperator);
  return {
    subject: subjectOf(message, parts.words),
    html: htmlOf(message, parts, links),
    text: alertText(message, parts, links),
  };
}

const longList = 10;

const prefixes: Partial<Record<AlertMessage["occasion"], string>> = {
  escalated: "Escalated: ",
  worsened: "Worse: ",
  changed: "New: ",
};

function subjectOf(message: AlertMessage, { title: words }: AlertWords): string {
  return `${oneLine(message.clientName, 60)} · ${message.reason === "reminder" ? "Reminder: " : (prefixes[message.occasion] ?? "")}${words}`;
}

function htmlOf(message: AlertMessage, parts: EmailParts, { acknowledge, unsubscribe }: EmailLinks): string {
  const { words, facts, counts, groups, more, ended, endedMore } = parts;
  const local = sayLocalLink(message.dashboardUrl);
  const label = message.status === "open" ? "View and acknowledge" : "View list";
  const act = button(label, acknowledge ?? message.dashboardUrl);
  // Nobody scrolls through a long list to say that they are on it.
  const isLong = groups.reduce((sum, { lines }) => sum + lines.length, 0) > longList;
  const body: readonly (Markup | null)[] = [
    gap(26),
    title(words.title),
    paragraph(facts.join(" · "), "soft", 14),
    words.state === null ? null : paragraph(strong(words.state)),
    counts === null ? null : paragraph(counts),
    isLong ? act : null,
    ...groups.flatMap(({ owner, lines }) => [
      owner === null ? gap(12) : heading(owner),
      rows(
        lines.map((line) => ({
          mark: severityShapes[line.severity],
          tone: line.severity,
          body: lineOf(line, message),
        })),
      ),
    ]),
    more === null ? null : paragraph(more, "soft", 14),
    ended.length === 0 ? null : heading("Resolved"),
    ended.length === 0 ? null : rows(ended.map(endedRow)),
    endedMore === null ? null : paragraph(endedMore, "soft", 14),
    isLong ? null : act,
    gap(8),
    words.ask === null ? null : paragraph(words.ask, "soft", 14),
    words.next === null ? null : paragraph(words.next, "soft", 14),
    local === null ? null : paragraph(local, "soft", 13),
    paragraph(footer(parts, unsubscribe), "soft", 13),
    gap(24),
  ];
  return emailDocument({
    title: words.title,
    preheader: words.state ?? facts.join(" · "),
    body: body.filter((part) => part !== null),
  });
}

function lineOf({ name, url, what, since, isNew, note }: ShownLine, { topic, timeZone }: AlertMessage): Markup {
  const facts = `${what === "" ? "" : `${what} · `}${sinceWords(topic)} ${sayInstant(since, timeZone)}${note === null ? "" : ` · ${note}`}`;
  return markup`${isNew ? markup`${strong("New: ")}` : null}${link(name, url)}${paragraph(facts, "soft", 14)}`;
}

function endedRow(line: EndedLine) {
  const { name, url, isFixed, how } = line;
  const tone = isFixed ? ("good" as const) : ("soft" as const);
  return { mark: endedMark(line), tone, body: markup`${link(name, url)}${how === null ? null : `, ${how}`}` };
}

function footer({ words: { zone }, workflowUrl }: EmailParts, unsubscribe: string | null): Markup {
  const stop = safeUrl(unsubscribe);
  const workflow = safeUrl(workflowUrl);
  return markup`${zone}.${workflow === null ? null : markup` ${link("View workflow", workflow)}`}${
    stop === null ? null : markup` ${link("Stop these e-mails", stop)}`
  }`;
}
