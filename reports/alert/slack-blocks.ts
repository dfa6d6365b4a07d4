import { sayInstant } from "../../domain/say-instant.ts";
import { oneLine } from "../plain-words.ts";

/**
 * The part of Slack's Block Kit that we use. CRM text stands in `plain_text` and `rich_text`, where no markup is read.
 */
export interface PlainText {
  readonly type: "plain_text";
  readonly text: string;
  readonly emoji: false;
}
export interface RichTextPiece {
  readonly type: "text";
  readonly text: string;
  readonly style?: { readonly bold?: true; readonly strike?: true; readonly code?: true };
}
export interface RichTextLink {
  readonly type: "link";
  readonly url: string;
  readonly text: string;
}
/** An instant, which Slack shows to each reader in their own zone. */
export interface RichTextDate {
  readonly type: "date";
  /** Seconds since 1970. */
  readonly timestamp: number;
  readonly format: string;
  /** For what shows no dates. */
  readonly fallback: string;
}
/** A mention: it notifies whom it names, once, when the message is posted. */
export interface RichTextUser {
  readonly type: "user";
  readonly user_id: string;
}
export interface RichTextSection {
  readonly type: "rich_text_section";
  readonly elements: readonly (RichTextPiece | RichTextLink | RichTextDate | RichTextUser)[];
}
export interface RichTextList {
  readonly type: "rich_text_list";
  readonly style: "bullet";
  readonly elements: readonly RichTextSection[];
}
export interface SlackButton {
  readonly type: "button";
  readonly action_id: string;
  readonly text: PlainText;
  readonly style?: "primary";
  readonly value?: string;
  readonly url?: string;
}
export interface SlackOption {
  readonly text: PlainText;
  readonly value: string;
}
export interface SlackSelect {
  readonly type: "static_select";
  readonly action_id: string;
  readonly placeholder: PlainText;
  readonly options: readonly SlackOption[];
}
export type SlackElement = SlackButton | SlackSelect;
export type SlackBlock =
  | { readonly type: "header"; readonly text: PlainText }
  | { readonly type: "section"; readonly text: PlainText; readonly accessory?: SlackButton }
  | { readonly type: "context"; readonly elements: readonly PlainText[] }
  | { readonly type: "rich_text"; readonly elements: readonly (RichTextSection | RichTextList)[] }
  | { readonly type: "actions"; readonly elements: readonly SlackElement[] };

/** What `chat.postMessage` and `chat.update` take, beside the channel. */
export interface SlackMessage {
  /** For notifications and screen readers: Slack reads markup in it, so everything from outside is made harmless. */
  readonly text: string;
  readonly blocks: readonly SlackBlock[];
}

export function plainText(text: string, max: number): PlainText {
  return { type: "plain_text", text: oneLine(text, max) || "…", emoji: false };
}

const dateFormat = "{date_short_pretty} at {time}";

/** Each reader sees it in their own zone; `fallback` names the client's. */
export function slackDate(at: string, timeZone: string): RichTextDate {
  const timestamp = Math.floor(Date.parse(at) / 1000);
  return { type: "date", timestamp, format: dateFormat, fallback: sayInstant(at, timeZone) };
}

const lookalikes: Readonly<Record<string, string>> = { "*": "∗", _: "ˍ", "~": "∼", "`": "ˋ" };

/**
 * Text for a place where Slack reads markup. `&`, `<` and `>` are escaped as Slack asks, so no mention or link comes
 * to life; the marks for bold, italics, strike and code have no escape and become lookalikes.
 */
export function withoutMarkup(text: string): string {
  return text
    .replace(/[*_~`]/g, (mark) => lookalikes[mark]!)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}
