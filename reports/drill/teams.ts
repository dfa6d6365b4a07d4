import type { Drill } from "../../domain/alerting/drill.ts";
import { block, cardOf, heading, run, type Card } from "../teams/card.ts";
import { drillWords } from "./words.ts";

/** The drill as one card. */
export function renderDrillForTeams(drill: Drill): Card {
  const { title, lead } = drillWords(drill);
  return cardOf([heading(title), block([run(lead)])], []);
}
