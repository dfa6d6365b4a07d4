/** What Teams refuses of a card. Its limits and the elements of Adaptive Cards 1.4 that we may use. */

const mostBytes = 28 * 1024;
const mostActions = 6;

interface Element {
  readonly type?: unknown;
  readonly inlines?: unknown;
  readonly text?: unknown;
  readonly url?: unknown;
  readonly title?: unknown;
  readonly selectAction?: unknown;
}

/** What is wrong with a message as the workflow's trigger would meet it; empty when nothing is. */
export function messageFaults(body: string): readonly string[] {
  if (Buffer.byteLength(body) > mostBytes) return ["RequestEntityTooLarge"];
  const message = parse(body);
  const attachments = listOf(message?.["attachments"]);
  if (message?.["type"] !== "message" || attachments.length !== 1) return ["it is no message with one attachment"];
  const { contentType, content } = attachments[0] as { contentType?: unknown; content?: unknown };
  if (contentType !== "application/vnd.microsoft.card.adaptive") return ["the attachment is no Adaptive Card"];
  return cardFaults(content as Readonly<Record<string, unknown>>);
}

function cardFaults(card: Readonly<Record<string, unknown>>): readonly string[] {
  const [body, actions] = [listOf(card["body"]), listOf(card["actions"])];
  return [
    ...(card["type"] === "AdaptiveCard" ? [] : ["the card's type is not AdaptiveCard"]),
    ...(/^1\.[0-5]$/.test(String(card["version"])) ? [] : ["the card's version is unknown"]),
    ...(body.length === 0 ? ["the card is empty"] : []),
    ...(actions.length > mostActions ? [`more than ${mostActions} actions`] : []),
    ...body.flatMap((one) => blockFaults(one as Element)),
    ...actions.flatMap((one) => actionFaults(one as Element, true)),
  ];
}

function blockFaults({ type, inlines }: Element): readonly string[] {
  if (type !== "RichTextBlock") return [`unexpected element: ${String(type)}`];
  const runs = listOf(inlines) as readonly Element[];
  if (runs.length === 0) return ["a RichTextBlock without inlines"];
  return runs.flatMap((run) => [
    ...(run.type === "TextRun" && typeof run.text === "string" && run.text !== "" ? [] : ["a TextRun without text"]),
    ...(run.selectAction === undefined ? [] : actionFaults(run.selectAction as Element, false)),
  ]);
}

function actionFaults({ type, url, title }: Element, hasTitle: boolean): readonly string[] {
  return [
    ...(type === "Action.OpenUrl" ? [] : [`unexpected action: ${String(type)}`]),
    ...(typeof url === "string" && /^https?:\/\//.test(url) ? [] : ["an action without a web address"]),
    ...(hasTitle && (typeof title !== "string" || title === "") ? ["an action without a title"] : []),
  ];
}

function parse(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : null;
  } catch {
    return null;
  }
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
