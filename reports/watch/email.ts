import { piecesOf, type NoticeLine, type WatchNotice } from "../../domain/watch/notice.ts";
import type { RenderedEmail } from "../alert/email.ts";
import { emailDocument } from "../email/document.ts";
import { button, gap, paragraph, rows, strong, title as heading } from "../email/parts.ts";
import { markup, safeUrl, type Markup } from "../markup.ts";
import { oneLine } from "../plain-words.ts";
import { severityShapes } from "../severity-words.ts";

/** What the watch says, as an e-mail. */
export function renderWatchEmail(notice: WatchNotice): RenderedEmail {
  const title = notice.title.replaceAll("`", "");
  return { subject: `Revwatch · ${oneLine(title, 120)}`, html: htmlOf(notice, title), text: renderWatchText(notice) };
}

/** The same as plain text: for e-mail and for logs. */
export function renderWatchText({ title, lines, more, url }: WatchNotice): string {
  const said = lines.map(({ what, why, wayOut }) =>
    [oneLine(what, 600), why === null ? null : oneLine(why, 600), wayOut === null ? null : `-> ${oneLine(wayOut, 600)}`]
      .filter((line) => line !== null)
      .join("\n"),
  );
  const link = safeUrl(url);
  const parts = [title.replaceAll("`", ""), ...said, more === 0 ? null : `and ${more} more`, link];
  return `${parts.filter((part) => part !== null).join("\n\n")}\n`;
}

function htmlOf({ act, severity, lines, more, url }: WatchNotice, title: string): string {
  const [mark, tone] = act === "told" ? [severityShapes[severity], severity] : ["✓", "good" as const];
  const parts: readonly (Markup | null)[] = [
    gap(26),
    heading(title),
    gap(12),
    rows(lines.map((line) => ({ mark, tone, body: bodyOf(line) }))),
    more === 0 ? null : paragraph(`and ${more} more`, "soft", 14),
    button("Open Revwatch", url),
    gap(24),
  ];
  return emailDocument({
    title,
    preheader: lines[0]?.what.replaceAll("`", "") ?? "",
    body: parts.filter((part) => part !== null),
  });
}

function bodyOf({ what, why, wayOut }: NoticeLine): Markup {
  return markup`${strong(oneLine(what, 600).replaceAll("`", ""))}${why === null ? null : paragraph(withCode(why), "soft", 14)}${
    wayOut === null ? null : paragraph(withCode(wayOut))
  }`;
}

function withCode(sentence: string): readonly Markup[] {
  return piecesOf(oneLine(sentence, 600)).map(({ text, isCode }) =>
    isCode ? markup`<code style="font-family:monospace;white-space:nowrap">${text}</code>` : markup`${text}`,
  );
}
