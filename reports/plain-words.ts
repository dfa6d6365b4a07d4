/** Control characters, the marks that turn the direction of a line around, and tags that nobody sees. */
const invisible = /[\p{Cc}\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF\u{E0000}-\u{E0FFF}]+/gu;
/** A joiner stays between letters or emoji, which read otherwise without it, and goes from everywhere else. */
const looseJoiner =
  /(?<![\p{L}\p{M}\p{Extended_Pictographic}\p{Emoji_Modifier}])[\u200C\u200D]|[\u200C\u200D](?![\p{L}\p{M}\p{Extended_Pictographic}])/gu;

/**
 * Text from outside on one line: control characters and direction marks become a space, spaces run together, and a
 * text of more than `max` UTF-16 units, which is how Slack and mail clients count, ends in "…". A lone half of a
 * surrogate pair becomes "�".
 */
export function oneLine(text: string, max = 300): string {
  const line = text.toWellFormed().replace(invisible, " ").replace(looseJoiner, "").replace(/\s+/g, " ").trim();
  if (line.length <= max) return line;
  const cut = line.slice(0, max - 1);
  return `${(cut.isWellFormed() ? cut : cut.slice(0, -1)).replace(/[\u200C\u200D]$/, "").trimEnd()}…`;
}

/** A sentence cut at the place where it names its record, so that the name can carry the link. */
export interface SentenceParts {
  readonly before: string;
  readonly name: string;
  readonly after: string;
}

/** Finds the record's name in the sentence about it. A sentence without it gets the name in front. */
export function aroundName(sentence: string, name: string): SentenceParts {
  const [line, label] = [oneLine(sentence, 600), oneLine(name, 120)];
  const at = label === "" ? -1 : line.indexOf(label);
  if (at === -1) return { before: "", name: label === "" ? "Unnamed record" : label, after: `: ${line}` };
  return { before: line.slice(0, at), name: label, after: line.slice(at + label.length) };
}
