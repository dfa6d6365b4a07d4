import { severityRank, type Severity } from "../findings/severity.ts";
import type { Candidate, Held, Stage } from "./pipeline.ts";

/** A receiver wants to be reminded of findings later. It covers these as they were then: worse ones speak up. */
export interface Snooze {
  readonly findingId: string;
  readonly episode: number;
  readonly receiver: string;
  /** How bad it was when it was snoozed. */
  readonly severity: Severity;
  readonly byWhom: string;
  readonly until: Date;
}

export interface SnoozeFacts {
  /** Those that ended lately too, so that whoever snoozed is asked. */
  readonly snoozes: readonly Snooze[];
  readonly sayInstant: (at: Date) => string;
}

/**
 * Holds what its receiver has snoozed; other receivers of the same finding hear of it as before. When the time is over,
 * whoever snoozed it is asked.
 */
export const snooze: Stage<SnoozeFacts> = (candidates, { snoozes, sayInstant }, now) => {
  const byCandidate = new Map<string, Snooze>();
  for (const one of snoozes) {
    const known = byCandidate.get(keyOf(one));
    if (known === undefined || known.until < one.until) byCandidate.set(keyOf(one), one);
  }
  const kept: Candidate[] = [];
  const held: Held[] = [];
  for (const candidate of candidates) {
    const found = byCandidate.get(keyOf(candidate));
    if (found === undefined || severityRank(candidate.severity) > severityRank(found.severity)) kept.push(candidate);
    else if (now >= found.until)
      kept.push({ ...candidate, asks: found.byWhom, note: `${found.byWhom}'s snooze is over` });
    else {
      const { byWhom, until } = found;
      held.push({ candidate, stage: "silence", because: `snoozed by ${byWhom} until ${sayInstant(until)}`, until });
    }
  }
  return { kept, held };
};

function keyOf({ findingId, episode, receiver }: Pick<Candidate, "findingId" | "episode" | "receiver">): string {
  return JSON.stringify([findingId, episode, receiver]);
}
