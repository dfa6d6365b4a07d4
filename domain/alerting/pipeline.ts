import type { Severity } from "../findings/severity.ts";
import type { Evidence } from "../findings/verdict.ts";
import type { Topic } from "./topic.ts";

/** An open finding as the stages of the alert pipeline see it, on its way to one receiver. */
export interface Candidate {
  readonly findingId: string;
  readonly episode: number;
  readonly checkId: string;
  readonly topic: Topic;
  readonly severity: Severity;
  readonly subject: { readonly type: string; readonly id: string };
  /** HubSpot's id of the owner of the subject; null where it has none. */
  readonly ownerId: string | null;
  /** The names of the owner's teams, the first team first. */
  readonly teams: readonly string[];
  /** The name of the pipeline that the subject is in; null where it is in none. */
  readonly pipeline: string | null;
  /** The form that made the finding, as HubSpot words it ("Page title: Form name"); null where no form did. */
  readonly form: string | null;
  readonly evidence: Evidence;
  /** Since when it fails in the client's world. */
  readonly since: Date;
  /** When Revwatch opened it. */
  readonly openedAt: Date;
  /** The first complete look of its check opened it. */
  readonly isBaseline: boolean;
  /** A receiver id; null until the stage `route` has named one. */
  readonly receiver: string | null;
  /** What a stage has to say of it in the message: "follows a silence by Ana". Left out where there is nothing to say. */
  readonly note?: string;
  /** Who is asked first what to do about it, because what they chose for a time has run out. */
  readonly asks?: string;
  /** It comes and goes since then, no worse than before: whoever heard that hears again if it stays until then. */
  readonly flaps?: { readonly since: Date; readonly until: Date };
  /** How many findings stand behind it: those that follow from this cause, or all of a storm. Left out: itself alone. */
  readonly standsFor?: number;
}

/** The stages in their order, which is the policy. The first that holds a candidate gives the reason. */
export const stages = [
  "observe",
  "route",
  "inhibit",
  "maintain",
  "silence",
  "accept",
  "flap",
  "cap",
  "decide",
] as const;
export type StageName = (typeof stages)[number];

/** A candidate that its receiver is not told of now. */
export interface Held {
  readonly candidate: Candidate;
  readonly stage: StageName;
  /** One sentence, stored and printed by `explain`: "silenced by Ana until 3 Dec, 09:00: import of old leads". */
  readonly because: string;
  /** When the reason ends by itself; null where only an act or another finding ends it. */
  readonly until: Date | null;
}

export interface Staged {
  readonly kept: readonly Candidate[];
  readonly held: readonly Held[];
}

/** One stage of the pipeline: pure, with `now` passed in. Every candidate comes out once, kept or held. */
export type Stage<Facts> = (candidates: readonly Candidate[], facts: Facts, now: Date) => Staged;
