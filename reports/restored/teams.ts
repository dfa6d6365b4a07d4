import type { RestoredSummary } from "../../domain/alerting/restored-summary.ts";
import { block, cardOf, fitCard, heading, linkRun, run, soft, type Card } from "../teams/card.ts";
import { restoredWords } from "./words.ts";

/** The summary after a restore as one card. */
export function renderRestoredForTeams(summary: RestoredSummary): Card {
  const words = restoredWords(summary);
  const lines = [...words.clients, ...words.reports];
  return fitCard(lines.length + 1, (most) =>
    cardOf(
      [
        heading(words.title),
        block([run(words.lead)]),
        ...lines.slice(0, most).map(({ name, what, url }) => block([linkRun(name, url), run(` · ${what}`)])),
        words.more === null ? null : soft(words.more),
        words.ask === null ? null : block([run(words.ask)]),
      ],
      [],
    ),
  );
}
