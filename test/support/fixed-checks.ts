import { checks } from "../../checks/index.ts";
import { stringify } from "yaml";
import type { CheckOverrides } from "../../config/schema/check-settings.ts";

/**
 * The checks that fixtures, goldens and whole installations of tests rest on, whatever else is shipped. So a new check
 * changes nothing but its own test, its page and its line in the README. The list is not added to.
 */
export const fixedChecks: readonly string[] = [
  "campaign-untracked",
  "contact-source-missing",
  "deal-close-date-past",
  "deal-without-next-activity",
  "incremental-judging-differs",
  "lead-stale",
  "lead-unanswered",
  "lead-unassigned",
  "owner-deactivated",
  "pipeline-changed",
  "portal-unreadable",
  "utm-value-fragmented",
];

/** `checks:` of a config, with all others switched off. */
export function onlyFixedChecks(): CheckOverrides {
  const others = checks.map(({ id }) => id).filter((id) => !fixedChecks.includes(id));
  return Object.fromEntries(others.map((id) => [id, { enabled: false }]));
}

/** The same as lines of a config file; nothing where there are no others. */
export function onlyFixedYaml(): string {
  const others = onlyFixedChecks();
  return Object.keys(others).length === 0 ? "" : stringify({ checks: others });
}
