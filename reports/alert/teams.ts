import type { AlertMessage } from "../../domain/alerting/alert.ts";
import { sayInstant } from "../../domain/say-instant.ts";
import { severityShapes } from "../severity-words.ts";
import { block, cardOf, fitCard, heading, linkRun, run, soft, type Card, type CardBlock } from "../teams/card.ts";
import { emailParts, type EmailParts } from "./email-parts.ts";
import { endedLine, endedMark, type EndedLine, type ShownLine } from "./lines.ts";
import { sayLeftOut, sinceWords } from "./words.ts";

const linesShown = 12;
const endedShown = 8;

/**
 * The alert as an Adaptive Card. A workflow's card cannot be edited, so it says what is true at this revision.
 *
 * @param acknowledgeUrl - The page where its receiver acknowledges it; null leads to the list.
 */
export function renderAlertForTeams(message: AlertMessage, acknowledgeUrl: string | null): Card {
  const parts = emailParts(message, false);
  return fitCard(linesShown, (most) => cardWith(message, parts, most, acknowledgeUrl));
}

function cardWith(message: AlertMessage, parts: EmailParts, most: number, acknowledgeUrl: string | null): Card {
  const { words, facts, counts, groups } = parts;
  const all = groups.flatMap(({ lines }) => lines);
  const lines = all.slice(0, most);
  const more = message.status === "resolved" ? null : sayLeftOut(Math.max(message.open, all.length) - lines.length);
  const ended = message.recovered.slice(0, Math.min(most, endedShown)).map(endedLine);
  const mark = message.status === "open" ? `${severityShapes[message.severity]} ` : "";
  return cardOf(
    [
      heading(`${mark}${words.title}`),
      soft(facts.join(" · ")),
      words.state === null ? null : block([run(words.state, { weight: "Bolder" })]),
      counts === null ? null : block([run(counts)]),
      ...lines.map((line) => lineOf(line, message)),
      more === null ? null : soft(more),
      ...ended.map(endedBlock),
      soft(sayLeftOut(message.recovered.length - ended.length) ?? ""),
      words.next === null ? null : block([run(words.next)]),
      words.ask === null ? null : soft(words.ask),
      soft(`${words.zone}.`),
    ].filter((one) => one === null || one.inlines.some(({ text }) => text.trim() !== "")),
    [
      {
        words: message.status === "open" ? "View and acknowledge" : "View list",
        url: acknowledgeUrl ?? message.dashboardUrl,
      },
    ],
  );
}

function lineOf(line: ShownLine, { topic, timeZone }: AlertMessage): CardBlock {
  const { severity, name, url, what, since, owner, isNew, note } = line;
  const facts = [...(what === "" ? [] : [what]), `${sinceWords(topic)} ${sayInstant(since, timeZone)}`];
  return block(
    [
      run(`${severityShapes[severity]} `),
      ...(isNew ? [run("New: ", { weight: "Bolder" })] : []),
      linkRun(name, url),
      run(` · ${[...facts, ...[owner, note].filter((one) => one !== null)].join(" · ")}`),
    ],
    { spacing: "Small" },
  );
}

function endedBlock(line: EndedLine): CardBlock {
  const { name, url, how } = line;
  const runs = [run(`${endedMark(line)} `), linkRun(name, url), ...(how === null ? [] : [run(`, ${how}`)])];
  return block(runs, { spacing: "Small" });
}
