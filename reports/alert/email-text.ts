import type { AlertMessage } from "../../domain/alerting/alert.ts";
import { sayInstant } from "../../domain/say-instant.ts";
import { sayLocalLink } from "../email/local-link.ts";
import { safeUrl } from "../markup.ts";
import { severityShapes } from "../severity-words.ts";
import type { EmailLinks } from "./email.ts";
import type { EmailParts } from "./email-parts.ts";
import type { EndedLine, ShownLine } from "./lines.ts";
import { sinceWords } from "./words.ts";

/** The alert as plain text, for readers and programs that show no HTML. */
export function alertText(message: AlertMessage, parts: EmailParts, { acknowledge, unsubscribe }: EmailLinks): string {
  const { words, facts, counts, groups, more, ended, endedMore } = parts;
  const paragraphs: readonly (string | null)[] = [
    [words.title, facts.join(" · "), words.state, counts].filter((line) => line !== null).join("\n"),
    ...groups.map(({ owner, lines }) =>
      [...(owner === null ? [] : [`${owner}:`]), ...lines.map((line) => textLine(line, message))].join("\n"),
    ),
    more,
    ended.length === 0
      ? null
      : ["Resolved:", ...ended.map(endedText), endedMore].filter((line) => line !== null).join("\n"),
    [words.ask, words.next].filter((line) => line !== null).join("\n") || null,
    [
      safeUrl(acknowledge) === null ? null : `View and acknowledge: ${acknowledge}`,
      safeUrl(message.dashboardUrl) === null ? null : `View list: ${message.dashboardUrl}`,
      safeUrl(parts.workflowUrl) === null ? null : `View workflow: ${parts.workflowUrl}`,
      sayLocalLink(message.dashboardUrl),
      `${words.zone}.`,
      safeUrl(unsubscribe) === null ? null : `Stop these e-mails: ${unsubscribe}`,
    ]
      .filter((line) => line !== null)
      .join("\n"),
  ];
  return `${paragraphs.filter((part) => part !== null && part !== "").join("\n\n")}\n`;
}

function textLine(
  { name, what, since, isNew, severity, url, note }: ShownLine,
  { topic, timeZone }: AlertMessage,
): string {
  const facts = [`${isNew ? "New: " : ""}${name}`, ...(what === "" ? [] : [what])];
  const when = `${sinceWords(topic)} ${sayInstant(since, timeZone)}`;
  return `${severityShapes[severity]} ${[...facts, when, ...(note === null ? [] : [note])].join(" · ")}${url === null ? "" : `\n  ${url}`}`;
}

function endedText({ name, how }: EndedLine): string {
  return `- ${name}${how === null ? "" : `, ${how}`}`;
}
