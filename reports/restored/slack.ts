import type { RestoredSummary } from "../../domain/alerting/restored-summary.ts";
import { plainText, withoutMarkup, type RichTextSection, type SlackMessage } from "../alert/slack-blocks.ts";
import { safeUrl } from "../markup.ts";
import { restoredWords } from "./words.ts";

/** The summary after a restore as one Slack message. */
export function renderRestoredForSlack(summary: RestoredSummary): SlackMessage {
  const words = restoredWords(summary);
  const items = [...words.clients, ...words.reports].map(lineOf);
  return {
    text: withoutMarkup(words.title),
    blocks: [
      { type: "header", text: plainText(words.title, 150) },
      { type: "section", text: plainText(words.lead, 2_900) },
      ...(items.length === 0
        ? []
        : [
            {
              type: "rich_text" as const,
              elements: [{ type: "rich_text_list" as const, style: "bullet" as const, elements: items }],
            },
          ]),
      ...[words.more, words.ask]
        .filter((text) => text !== null)
        .map((text) => ({ type: "context" as const, elements: [plainText(text, 2_000)] })),
    ],
  };
}

function lineOf({
  name,
  what,
  url,
}: {
  readonly name: string;
  readonly what: string;
  readonly url: string | null;
}): RichTextSection {
  const address = safeUrl(url);
  return {
    type: "rich_text_section",
    elements: [
      address === null
        ? { type: "text", text: name, style: { bold: true } }
        : { type: "link", url: address, text: name },
      { type: "text", text: ` · ${what}` },
    ],
  };
}
