import { safeUrl } from "../markup.ts";
import { oneLine } from "../plain-words.ts";

/**
 * An Adaptive Card of version 1.4. Text from outside stands in `TextRun`s, in which no Markdown is read: a name can
 * neither plant a link nor look like one of our sentences in bold. Nobody is mentioned: that takes an entity beside the
 * text, and there is none.
 */
export interface Card extends Readonly<Record<string, unknown>> {
  readonly type: "AdaptiveCard";
  readonly body: readonly CardBlock[];
}

export interface CardRun {
  readonly type: "TextRun";
  readonly text: string;
  readonly weight?: "Bolder";
  readonly isSubtle?: true;
  readonly size?: "Large" | "Small";
  readonly fontType?: "Monospace";
  readonly selectAction?: CardAction;
}
export interface CardBlock {
  readonly type: "RichTextBlock";
  readonly inlines: readonly CardRun[];
  readonly spacing?: "Small" | "None" | "Medium";
  readonly separator?: true;
}
export interface CardAction {
  readonly type: "Action.OpenUrl";
  readonly url: string;
  readonly title?: string;
}

type RunForm = Omit<CardRun, "type" | "text" | "selectAction">;

const longestRun = 600;

export function run(text: string, form: RunForm = {}): CardRun {
  return { type: "TextRun", text: oneLineKeepingEnds(text), ...form };
}

/** A name that opens its record, where the address may be followed. */
export function linkRun(text: string, url: string | null): CardRun {
  const address = safeUrl(url);
  const named = run(text, { weight: "Bolder" });
  return address === null ? named : { ...named, selectAction: { type: "Action.OpenUrl", url: address } };
}

export function block(inlines: readonly CardRun[], form: Omit<CardBlock, "type" | "inlines"> = {}): CardBlock {
  return { type: "RichTextBlock", inlines, ...form };
}

export const heading = (text: string): CardBlock => block([run(text, { weight: "Bolder", size: "Large" })]);
export const soft = (text: string): CardBlock => block([run(text, { isSubtle: true })], { spacing: "Small" });

export function cardOf(
  body: readonly (CardBlock | null)[],
  actions: readonly { readonly words: string; readonly url: string | null }[],
): Card {
  const shown = actions.flatMap(({ words, url }): CardAction[] => {
    const address = safeUrl(url);
    return address === null ? [] : [{ type: "Action.OpenUrl", title: words, url: address }];
  });
  return {
    $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
    type: "AdaptiveCard",
    version: "1.4",
    msteams: { width: "Full" },
    body: body.filter((one) => one !== null),
    ...(shown.length === 0 ? {} : { actions: shown }),
  };
}

const encoder = new TextEncoder();

/** Room for what stands around the card in a message of 28 KB. */
export const mostCardBytes = 27 * 1024;

/** The card with as many lines as fit into what Teams takes. */
export function fitCard(most: number, make: (lines: number) => Card): Card {
  for (let lines = most; lines > 0; lines = Math.floor(lines / 2)) {
    const card = make(lines);
    if (sizeOf(card) <= mostCardBytes) return card;
  }
  return make(0);
}

export function sizeOf(card: Card): number {
  return encoder.encode(JSON.stringify(card)).length;
}

/** Spaces at its ends part it from its neighbours. */
function oneLineKeepingEnds(text: string): string {
  const line = oneLine(text, longestRun);
  return `${text.startsWith(" ") ? " " : ""}${line}${text.endsWith(" ") && line !== "" ? " " : ""}` || " ";
}
