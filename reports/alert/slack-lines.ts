import type { AlertLine, AlertMessage } from "../../domain/alerting/alert.ts";
import { severityShapes } from "../severity-words.ts";
import { endedLine, endedMark, type ShownLine } from "./lines.ts";
import { slackDate, type RichTextSection, type SlackBlock } from "./slack-blocks.ts";
import { sinceWords } from "./words.ts";

type Piece = RichTextSection["elements"][number];

const text = (words: string): Piece => ({ type: "text", text: words });
const bold = (words: string): Piece => ({ type: "text", text: words, style: { bold: true } });

export interface LineForm {
  /** What is new is marked, where not all of it is. */
  readonly marksNew: boolean;
  /** Owners are mentioned, each once: only where a promise was broken and nobody has acted yet. */
  readonly mentions: boolean;
}

/** The lines of an alert, one under the other: "◆ Aiko Walsh · demo request · waiting since 05:00 · Yuki". */
export function lineBlock(lines: readonly ShownLine[], message: AlertMessage, form: LineForm): readonly SlackBlock[] {
  if (lines.length === 0) return [];
  const mentioned = new Set<string>();
  const elements = lines.map((line, index): RichTextSection => {
    const owner = ownerOf(line, form, mentioned);
    const pieces: Piece[] = [
      text(`${severityShapes[line.severity]} `),
      ...(form.marksNew && line.isNew ? [bold("New: ")] : []),
      line.url === null ? bold(line.name) : { type: "link", url: line.url, text: line.name },
      ...(line.what === "" ? [] : [text(` · ${line.what}`)]),
      text(` · ${sinceWords(message.topic)} `),
      slackDate(line.since, message.timeZone),
      ...(owner === null ? [] : [text(" · "), owner]),
      ...(line.note === null ? [] : [text(` · ${line.note}`)]),
      ...(index < lines.length - 1 ? [text("\n")] : []),
    ];
    return { type: "rich_text_section", elements: pieces };
  });
  return [{ type: "rich_text", elements }];
}

function ownerOf({ owner, slackUser }: ShownLine, { mentions }: LineForm, mentioned: Set<string>): Piece | null {
  if (owner === null) return null;
  if (slackUser === null || !mentions || mentioned.has(slackUser)) return text(owner);
  mentioned.add(slackUser);
  return { type: "user", user_id: slackUser };
}

/** What has ended, by name and, where it was no good end, how. */
export function endedBlock(ended: readonly AlertLine[]): readonly SlackBlock[] {
  if (ended.length === 0) return [];
  const items = ended.map((line, index): RichTextSection => {
    const shown = endedLine(line);
    const { name, url, how } = shown;
    const pieces: Piece[] = [
      text(`${endedMark(shown)} `),
      url === null ? text(name) : { type: "link", url, text: name },
      ...(how === null ? [] : [text(`, ${how}`)]),
      ...(index < ended.length - 1 ? [text("\n")] : []),
    ];
    return { type: "rich_text_section", elements: pieces };
  });
  return [{ type: "rich_text", elements: items }];
}
