import type { AnyKindWords, NameOf, Tell } from "./words.ts";

interface Item {
  readonly name: string;
}
type Fields = Readonly<Record<string, unknown>>;

/** Nobody is known by name. */
export const nameless: NameOf = () => null;

/**
 * The difference between the approved version of an item and the present one, in sentences. Empty when there is none,
 * and so when a change was reverted.
 *
 * @param approved - Null when the item was not there when the portal was approved.
 * @param current - Null when it is not there now.
 * @param watched - The fields that count; all that the kind has words for when left out.
 */
export function differenceOf(
  words: AnyKindWords,
  approved: Item | null,
  current: Item | null,
  { watched, nameOf = nameless }: { readonly watched?: readonly string[]; readonly nameOf?: NameOf } = {},
): readonly string[] {
  if (approved === null) return current === null ? [] : [`New ${words.noun} "${current.name}"`];
  if (current === null) return [`${capital(words.noun)} "${approved.name}" deleted`];
  const [before, after] = [approved as unknown as Fields, current as unknown as Fields];
  const fields = Object.keys(words.fields).filter((field) => watched?.includes(field) ?? true);
  const sentences = fields.flatMap((field) => {
    // What an older version of ours did not read is no change.
    if (!(field in before) || !(field in after)) return [];
    return (words.fields[field] as Tell<unknown>)(before[field], after[field], nameOf);
  });
  return sentences.length > 0 || !isEdited(words, before, after, watched) ? sentences : [edit];
}

const edit = "Edited in a way that is not shown here";

function isEdited({ edited }: AnyKindWords, before: Fields, after: Fields, watched?: readonly string[]): boolean {
  if (watched !== undefined && !edited.every((field) => watched.includes(field))) return false;
  const known = edited.filter((field) => field in before && field in after);
  return known.length > 0 && known.every((field) => before[field] !== after[field]);
}

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
