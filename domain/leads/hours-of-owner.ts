import { inHoursOf, type BusinessTime } from "../business-time.ts";
import type { Owner } from "../inventory/owner.ts";

/**
 * In whose time something counts that waits for an owner; undefined for an owner whom nobody has read.
 *
 * @returns Null where it is not known to which team the owner belongs.
 */
export type HoursOfOwner = (ownerId: string | null | undefined) => BusinessTime | null;

/**
 * Which of the teams that have hours of their own an owner belongs to: by their first team, which HubSpot calls the
 * primary one.
 *
 * @param teams - By name or id, as the settings write them.
 * @returns Owner id → the team as it is written; null where only its id is known and a name is asked for. Owners of
 *   other teams are absent.
 */
export function teamsOfOwners(
  teams: readonly string[],
  owners: readonly Pick<Owner, "id" | "teamIds" | "teamNames">[],
): ReadonlyMap<string, string | null> {
  const found = new Map<string, string | null>();
  for (const { id, teamIds, teamNames } of owners) {
    const [teamId] = teamIds;
    if (teamId === undefined) continue;
    const team = teams.find((written) => written.trim() === teamId) ?? namedAs(teams, teamNames?.[0]);
    if (team !== undefined) found.set(id, team);
    else if (teamNames === undefined) found.set(id, null);
  }
  return found;
}

function namedAs(teams: readonly string[], name: string | undefined): string | undefined {
  return teams.find((written) => written.trim().toLowerCase() === name?.trim().toLowerCase());
}

/** @returns Undefined where no team has hours of its own: everything counts in the client's. */
export function hoursOfOwners(
  teams: readonly string[],
  owners: readonly Pick<Owner, "id" | "teamIds" | "teamNames">[],
  businessTime: BusinessTime,
): HoursOfOwner | undefined {
  if (teams.length === 0) return undefined;
  const teamOf = teamsOfOwners(teams, owners);
  return (ownerId) => {
    if (ownerId === null) return businessTime;
    if (ownerId === undefined || owners.length === 0) return null;
    const team = teamOf.get(ownerId);
    return team === null ? null : inHoursOf(businessTime, team);
  };
}
