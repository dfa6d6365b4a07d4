import type { AlertMessage } from "../../domain/alerting/alert.ts";
import { safeUrl } from "../markup.ts";
import { oneLine } from "../plain-words.ts";
import { severityShapes, severityWords } from "../severity-words.ts";
import { linesOf, marksNew } from "./lines.ts";
import { actionsOf, slackActionIds, type SlackActs } from "./slack-actions.ts";
import { plainText, slackDate, withoutMarkup, type SlackBlock, type SlackMessage } from "./slack-blocks.ts";
import { endedBlock, lineBlock } from "./slack-lines.ts";
import { isRecovery, sayLeftOut, sayNext, sayResolved, wordsOf } from "./words.ts";

/** Slack's id for the button, as `/slack/actions` gets it back. */
export const acknowledgeActionId = slackActionIds.acknowledge;

/** More is not read in a chat; the list has them all. Slack takes 50 blocks and about 13,000 characters. */
const linesShown = 10;
const endedShown = 8;

/** To whom it goes. */
export interface Audience {
  /** Whoever runs Revwatch, who alone looks into Temporal. */
  readonly isOperator?: boolean;
}

/**
 * The whole alert as one Slack message: for its first telling and, edited in place, for each later state.
 *
 * @param acts - What can be pressed; null where nothing is offered.
 */
export function renderAlertForSlack(
  message: AlertMessage,
  acts: SlackActs | null,
  { isOperator = false }: Audience = {},
): SlackMessage {
  const words = wordsOf(message);
  const { lines, leftOut, counts } = linesOf(message, linesShown);
  const more = sayLeftOut(leftOut);
  const client = oneLine(message.clientName, 80);
  const isOver = message.status === "resolved";

  const blocks: SlackBlock[] = [
    { type: "header", text: plainText(`${markOf(message)}${words.title}`, 150) },
    ...(words.state === null ? [] : [section(words.state)]),
    context(isOver ? client : `${client} · ${severityWords[message.severity]}`),
    ...(counts.length === 0 ? [] : [section(counts.join(" · "))]),
    ...lineBlock(lines, message, { marksNew: marksNew(message), mentions: mentionsOwners(message) }),
    ...(more === null ? [] : [context(more)]),
    ...endedBlocks(message),
    ...nextBlock(message),
    ...actionsOf(message, acts, isOperator),
    ...(words.ask === null ? [] : [context(words.ask)]),
  ];
  return { text: withoutMarkup(`${words.title} (${client})`), blocks };
}

/** What is new, told in the thread of the message, so that people notice what an edit would not show them. */
export function renderAlertReplyForSlack(message: AlertMessage): SlackMessage {
  const words = wordsOf(message);
  if (message.status === "resolved") return reply(`${markOf(message)}${words.title}.`, endedBlocks(message));
  const news = {
    ...message,
    sections: message.sections.map((part) => ({ ...part, lines: part.lines.filter(({ isNew }) => isNew) })),
  };
  const count = news.sections.reduce((sum, { lines }) => sum + lines.length, 0);
  const { lines } = linesOf(news, linesShown);
  const more = sayLeftOut(count - lines.length);
  const opening = message.occasion === "worsened" ? "Worse" : message.reason === "reminder" ? "Reminder" : "New";
  return reply(`${markOf(message)}${opening}. Now ${words.title}.`, [
    ...lineBlock(lines, message, { marksNew: false, mentions: mentionsOwners(message) }),
    ...(more === null ? [] : [context(more)]),
    ...endedBlocks(message),
  ]);
}

/** The facts alone, for a Slack that refused the whole message. */
export function renderPlainAlertForSlack(message: AlertMessage, reason: string): SlackMessage {
  const words = wordsOf(message);
  const list = safeUrl(message.dashboardUrl);
  const sentences = [
    `${markOf(message)}${words.title} (${oneLine(message.clientName, 80)})`,
    ...linesOf(message, 5).lines.map(({ name, what }) => `• ${name}${what === "" ? "" : ` · ${what}`}`),
    `Slack accepted only this short form: ${oneLine(reason, 200)}.`,
  ];
  const text = sentences.map(withoutMarkup).join("\n");
  return {
    text: list === null ? text : `${text}\nFull list: ${new URL(list).href.replaceAll("&", "&amp;")}`,
    blocks: [],
  };
}

/** A promise was broken and nobody is on it: the owners are called by name. */
function mentionsOwners({ topic, status }: AlertMessage): boolean {
  return topic === "waiting-leads" && status === "open";
}

function reply(sentence: string, blocks: readonly SlackBlock[]): SlackMessage {
  return { text: withoutMarkup(sentence), blocks: [section(sentence), ...blocks] };
}

function markOf(message: AlertMessage): string {
  if (message.occasion === "handed-over") return "→ ";
  if (message.status === "resolved") return isRecovery(message) ? "✓ " : "– ";
  return message.status === "acknowledged" ? "" : `${severityShapes[message.severity]} `;
}

const section = (text: string): SlackBlock => ({ type: "section", text: plainText(text, 2900) });
const context = (text: string): SlackBlock => ({ type: "context", elements: [plainText(text, 2000)] });

function endedBlocks({ recovered, status }: AlertMessage): readonly SlackBlock[] {
  if (recovered.length === 0) return [];
  const more = sayLeftOut(recovered.length - endedShown);
  return [
    ...(status === "resolved" ? [] : [context(sayResolved(recovered.length))]),
    ...endedBlock(recovered.slice(0, endedShown)),
    ...(more === null ? [] : [context(more)]),
  ];
}

/** "Next: Sam Okafor at 06:16 if no one responds.", with the time in the reader's own zone. */
function nextBlock({ next, status, timeZone }: AlertMessage): readonly SlackBlock[] {
  if (next === null || status !== "open" || next.receivers.length === 0) return [];
  const elements = [
    { type: "text" as const, text: `Next: ${sayNext(next.receivers)} at ` },
    slackDate(next.at, timeZone),
    { type: "text" as const, text: " if no one responds." },
  ];
  return [{ type: "rich_text", elements: [{ type: "rich_text_section", elements }] }];
}
