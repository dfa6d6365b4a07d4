import { piecesOf, type NoticeLine, type WatchNotice } from "../../domain/watch/notice.ts";
import {
  plainText,
  withoutMarkup,
  type RichTextPiece,
  type RichTextSection,
  type SlackBlock,
  type SlackMessage,
} from "../alert/slack-blocks.ts";
import { safeUrl } from "../markup.ts";
import { oneLine } from "../plain-words.ts";
import { severityShapes } from "../severity-words.ts";

/** What the watch says, as one Slack message. It offers no button: what has to be done is done elsewhere. */
export function renderWatchForSlack(notice: WatchNotice): SlackMessage {
  const { act, severity, title, lines, more, url } = notice;
  const mark = act === "told" ? severityShapes[severity] : "✓";
  const link = safeUrl(url);
  const blocks: SlackBlock[] = [
    { type: "header", text: plainText(`${mark} ${title.replaceAll("`", "")}`, 150) },
    { type: "rich_text", elements: lines.map(lineOf) },
    ...(more === 0 ? [] : [context(`and ${more} more`)]),
    ...(link === null
      ? []
      : [
          {
            type: "actions" as const,
            elements: [
              { type: "button" as const, action_id: "open-dashboard", text: plainText("Open Revwatch", 75), url: link },
            ],
          },
        ]),
  ];
  const first = lines[0]?.what ?? "";
  return { text: withoutMarkup(oneLine(`${mark} ${first}`, 400)), blocks };
}

const context = (text: string): SlackBlock => ({ type: "context", elements: [plainText(text, 2000)] });

function lineOf({ what, why, wayOut }: NoticeLine): RichTextSection {
  const said: RichTextPiece[] = pieces(what, true);
  if (why !== null) said.push({ type: "text", text: "\n" }, ...pieces(why, false));
  if (wayOut !== null) said.push({ type: "text", text: "\n→ " }, ...pieces(wayOut, false));
  return { type: "rich_text_section", elements: [...said, { type: "text", text: "\n" }] };
}

function pieces(sentence: string, isBold: boolean): RichTextPiece[] {
  return piecesOf(oneLine(sentence, 600)).map(({ text, isCode }) => ({
    type: "text",
    text,
    ...(isBold || isCode
      ? { style: { ...(isBold ? { bold: true as const } : {}), ...(isCode ? { code: true as const } : {}) } }
      : {}),
  }));
}
