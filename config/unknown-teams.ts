import type { Owner } from "../domain/inventory/owner.ts";
import { teamsOfOwners } from "../domain/leads/hours-of-owner.ts";
import { teamsOf } from "./calendar.ts";
import type { ClientConfig } from "./config.ts";
import { didYouMean } from "./nearest.ts";

const shown = 20;

/**
 * The lines of `teamHours` whose hours count for nobody, as sentences with the way out. HubSpot alone knows teams, so no
 * check of the files sees it.
 *
 * @param owners - As HubSpot has them; an empty list says nothing.
 */
export function unknownTeams(client: ClientConfig, owners: readonly Owner[]): readonly string[] {
  const written = teamsOf(client);
  const found = teamsOfOwners(written, owners);
  // Owners that an older version read have no names of teams yet.
  if (owners.length === 0 || [...found.values()].includes(null)) return [];
  const used = new Set(found.values());
  const known = [...new Set(owners.flatMap(({ teamNames = [] }) => teamNames.slice(0, 1)))].sort();
  const named = known.length === 0 ? "No owner has one." : `Owners are in: ${sayFirst(known)}.`;
  return written
    .filter((team) => !used.has(team))
    .map(
      (team) =>
        `"${team}" in teamHours is the main team of no owner, so its hours count for nobody. ${named}${didYouMean(team, known)}`,
    );
}

function sayFirst(names: readonly string[]): string {
  const more = names.length - shown;
  return [...names.slice(0, shown), ...(more > 0 ? [`${more} more`] : [])].join(", ");
}
