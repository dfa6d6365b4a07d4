import type { AlertLine, AlertMessage, AlertSection } from "../../domain/alerting/alert.ts";
import { safeUrl } from "../markup.ts";
import { aroundName, oneLine } from "../plain-words.ts";
import { severityShapes } from "../severity-words.ts";
import { fitSections } from "./fit-sections.ts";
import {
  plainText,
  withoutMarkup,
  type RichTextSection,
  type SlackBlock,
  type SlackButton,
  type SlackMessage,
} from "./slack-blocks.ts";
import { isFixed } from "../../domain/findings/ending.ts";
import { sayEnding, sayLeftOut, sayOwner, sayRecovered, wordsOf } from "./words.ts";

/** Slack's id for the button, as `/slack/actions` gets it back. */
export const acknowledgeActionId = "acknowledge-alert";

/** Slack takes 50 blocks and, undocumented, about 13,000 characters in all. */
const limits = { lines: 20, characters: 8000 };
const recoveredShown = 8;

/**
 * The whole alert as one Slack message: for its first telling and, edited in place, for each later state.
 *
 * @param ack - The signed value of the Acknowledge button; null where it must not be offered.
 */
export function renderAlertForSlack(message: AlertMessage, ack: { readonly value: string } | null): SlackMessage {
  const words = wordsOf(message);
  const { sections, leftOut } = fitSections(message.sections, message.more, limits);
  const more = sayLeftOut(leftOut);
  const namesOwners = sections.some(({ ownerName }) => ownerName !== null);
  const marksNew = message.occasion !== "opened" && message.occasion !== "escalated";

  const blocks: SlackBlock[] = [
    { type: "header", text: plainText(`${markOf(message)}${words.title}`, 150) },
    ...(words.state === null ? [] : [section(words.state)]),
    context(words.facts.join("  ·  ")),
    ...sections.map((part) => ownerBlock(part, namesOwners, marksNew)),
    ...(more === null ? [] : [context(more)]),
    ...recoveredBlocks(message),
    ...actionsOf(message, ack),
    ...(words.ask === null ? [] : [context([words.next, words.ask].filter((word) => word !== null).join(" "))]),
    context(words.zone),
  ];
  return { text: withoutMarkup(`${words.title} (${oneLine(message.clientName, 80)})`), blocks };
}

/** What is new, told in the thread of the message, so that people notice what an edit would not show them. */
export function renderAlertReplyForSlack(message: AlertMessage): SlackMessage {
  const words = wordsOf(message);
  if (message.status === "resolved") return reply(`${markOf(message)}${words.title}.`, recoveredBlocks(message));

  const news = message.sections
    .map((part) => ({ ...part, lines: part.lines.filter(({ isNew }) => isNew) }))
    .filter(({ lines }) => lines.length > 0);
  const { sections, leftOut } = fitSections(news, 0, limits);
  const more = sayLeftOut(leftOut);
  const opening = message.occasion === "worsened" ? "It got worse." : "New since the last message.";
  return reply(`${markOf(message)}${opening} Now: ${words.title}.`, [
    ...sections.map((part) => ownerBlock(part, part.ownerName !== null, false)),
    ...(more === null ? [] : [context(more)]),
    ...recoveredBlocks(message),
  ]);
}

/** The facts alone, for a Slack that refused the whole message. */
export function renderPlainAlertForSlack(message: AlertMessage, reason: string): SlackMessage {
  const words = wordsOf(message);
  const lines = message.sections.flatMap((part) => part.lines).slice(0, 5);
  const list = safeUrl(message.dashboardUrl);
  const sentences = [
    `${markOf(message)}${words.title} (${oneLine(message.clientName, 80)})`,
    ...lines.map(({ summary }) => `• ${oneLine(summary, 200)}`),
    `Slack took only this short form: ${oneLine(reason, 200)}.`,
  ];
  const text = sentences.map(withoutMarkup).join("\n");
  return {
    text: list === null ? text : `${text}\nThe whole list: ${new URL(list).href.replaceAll("&", "&amp;")}`,
    blocks: [],
  };
}

function reply(sentence: string, blocks: readonly SlackBlock[]): SlackMessage {
  return { text: withoutMarkup(sentence), blocks: [section(sentence), ...blocks] };
}

function markOf({ occasion, status, severity, endings }: AlertMessage): string {
  if (occasion === "handed-over") return "→ ";
  if (status === "resolved") return (endings ?? []).every(({ ending }) => isFixed(ending)) ? "✓ " : "– ";
  return status === "acknowledged" ? "" : `${severityShapes[severity]} `;
}

const section = (text: string): SlackBlock => ({ type: "section", text: plainText(text, 2900) });
const context = (text: string): SlackBlock => ({ type: "context", elements: [plainText(text, 2000)] });

function ownerBlock({ ownerName, lines }: AlertSection, namesOwner: boolean, marksNew: boolean): SlackBlock {
  const heading: RichTextSection = {
    type: "rich_text_section",
    elements: [{ type: "text", text: sayOwner(ownerName), style: { bold: true } }],
  };
  const items = lines.map((line) => lineItem(line, marksNew && line.isNew));
  return {
    type: "rich_text",
    elements: [...(namesOwner ? [heading] : []), { type: "rich_text_list", style: "bullet", elements: items }],
  };
}

function lineItem({ summary, label, url }: AlertLine, isNew: boolean): RichTextSection {
  const { before, name, after } = aroundName(summary, label);
  const link = safeUrl(url);
  const named =
    link === null
      ? { type: "text" as const, text: name, style: { bold: true as const } }
      : { type: "link" as const, url: link, text: name };
  return {
    type: "rich_text_section",
    elements: [
      ...(isNew ? [{ type: "text" as const, text: "New: ", style: { bold: true as const } }] : []),
      ...(before === "" ? [] : [{ type: "text" as const, text: before }]),
      named,
      ...(after === "" ? [] : [{ type: "text" as const, text: after }]),
    ],
  };
}

function recoveredBlocks({ recovered, status }: AlertMessage): readonly SlackBlock[] {
  if (recovered.length === 0) return [];
  const items = recovered
    .slice(0, recoveredShown)
    .map(({ label, url, ending = "seen-healthy", closedBy }): RichTextSection => {
      const link = safeUrl(url);
      const name = oneLine(label, 120) || "Unnamed record";
      const how = isFixed(ending) ? [] : [{ type: "text" as const, text: `, ${sayEnding({ ending, closedBy })}` }];
      return {
        type: "rich_text_section",
        elements: [link === null ? { type: "text", text: name } : { type: "link", url: link, text: name }, ...how],
      };
    });
  const more = sayLeftOut(recovered.length - recoveredShown);
  return [
    ...(status === "resolved" ? [] : [context(sayRecovered(recovered.length))]),
    { type: "rich_text", elements: [{ type: "rich_text_list", style: "bullet", elements: items }] },
    ...(more === null ? [] : [context(more)]),
  ];
}

function actionsOf(
  { status, dashboardUrl, workflowUrl }: AlertMessage,
  ack: { readonly value: string } | null,
): readonly SlackBlock[] {
  const [dashboard, workflow] = [safeUrl(dashboardUrl), safeUrl(workflowUrl)];
  const buttons: SlackButton[] = [
    ...(ack === null || status !== "open"
      ? []
      : [
          {
            type: "button" as const,
            action_id: acknowledgeActionId,
            text: plainText("I take this", 75),
            style: "primary" as const,
            value: ack.value,
          },
        ]),
    ...(dashboard === null ? [] : [linkButton("open-dashboard", "Open the list", dashboard)]),
    ...(workflow === null ? [] : [linkButton("open-workflow", "How it is followed up", workflow)]),
  ];
  return buttons.length === 0 ? [] : [{ type: "actions", elements: buttons }];
}

const linkButton = (action_id: string, text: string, url: string): SlackButton => ({
  type: "button",
  action_id,
  text: plainText(text, 75),
  url,
});
