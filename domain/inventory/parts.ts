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
    const old = new Map(before.map((part) => [key(part), part]));
    const now = new Set(after.map(key));
    const sentences = before.filter((part) => !now.has(key(part))).map((part) => `${called(part)} removed`);
    for (const part of after) {
      const known = old.get(key(part));
      if (known === undefined) sentences.push(`${called(part)} added`);
      else
        for (const field of Object.keys(fields) as (keyof Part & string)[])
          for (const said of fields[field]!(known[field], part[field], nameOf))
            sentences.push(`${called(part)}: ${said.charAt(0).toLowerCase()}${said.slice(1)}`);
    }
    const stayed = before.map(key).filter((one) => now.has(one));
    const order = after.map(key).filter((one) => old.has(one));
    if (isOrdered === true && stayed.some((one, index) => one !== order[index]))
      sentences.push(`${noun}s reordered: ${after.map((part) => `"${name(part)}"`).join(", ")}`);
    return sentences;
  };
}
