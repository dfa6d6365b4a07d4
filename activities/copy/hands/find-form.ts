import { secondOf } from "../../../connectors/hubspot/parse-conversions.ts";
import type { HubSpotPortal } from "../../../connectors/hubspot/portal.ts";
import type { Submission } from "../../../connectors/hubspot/read-submissions.ts";
import type { Form } from "../../../domain/inventory/form.ts";
import { classOfConversion, isWordedAs, type HandRules } from "../../../domain/leads/hand-rules.ts";
import { orNothing } from "./or-nothing.ts";

/** A conversion of a person, as HubSpot words it. */
export interface WordedConversion {
  readonly source: string;
  readonly at: Date;
  readonly email: string | null;
  readonly contactId: string;
}

/** The form that was sent, and HubSpot's id of that submission where it was read. */
export interface FoundForm {
  readonly name: string;
  readonly submissionId: string | null;
}

/** A form that was renamed is looked for among so many, the latest changed first. */
const mostAsked = 10;

/**
 * Finds out by which form a person converted, where the wording "Page title: Form name" leaves that open: two forms fit
 * it and ask for different things, or none does, because the form was renamed. Then that form's submissions tell, for
 * that person. Asks nothing while names alone are plain.
 */
export function createFormFinder(portal: Pick<HubSpotPortal, "inventory" | "submissionsOf">, rules: HandRules) {
  let forms: Promise<readonly Form[]> | null = null;
  // No list is its own witness: whom the first readings do not name is looked for in second ones.
  const readings = [1, 2].map(() => new Map<string, Promise<readonly Submission[]>>());

  /** All forms; none where the token may not read them: then names alone decide. */
  const all = () => (forms ??= orNothing(portal.inventory("form")));
  const isPlain = ({ source }: WordedConversion) =>
    source.split(": ").length <= 2 && classOfConversion(rules, source, null).class !== "unclassified";

  return async function find(conversion: WordedConversion, since: Date): Promise<FoundForm | null> {
    if (isPlain(conversion)) return null;
    const known = await all();
    const fitting = known.filter(({ name }) => isWordedAs(conversion.source, name));
    const classes = new Set(fitting.map(({ name }) => classOfConversion(rules, name, name).class));
    if (fitting.length > 0 && classes.size === 1) return { name: longest(fitting), submissionId: null };
    const asked = fitting.length > 0 ? fitting : latest(known);
    for (const submissions of readings)
      for (const form of asked) {
        if (!submissions.has(form.id)) submissions.set(form.id, orNothing(portal.submissionsOf(form, since)));
        const sent = (await submissions.get(form.id)!).find((one) => isBy(one, conversion));
        if (sent !== undefined) return { name: form.name, submissionId: sent.id };
      }
    return null;
  };
}

function isBy(sent: Submission, { at, email, contactId }: WordedConversion): boolean {
  const isSender = sent.contactId === contactId || (sent.email !== null && sent.email === email);
  return isSender && Math.abs(secondOf(sent.at) - secondOf(at)) <= 1;
}

const longest = (forms: readonly Form[]) => forms.toSorted((a, b) => b.name.length - a.name.length)[0]!.name;
const latest = (forms: readonly Form[]) =>
  forms.toSorted((a, b) => b.updatedAt.getTime() - a.updatedAt.getTime()).slice(0, mostAsked);
