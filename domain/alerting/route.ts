import { standInFor, type Absence } from "./absence.ts";
import { matches, type Matcher } from "./matcher.ts";
import type { Candidate, Held, Stage } from "./pipeline.ts";
import type { Topic } from "./topic.ts";

/** In the place of a receiver: whoever owns the finding's subject. */
export const ownerReceiver = "owner";

/** Findings that fit go to these receivers. The first rule that fits decides. */
export interface RouteRule {
  readonly when: Matcher;
  /** Receiver ids, or `owner`. */
  readonly notify: readonly string[];
}

export interface RouteFacts {
  /** In order. */
  readonly rules: readonly RouteRule[];
  /** What no rule fits, and what is meant for an owner who is no receiver. */
  readonly byTopic: Readonly<Record<Topic, string>>;
  /** HubSpot's id of an owner → the receiver who is that person. */
  readonly receiverOfOwner: ReadonlyMap<string, string>;
  /** Finding → the receiver to whom a person gave it, in the place of everyone else. */
  readonly assigned: ReadonlyMap<string, string>;
  readonly absences: readonly Absence[];
  /** People's names by receiver id. */
  readonly nameOf: (receiver: string) => string;
}

/**
 * Names the receivers of each finding: one candidate for each of them, and none twice. An absence hands over to the
 * backup; where everyone who was meant is away, the receiver of the topic hears it, away or not, because somebody must.
 */
export const route: Stage<RouteFacts> = (candidates, facts, now) => {
  const kept: Candidate[] = [];
  const held: Held[] = [];
  for (const candidate of candidates) {
    const routed = receiversOf(candidate, facts, now);
    kept.push(...routed);
    if (routed.length === 0)
      held.push({ candidate, stage: "route", because: "no receiver is set for its topic", until: null });
  }
  return { kept, held };
};

function receiversOf(candidate: Candidate, facts: RouteFacts, now: Date): readonly Candidate[] {
  const fallback = facts.byTopic[candidate.topic];
  const rule = facts.rules.find(({ when }) => matches(when, candidate));
  const given = facts.assigned.get(candidate.findingId);
  const named = given === undefined ? (rule?.notify ?? [fallback]) : [given];
  const meant = named.map((name) => personFor(name, candidate, facts) ?? fallback);
  const byReceiver = new Map<string, Candidate>();
  for (const name of meant) {
    const standIn = standInFor(name, facts.absences, now) ?? { receiver: fallback, insteadOf: [], until: null };
    const { receiver, insteadOf } = standIn;
    if (receiver === "" || byReceiver.has(receiver)) continue;
    const note =
      insteadOf.length === 0
        ? {}
        : {
            note: `for ${insteadOf.map(facts.nameOf).join(" and ")}, ${insteadOf.length === 1 ? "who is" : "who are"} away`,
          };
    byReceiver.set(receiver, { ...candidate, receiver, ...note });
  }
  return [...byReceiver.values()];
}

function personFor(name: string, { ownerId }: Candidate, { receiverOfOwner }: RouteFacts): string | undefined {
  if (name !== ownerReceiver) return name;
  return ownerId === null ? undefined : receiverOfOwner.get(ownerId);
}
