import { stringify } from "yaml";
import { countOf } from "../../domain/duration.ts";
import { sayInstant } from "../../domain/say-instant.ts";
import type { HandList, HandSourceView } from "../../operations/list-hands.ts";
import { sayUnproven } from "../../domain/leads/say-unproven.ts";
import { paint } from "./style.ts";

const classWords = { hand: "asks", unclassified: "unclassified", other: "asks for nothing" } as const;
const byWords = { setting: "by the client's settings", name: "by its name", kept: "as it was told before" } as const;

/** What the last thirty days held, then the lines to put into the client's file. */
export function sayHands({ clientId, knownSince, unproven, unmatched, sources, proposed }: HandList): string {
  const since =
    knownSince === null
      ? "No audit has looked yet who asked to be contacted."
      : `Known from ${sayInstant(knownSince, "UTC")} on. The last thirty days:`;
  return [
    since,
    ...sources.map(saySource),
    ...(unproven === null ? [] : [paint("yellow", sayUnproven(unproven))]),
    ...(unmatched > 0 ? [`${countOf(unmatched, "submission")} of the last day had no contact in the portal.`] : []),
    ...(proposed.length === 0
      ? []
      : ["", `The portal's forms, for clients/${clientId}.yaml:`, "", sayProposal(proposed)]),
  ].join("\n");
}

function saySource({ source, class: kind, classBy, raised }: HandSourceView): string {
  const word = paint(kind === "unclassified" ? "yellow" : kind === "hand" ? "green" : "dim", classWords[kind]);
  return `  ${source}: ${word} (${byWords[classBy]}), ${raised}`;
}

function sayProposal(proposed: HandList["proposed"]): string {
  const said = Object.fromEntries(proposed.map(({ form, asks }) => [form, asks ?? true]));
  const open = proposed.filter(({ asks }) => asks === null).map(({ form }) => form);
  const text = stringify({ hands: { forms: said } }).trimEnd();
  return open.length === 0 ? text : `${text}\n# Unclassified: ${open.join(", ")}`;
}
