import { markup, type Markup } from "../../reports/markup.ts";

/** A menu of a form: the value of each choice with its words, and which one is chosen. */
export interface Select {
  readonly id: string;
  readonly name: string;
  readonly choices: readonly (readonly [value: string, words: string])[];
  readonly chosen?: string | undefined;
}

export function select({ id, name, choices, chosen }: Select): Markup {
  return markup`<select id="${id}" name="${name}">${choices.map(
    ([value, words]) =>
      markup`<option value="${value}"${value === chosen ? markup` selected` : null}>${words}</option>`,
  )}</select>`;
}

/** The name that was asked for; the usual one for what is not known. */
export function chosenOf<Name extends string>(
  words: Readonly<Record<Name, string>>,
  asked: string | undefined,
  usual: Name,
): Name {
  return asked !== undefined && Object.hasOwn(words, asked) ? (asked as Name) : usual;
}
