import { block, cardOf, heading, run, type Card } from "../teams/card.ts";
import type { PlainMessage } from "./plain-message.ts";

export function renderPlainForTeams({ title, lead }: PlainMessage): Card {
  return cardOf([heading(title), block([run(lead)])], []);
}
