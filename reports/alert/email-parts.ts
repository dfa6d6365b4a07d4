import type { AlertMessage } from "../../domain/alerting/alert.ts";
import type { Topic } from "../../domain/alerting/topic.ts";
import { sayInstant } from "../../domain/say-instant.ts";
import { oneLine } from "../plain-words.ts";
import { severityWords } from "../severity-words.ts";
import { endedLine, linesOf, marksNew, type EndedLine, type ShownLine } from "./lines.ts";
import { sayLeftOut, wordsOf, type AlertWords } from "./words.ts";

/** Keeps the message far below the size at which mail clients cut it. */
const linesShown = 40;
const endedShown = 20;

/** What an e-mail about an alert says, before it is HTML or plain text. */
export interface EmailParts {
  readonly words: AlertWords;
  readonly facts: readonly string[];
  /** "Ana Silva 5 · Jonas Weber 4"; null where nobody has to count. */
  readonly counts: string | null;
  /** The lines by owner, the owner of the worst first; one group without an owner in an alert without owners. */
  readonly groups: readonly { readonly owner: string | null; readonly lines: readonly ShownLine[] }[];
  readonly more: string | null;
  readonly ended: readonly EndedLine[];
  readonly endedMore: string | null;
  /** Temporal's page, for whoever runs Revwatch; null for everyone else. */
  readonly workflowUrl: string | null;
}

export function emailParts(message: AlertMessage, isOperator: boolean): EmailParts {
  const words = wordsOf(message);
  const { lines, leftOut, counts } = linesOf(message, linesShown);
  const isMarked = marksNew(message);
  const groups = Map.groupBy(lines, ({ owner }) => owner);
  return {
    words,
    facts: [...factsOf(message, lines), ...(words.reason === null ? [] : [words.reason])],
    counts: counts.length === 0 ? null : counts.join(" · "),
    groups: [...groups].map(([owner, own]) => ({
      owner,
      lines: own.map((line) => ({ ...line, isNew: isMarked && line.isNew })),
    })),
    more: sayLeftOut(leftOut),
    ended: message.recovered.slice(0, endedShown).map(endedLine),
    endedMore: sayLeftOut(message.recovered.length - endedShown),
    workflowUrl: isOperator ? message.workflowUrl : null,
  };
}

function factsOf(message: AlertMessage, lines: readonly ShownLine[]): readonly string[] {
  const client = oneLine(message.clientName, 80);
  if (message.status === "resolved") return [client];
  const oldest = lines.map(({ since }) => since).toSorted()[0];
  return [
    client,
    severityWords[message.severity],
    ...(oldest === undefined ? [] : [`${oldestWords(message.topic)} ${sayInstant(oldest, message.timeZone)}`]),
  ];
}

const oldestWords = (topic: Topic): string => (topic === "waiting-leads" ? "longest wait since" : "oldest since");
