import { createHash } from "node:crypto";
import type { Check } from "../../checks/define-check.ts";
import type { ClientConfig } from "../../config/config.ts";

/** The calendar in which a client's checks count business time and days. */
export type RuleCalendar = Pick<ClientConfig, "timeZone" | "businessHours" | "holidays">;

/**
 * The rule by which a check judges, in a few characters: its own version, the settings, the client's calendar. Never
 * its source text. A finding that passes under another rule than the one that saw it fail was not seen healthy.
 *
 * @returns As it is written today. Behind it what is the same rule for an end: as an older program wrote it, without the
 *   calendar, and that of each version of the check that was no stricter.
 */
export function ruleKeysOf(
  { version, stricterThan = [] }: Pick<Check, "version" | "stricterThan">,
  params: Readonly<Record<string, unknown>>,
  { timeZone, businessHours, holidays }: RuleCalendar,
): readonly [today: string, ...older: string[]] {
  const settings = Object.entries(params).sort(([a], [b]) => a.localeCompare(b));
  const of = (one: number): [string, string] => [
    hash([one, settings, timeZone, businessHours, [...holidays].sort()]),
    hash([one, settings]),
  ];
  return [...of(version ?? 1), ...stricterThan.flatMap(of)];
}

function hash(rule: readonly unknown[]): string {
  return createHash("sha256").update(JSON.stringify(rule)).digest("base64url").slice(0, 12);
}
