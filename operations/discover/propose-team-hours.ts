import { sayList } from "../../reports/format.ts";
import type { PortalFacts } from "./portal-facts.ts";
import { quote } from "./propose-hands.ts";
import type { Section } from "./section.ts";

const shown = 20;

/** The teams of the owners, where there is more than one: whether one works at other times, only people know. */
export function proposeTeamHours({ owners }: Pick<PortalFacts, "owners">): Section {
  const key = "teamHours";
  const none = { key, because: [], value: null, questions: [] };
  if ("refused" in owners) return none;
  const active = owners.value.filter(({ isActive }) => isActive);
  const teams = [...new Set(active.flatMap(({ teamNames = [] }) => teamNames.slice(0, 1)))].sort();
  if (teams.length < 2) return none;
  const more = teams.length - shown;
  const named = [...teams.slice(0, shown).map(quote), ...(more > 0 ? [`${more} more`] : [])];
  return {
    key,
    because: [
      "What waits for an owner counts in the hours of their main team, where it has some of its own. For example:",
      `  ${JSON.stringify(teams[0])}: { timeZone: Europe/Lisbon, businessHours: { opens: "09:00", closes: "18:00" } }`,
    ],
    value: null,
    questions: [`Which of the teams ${sayList(named)} work at other hours than the client's others? (${key})`],
  };
}
