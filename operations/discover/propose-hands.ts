import { countOf } from "../../domain/duration.ts";
import { classOfForm } from "../../domain/leads/class-of-form.ts";
import type { PortalFacts } from "./portal-facts.ts";
import type { Section } from "./section.ts";

/** As long as a name in the config may be. */
const longestName = 200;

/** Which of the portal's forms ask for an answer. A name that says nothing is asked about. */
export function proposeHands({ forms }: Pick<PortalFacts, "forms">): Section {
  const key = "hands";
  if ("refused" in forms)
    return {
      key,
      because: [],
      value: null,
      questions: [`Which forms ask to be contacted? They could not be read: ${forms.refused} (hands.forms)`],
    };
  const names = [...new Set(forms.value.map(({ name }) => name.trim()))]
    .filter((name) => name !== "" && name.length <= longestName)
    .toSorted((one, other) => one.localeCompare(other, "en"));
  const told = names.flatMap((name) => {
    const said = classOfForm(name);
    return said === "unclassified" ? [] : [[name, said === "hand"] as const];
  });
  const open = names.filter((name) => classOfForm(name) === "unclassified");
  return {
    key,
    because: [`${countOf(names.length, "form")}. true: whoever sends it asks to be contacted, as its name says.`],
    value: told.length === 0 ? null : { forms: Object.fromEntries(told) },
    questions: open.map(
      (name) =>
        `Does a person who sends the form ${quote(name)} ask to be contacted? Write true or false (hands.forms)`,
    ),
  };
}

export const quote = (name: string): string => `“${name}”`;
