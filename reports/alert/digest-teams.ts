import { severityShapes } from "../severity-words.ts";
import { block, cardOf, fitCard, heading, run, soft, type Card } from "../teams/card.ts";
import { digestWords, sayDigestLine, type AlertDigest } from "./digest.ts";

const linesShown = 20;

/** What waited while Teams was closed, as one card. */
export function renderDigestForTeams(digest: AlertDigest): Card {
  const words = digestWords(digest);
  return fitCard(linesShown, (most) => {
    const left = digest.lines.length - most;
    return cardOf(
      [
        heading(words.title),
        soft(words.facts.join(" · ")),
        block([run(words.state)]),
        ...digest.lines.slice(0, most).map((line) =>
          block([run(`${severityShapes[line.severity]} ${sayDigestLine(line, digest.timeZone)}`)], {
            spacing: "Small",
          }),
        ),
        left > 0 ? soft(`and ${left} more`) : null,
      ],
      [{ words: "View and acknowledge", url: digest.dashboardUrl }],
    );
  });
}
