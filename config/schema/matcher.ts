import { z } from "zod";
import { checks } from "../../checks/index.ts";
import type { Matcher } from "../../domain/alerting/matcher.ts";
import { topics } from "../../domain/alerting/topic.ts";
import { severities } from "../../domain/findings/severity.ts";

const checkIds = checks.map(({ id }) => id) as [string, ...string[]];
const name = z.string().trim().min(1).max(200);

/** One value, or a list of which one is enough. */
const oneOrMore = <Value extends z.ZodType>(value: Value) =>
  z
    .preprocess(
      (input) => (Array.isArray(input) || input === undefined ? input : [input]),
      z.array(value).min(1).max(200),
    )
    .optional();

/** Which findings something is about, as people write it: a line each, and every line has to fit. */
export const matcherLines = {
  topic: oneOrMore(z.enum(topics)).describe("One topic or several"),
  severity: oneOrMore(z.enum(severities)).describe("One severity or several"),
  check: oneOrMore(z.enum(checkIds)).describe("One check or several"),
  owner: oneOrMore(name).describe("E-mail addresses or HubSpot's ids of owners"),
  team: oneOrMore(name).describe("Names of HubSpot teams, of which the owner is in one"),
  pipeline: oneOrMore(name).describe("Names of pipelines"),
  form: oneOrMore(name).describe("Names of forms, by which a lead asked to be contacted"),
} as const;

const MatcherLines = z.strictObject(matcherLines);
export type MatcherLines = z.output<typeof MatcherLines>;

/** The lines as the stages of the alert pipeline take them. */
export function matcherOf({ topic, severity, check, owner, team, pipeline, form }: MatcherLines): Matcher {
  const lines = {
    topics: topic,
    severities: severity,
    checks: check,
    owners: owner,
    teams: team,
    pipelines: pipeline,
    forms: form,
  };
  return Object.fromEntries(Object.entries(lines).filter(([, values]) => values !== undefined)) as Matcher;
}
