import type { z } from "zod";
import type { BusinessTime } from "../domain/business-time.ts";
import type { Telling } from "../domain/findings/telling.ts";
import type { HoursOfOwner } from "../domain/leads/hours-of-owner.ts";
import type { Evidence } from "../domain/findings/verdict.ts";
import type { Area } from "../domain/findings/area.ts";
import type { Severity } from "../domain/findings/severity.ts";
import type { AcceptedBy } from "../domain/alerting/accept.ts";
import type { Hiding } from "../domain/alerting/inhibit.ts";
import type { Topic } from "../domain/alerting/topic.ts";

export { areas } from "../domain/findings/area.ts";
export type { Area } from "../domain/findings/area.ts";

export const cadences = ["fast", "hourly", "daily"] as const;
export type Cadence = (typeof cadences)[number];

/** What every check tells of itself, whatever it judges. */
export interface CheckDescription<Params extends z.ZodType = z.ZodType> {
  /** Kebab-case noun phrase for the failing state, the same as the file's name. Never renamed or reused. */
  readonly id: string;
  readonly area: Area;
  /** Which of a receiver's messages a failure belongs in. */
  readonly topic: Topic;
  /** The healthy state, as a sentence. */
  readonly title: string;
  /** The failing state in a few words, for scores, lists and headers: "Work owned by deactivated users". */
  readonly failureTitle: string;
  /** What is lost while this stays broken, for someone who runs a sales team. */
  readonly why: string;
  /** The same for a founder: one sentence, no CRM words. */
  readonly executive: string;
  /** What a founder is asked to decide while it stays broken. */
  readonly decision: string;
  readonly severity: Severity;
  /**
   * For a check that calls each failure as bad as it is, so that no `severity` of the settings does: what it may call
   * it, and by which params. Left out: it says nothing of it, or only of what is worse than the rest.
   */
  readonly tiers?: { readonly severities: readonly Severity[]; readonly params: readonly string[] };
  readonly cadence: Cadence;
  /** Raised when the same record may be judged otherwise under the same settings; 1 when it is left out. */
  readonly version?: number;
  /**
   * How it begins at a client who has not met it: `observe` when it is left out, so that it is counted and shown, and
   * told to no one until a person says so or its days are over. `alert` is for what has proved itself with many.
   */
  readonly startsIn?: Telling;
  /**
   * Earlier versions that saw nothing fail but what this one sees fail too. What passes now would have passed under
   * them, so it was seen healthy by the version that opened it.
   */
  readonly stricterThan?: readonly number[];
  /**
   * The sentence of a failure for the person who has to act: what, where, how much, limit. Made when it is read, from
   * what `evaluate` has put into the evidence.
   */
  say(failure: FailureFacts): string;
  /**
   * The same in a few words for a line of a list, without the name of its subject and without times: "no next step".
   * Left out, the sentence stands there.
   */
  brief?(failure: FailureFacts): string;
  /**
   * `owner`: its business time is that of the team whose member the subject's owner is, where that team has hours of
   * its own. Left out: the client's.
   */
  readonly hours?: "owner";
  /** Settings with defaults; every field carries a unit in its name and a `.describe()`. */
  readonly params: Params;
  /** The share of failing subjects at which this check has lost all of its weight in the score. */
  readonly failShare: number;
  /** What follows from a failure, and so is not told beside it; left out where nothing does. */
  readonly hides?: Hiding;
  /** What of the evidence a person accepts with a finding; left out: all of it. */
  readonly acceptedBy?: AcceptedBy;
  /** What to do about a failure, step by step, in Markdown. */
  readonly runbook: string;
  /** When this check is wrong for a client. */
  readonly whenNotToUse: string;
  /** Failures that it is known to name wrongly: when, and what to do about each. Shown on its page. */
  readonly falsePositives: readonly string[];
  readonly sources: readonly string[];
}

/** What the sentence of a failure is made from. */
export interface FailureFacts {
  /** The name of its subject. */
  readonly name: string;
  readonly evidence: Evidence;
  /** Since when it fails in the client's world, as far as is known. */
  readonly since: Date;
  /** For which instant it is said; null for words that have to stay true however much later somebody reads them. */
  readonly at: Date | null;
  /** It has ended, so it is told in the past tense. */
  readonly isOver: boolean;
  readonly businessTime: BusinessTime;
}

export interface CheckContext<Params> {
  /** The one instant the whole run is judged at. A check never asks the clock. */
  readonly asOf: Date;
  readonly params: Params;
  /** The working hours of the client, or of a team. Where a person waits, time is business time. */
  readonly businessTime: BusinessTime;
  /** Whose hours count for what an owner has; left out where no team has hours of its own. */
  readonly hoursOf?: HoursOfOwner | undefined;
}
