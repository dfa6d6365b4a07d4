import { classOfForm } from "./class-of-form.ts";
import type { HandClass } from "./hand.ts";

/** What of a person's doing asks for an answer, by a client's settings. */
export interface HandRules {
  /** A form's name in lower case → whether whoever sends it asks to be contacted. */
  readonly forms: Readonly<Record<string, boolean>>;
  /** Whether somebody is watched of whom nobody has said whether they ask. */
  readonly watchesUnclassified: boolean;
  readonly meetingLinks: boolean;
  readonly leadAds: boolean;
  /** HubSpot's own words for what makes contacts, such as "INTEGRATION": each new contact of theirs is a hand. */
  readonly createdBy: readonly string[];
  /** Up to so many contacts of one import or integration in one run are hands of their own; more are one batch. */
  readonly batchAbove: number;
}

export const defaultHandRules: HandRules = {
  forms: {},
  watchesUnclassified: true,
  meetingLinks: true,
  leadAds: true,
  createdBy: [],
  batchAbove: 20,
};

/** Whether what was sent asks for an answer, and who says so: the client's settings, or the form's name alone. */
export interface Classed {
  readonly class: HandClass;
  readonly classBy: "setting" | "name";
}

/**
 * Classes a conversion that HubSpot words "Page title: Form name". A setting for the form comes first; of two that fit
 * the longer name does, since a page's title may end like a form.
 *
 * @param form - The form's name where it is known better than by that wording; else null.
 */
export function classOfConversion(rules: HandRules, source: string | null, form: string | null): Classed {
  const said = settingFor(rules, form) ?? settingFor(rules, source);
  if (said !== null) return { class: said ? "hand" : "other", classBy: "setting" };
  const named = form ?? (source === null ? null : formNameOf(source));
  const byName = named === null ? "unclassified" : classOfForm(named);
  return { class: byName === "unclassified" && !rules.watchesUnclassified ? "other" : byName, classBy: "name" };
}

/** The form's name: titles hold colons too, so the last part. */
export function formNameOf(source: string): string {
  return source.slice(source.lastIndexOf(": ") + 1).trim();
}

/** True when a conversion may be worded so of a form of this name. */
export function isWordedAs(source: string, formName: string): boolean {
  const [worded, name] = [source.toLowerCase(), formName.trim().toLowerCase()];
  return worded === name || worded.endsWith(`: ${name}`);
}

function settingFor({ forms }: HandRules, text: string | null): boolean | null {
  if (text === null) return null;
  const fitting = Object.keys(forms).filter((name) => isWordedAs(text, name));
  const longest = fitting.toSorted((one, other) => other.length - one.length)[0];
  return longest === undefined ? null : forms[longest]!;
}
