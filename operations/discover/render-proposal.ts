import { asLines, fillIn, topKeys } from "../../config/yaml-text.ts";
import { describePipelines } from "./propose-pipelines.ts";
import type { PortalFacts } from "./portal-facts.ts";
import type { Section } from "./section.ts";

export interface ProposalInput {
  readonly clientId: string;
  /** The client's file as it is. */
  readonly present: string;
  readonly facts: PortalFacts;
  readonly sections: readonly Section[];
  /** Beside those of the sections. */
  readonly questions: readonly string[];
  /** "2026-11-30" */
  readonly day: string;
}

const lineLength = 110;

/**
 * The client's file as it is, what its placeholders and the settings it lacks could be, and questions at its head. A
 * setting that a person has written already is left alone: what was found stands beside it as a comment.
 */
export function renderProposal(input: ProposalInput): string {
  const { clientId, facts, sections, questions, day } = input;
  const present = fillIn(input.present, { portalId: facts.portalId, timeZone: facts.timeZone });
  const written = topKeys(present);
  const head = [
    `A proposal for clients/${clientId}.yaml, made by \`revwatch discover\` on ${day}. Nothing reads this file.`,
    "Answer the questions, look through what is proposed at the end, and copy it over the client's file.",
    "",
    ...describePortal(facts),
    ...describePipelines(facts).said,
    "",
    questions.length === 0 ? "There is nothing that it could not decide." : "What it could not decide:",
    ...questions.map((question, index) => `${index + 1}. ${question}`),
  ];
  const proposed = sections
    .filter(({ because, value }) => because.length > 0 || value !== null)
    .map((section) => sectionText(section, written.has(section.key)));
  return [commentOf(head), present.trimEnd(), ...proposed].join("\n\n") + "\n";
}

function describePortal({ portalId, timeZone, currency, dailyLimit, scopes }: PortalFacts): readonly string[] {
  return [
    `Portal ${portalId}, ${timeZone}, currency ${currency ?? "unknown"}.`,
    dailyLimit === null
      ? "HubSpot does not say how many API calls it has a day."
      : `${dailyLimit.toLocaleString("en")} API calls a day: ${sayTier(dailyLimit)}.`,
    scopes === null ? "HubSpot does not tell the token's scopes." : `Scopes: ${scopes.toSorted().join(", ")}.`,
  ];
}

/** HubSpot names no tier; what a private app may ask gives it away. */
function sayTier(dailyLimit: number): string {
  if (dailyLimit >= 1_000_000) return "an Enterprise subscription, or an API add-on";
  return dailyLimit >= 500_000 ? "a Professional subscription" : "a Free or Starter subscription";
}

function sectionText({ key, because, value }: Section, isWritten: boolean): string {
  const remarks = because.length === 0 ? [] : [commentOf(because)];
  if (value === null) return remarks.join("\n");
  const lines = asLines(key, value);
  if (!isWritten) return [...remarks, ...lines].join("\n");
  const note = `There is a ${key}: above already, so this is only for comparison:`;
  return [...remarks, commentOf([note, ...lines])].join("\n");
}

/** Whatever the portal's names hold, each line of it is a comment. */
function commentOf(lines: readonly string[]): string {
  return lines
    .flatMap((line) => wrap(line.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, " ")))
    .map((line) => (line === "" ? "#" : `# ${line}`))
    .join("\n");
}

function wrap(line: string): readonly string[] {
  const indent = /^\s*/.exec(line)![0];
  const lines: string[] = [];
  let current = "";
  for (const word of line.trimStart().split(" ")) {
    if (current !== "" && indent.length + current.length + word.length >= lineLength) {
      lines.push(indent + current);
      current = `  ${word}`;
    } else current = current === "" ? word : `${current} ${word}`;
  }
  return [...lines, indent + current];
}
