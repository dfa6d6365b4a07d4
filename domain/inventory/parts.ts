import type { Tell } from "./words.ts";

/** What an item consists of, such as a pipeline of its stages. */
export interface PartWords<Part extends object> {
  /** Such as "Stage". */
  readonly noun: string;
  /** Tells one part from the others, whatever it is called. */
  readonly key: (part: Part) => string;
  readonly name: (part: Part) => string;
  readonly fields: { readonly [Field in keyof Part]?: Tell<Part[Field]> };
  /** True where the order means something. */
  readonly isOrdered?: true;
}

/**
 * 'Stage "Proposal" added', 'Stage "Proposal": win probability: 40 % → 60 %', 'Stages reordered: "A", "C", "B"'. A part
 * that was renamed is spoken of by its new name.
 */
export function parts<Part extends object>({
  noun,
  key,
  name,
  fields,
  isOrdered,
}: PartWords<Part>): Tell<readonly Part[]> {
  const called = (part: Part): string => `${noun} "${name(part)}"`;
  return (before, after, nameOf) => {
    const [keysBefore, keysAfter] = [keysOf(before.map(key)), keysOf(after.map(key))];
    const old = new Map(before.map((part, index) => [keysBefore[index]!, part]));
    const now = new Set(keysAfter);
    const sentences = before
      .filter((_, index) => !now.has(keysBefore[index]!))
      .map((part) => `${called(part)} removed`);
    for (const [index, part] of after.entries()) {
      const known = old.get(keysAfter[index]!);
      if (known === undefined) sentences.push(`${called(part)} added`);
      else
        for (const field of Object.keys(fields) as (keyof Part & string)[])
          for (const said of fields[field]!(known[field], part[field], nameOf))
            sentences.push(`${called(part)}: ${said.charAt(0).toLowerCase()}${said.slice(1)}`);
    }
    const stayed = keysBefore.filter((one) => now.has(one));
    const order = keysAfter.filter((one) => old.has(one));
    if (isOrdered === true && stayed.some((one, index) => one !== order[index]))
      sentences.push(`${noun}s reordered: ${after.map((part) => `"${name(part)}"`).join(", ")}`);
    return sentences;
  };
}

/** A part that comes twice is the second of its key: held against the first it would differ from itself. */
function keysOf(keys: readonly string[]): readonly string[] {
  const met = new Map<string, number>();
  return keys.map((one) => {
    const times = (met.get(one) ?? 0) + 1;
    met.set(one, times);
    return times === 1 ? one : `${one}/${times}`;
  });
}
