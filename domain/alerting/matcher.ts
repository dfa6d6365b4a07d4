import { severities, type Severity } from "../findings/severity.ts";
import type { Candidate } from "./pipeline.ts";
import type { Topic } from "./topic.ts";

/**
 * Which findings a route, a silence or a maintenance window is about. Each line that is there has to fit, and one of its
 * values is enough; a matcher without lines fits every finding.
 */
export interface Matcher {
  readonly checks?: readonly string[];
  readonly topics?: readonly Topic[];
  readonly severities?: readonly Severity[];
  /** HubSpot's ids of owners. */
  readonly owners?: readonly string[];
  readonly teams?: readonly string[];
  readonly pipelines?: readonly string[];
  /** Names of forms; HubSpot's wording "Page title: Form name" fits the name at its end. */
  readonly forms?: readonly string[];
  /** Ids of subjects, such as a contact's. */
  readonly subjects?: readonly string[];
}

/** In the order in which they are said. */
export const matcherFields = [
  "checks",
  "topics",
  "severities",
  "owners",
  "teams",
  "pipelines",
  "forms",
  "subjects",
] as const satisfies readonly (keyof Matcher)[];

export function matches(matcher: Matcher, candidate: Candidate): boolean {
  const { checks, topics, severities: bad, owners, teams, pipelines, forms, subjects } = matcher;
  const isOneOf = (values: readonly string[] | undefined, value: string | null) =>
    values === undefined || (value !== null && values.includes(value));
  return (
    isOneOf(checks, candidate.checkId) &&
    isOneOf(topics, candidate.topic) &&
    isOneOf(bad, candidate.severity) &&
    isOneOf(owners, candidate.ownerId) &&
    isOneOf(pipelines, candidate.pipeline) &&
    isOneOf(subjects, candidate.subject.id) &&
    (teams === undefined || candidate.teams.some((team) => teams.includes(team))) &&
    (forms === undefined || forms.some((form) => isForm(form, candidate.form)))
  );
}

/** True of the form's own name, and of a wording that has it behind the title of a page. */
function isForm(name: string, wording: string | null): boolean {
  return wording !== null && (wording === name || wording.endsWith(`: ${name}`));
}

const nouns: Readonly<Record<(typeof matcherFields)[number], string>> = {
  checks: "check",
  topics: "topic",
  severities: "severity",
  owners: "owner",
  teams: "team",
  pipelines: "pipeline",
  forms: "form",
  subjects: "record",
};

/** "check lead-stale, severity low or medium"; "everything" where it has no lines. */
export function sayMatcher(matcher: Matcher): string {
  const lines = matcherFields.flatMap((field) => {
    const values = matcher[field];
    return values === undefined ? [] : [`${nouns[field]} ${listOf(inOrder(field, values))}`];
  });
  return lines.length === 0 ? "everything" : lines.join(", ");
}

function inOrder(field: keyof Matcher, values: readonly string[]): readonly string[] {
  return field === "severities" ? severities.filter((severity) => values.includes(severity)) : values;
}

function listOf(values: readonly string[]): string {
  return values.length < 2 ? values.join("") : `${values.slice(0, -1).join(", ")} or ${values.at(-1)}`;
}
