import { createHash } from "node:crypto";
import type { Check } from "../../checks/define-check.ts";
import type { ClientConfig } from "../../config/config.ts";
import type { Owner } from "../../domain/inventory/owner.ts";
import { teamsOfOwners } from "../../domain/leads/hours-of-owner.ts";

/** The calendar in which a client's checks count business time and days. */
export interface RuleCalendar extends Pick<ClientConfig, "timeZone" | "businessHours" | "holidays" | "teamHours"> {
  /** Who is in which of the teams that have hours of their own, sorted; left out: nobody. */
  readonly teamsOfOwners?: readonly (readonly [ownerId: string, team: string | null])[];
}

/** The same with what the owners of the portal make of it. */
export function ruleCalendarOf(client: RuleCalendar, owners: readonly Owner[]): RuleCalendar {
  const { timeZone, businessHours, holidays, teamHours = [] } = client;
  if (teamHours.length === 0) return { timeZone, businessHours, holidays };
  const teams = teamHours.map(({ team }) => team);
  const teamsOf = [...teamsOfOwners(teams, owners)].sort(([a], [b]) => (a < b ? -1 : 1));
  return { timeZone, businessHours, holidays, teamHours, teamsOfOwners: teamsOf };
}

/**
 * The rule by which a check judges, in a few characters: its own version, the settings, the client's calendar. Never
 * its source text. A finding that passes under another rule than the one that saw it fail was not seen healthy. What
 * counts in the hours of an owner's team goes by the hours of all teams and who is in them.
 *
 * @returns As it is written today. Behind it what is the same rule for an end: as an older program wrote it, without the
 *   calendar, and that of each version of the check that was no stricter.
 */
export function ruleKeysOf(
  { version, stricterThan = [], hours }: Pick<Check, "version" | "stricterThan" | "hours">,
  params: Readonly<Record<string, unknown>>,
  { timeZone, businessHours, holidays, teamHours = [], teamsOfOwners: members = [] }: RuleCalendar,
): readonly [today: string, ...older: string[]] {
  const settings = Object.entries(params).sort(([a], [b]) => a.localeCompare(b));
  const ofTeams = hours === "owner" && teamHours.length > 0 ? [teamHours, members] : [];
  const of = (one: number): [string, string] => [
    hash([one, settings, timeZone, businessHours, [...holidays].sort(), ...ofTeams]),
    hash([one, settings]),
  ];
  return [...of(version ?? 1), ...stricterThan.flatMap(of)];
}

function hash(rule: readonly unknown[]): string {
  return createHash("sha256").update(JSON.stringify(rule)).digest("base64url").slice(0, 12);
}
