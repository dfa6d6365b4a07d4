import type { RestoredSummary } from "../../domain/alerting/restored-summary.ts";
import { sayLeftOut } from "../alert/words.ts";
import { block, cardOf, fitCard, heading, linkRun, run, soft, type Card } from "../teams/card.ts";
import { restoredWords } from "./words.ts";

/** The summary after a restore as one card. */
export function renderRestoredForTeams(summary: RestoredSummary): Card {
  const words = restoredWords(summary);
  const lines = [...words.clients, ...words.reports];
  return fitCard(lines.length, (most) => {
    const cut = sayLeftOut(lines.length - most);
    return cardOf(
      [
        heading(words.title),
        block([run(words.lead)]),
        ...lines.slice(0, most).map(({ name, what, url }) => block([linkRun(name, url), run(` · ${what}`)])),
        cut === null ? null : soft(cut),
        words.more === null ? null : soft(words.more),
        words.ask === null ? null : block([run(words.ask)]),
      ],
      [],
    );
  });
}
