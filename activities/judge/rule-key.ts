import { createHash } from "node:crypto";
import type { Check } from "../../checks/define-check.ts";
import type { ClientConfig } from "../../config/config.ts";

/** The calendar in which a client's checks count business time and days. */
export type RuleCalendar = Pick<ClientConfig, "timeZone" | "businessHours" | "holidays">;

/**
 * The rule by which a check judges, in a few characters: its own version, the settings, the client's calendar. Never
 * its source text. A finding that passes under another rule than the one that saw it fail was not seen healthy.
 *
 * @returns As it is written today, and behind it as older versions wrote it: without the calendar.
 */
export function ruleKeysOf(
  { version }: Pick<Check, "version">,
  params: Readonly<Record<string, unknown>>,
  { timeZone, businessHours, holidays }: RuleCalendar,
): readonly [today: string, ...older: string[]] {
  const settings = Object.entries(params).sort(([a], [b]) => a.localeCompare(b));
  const rule = [version ?? 1, settings];
  return [hash([...rule, timeZone, businessHours, [...holidays].sort()]), hash(rule)];
}

function hash(rule: readonly unknown[]): string {
  return createHash("sha256").update(JSON.stringify(rule)).digest("base64url").slice(0, 12);
}
