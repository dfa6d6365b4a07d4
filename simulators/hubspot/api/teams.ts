import type { Portal } from "../model/portal.ts";

/** A team is known by the people in it; its number by the order in which the teams appeared. */
export function teamNames(portal: Portal): readonly string[] {
  return [...new Set([...portal.owners.values()].flatMap(({ everyTeam }) => everyTeam))];
}

export function teamId(portal: Portal, name: string): string {
  return String(teamNames(portal).indexOf(name) + 1);
}
