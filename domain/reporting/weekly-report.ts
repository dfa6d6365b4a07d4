import type { Ending } from "../findings/ending.ts";
import type { Grade } from "./score.ts";
import type { Severity } from "../findings/severity.ts";

/** A finding as the report names it. */
export interface ReportFinding {
  readonly findingId: string;
  readonly checkId: string;
  readonly title: string;
  readonly label: string;
  readonly summary: string;
  readonly severity: Severity;
  readonly url: string | null;
  /** ISO 8601. */
  readonly since: string;
  /** Null while it is open. */
  readonly minutesToResolve: number | null;
  /** How often it has come back, in all. */
  readonly episode: number;
}

/** One thing that the founder is asked to decide, worst first; there are at most three. */
export interface ReportDecision {
  readonly what: string;
  readonly whyNow: string;
  readonly affected: string;
  readonly proposedOwner: string;
  /** A calendar day, such as "2026-11-27". */
  readonly by: string;
}

/** A person with how long they waited, in business minutes. */
export interface NamedWait {
  readonly label: string;
  readonly url: string | null;
  readonly waitedMinutes: number;
}

/** How the hands of a week were answered. What reports of an older version do not tell is absent. */
export interface LeadAnswers {
  /** ISO 8601: what was seen after it is not in these figures. */
  readonly knownBy?: string;
  readonly promiseMinutes: number;
  /** Hands raised in the week with those whose promise ran on into it, but for those that are counted beside it. */
  readonly raised: number;
  /** Of these, those of the week before whose promise had not run out at its end. */
  readonly carried?: number;
  /** Of these, those of which nobody has said whether they ask for an answer. */
  readonly unclassified?: number;
  /** Who booked a meeting with the team without waiting for it. Not in `raised`. */
  readonly selfBooked?: number;
  /** Leads that were closed without an answer; those within the promise are not in `raised`. */
  readonly closed?: number;
  readonly closedLate?: number;
  /** People in none of the lead stages who asked. Not in `raised`. */
  readonly outside?: number;
  /** Newsletters and the like. Not in `raised`. */
  readonly asksNothing?: number;
  /**
   * Contacts that came without a form, by an import or an integration that the client does not count. Not in `raised`.
   */
  readonly leftOut?: number;
  /** People of whom HubSpot no longer knows what they sent before. */
  readonly historyCut?: number;
  readonly answered: number;
  readonly answeredWithinPromise: number;
  /** Hands whose promise has not run out yet: neither kept nor broken. They are counted in the next week. */
  readonly stillWithinPromise: number;
  /** Business minutes, rounded down; null when nobody was answered. Read beside `answered`. */
  readonly p50Minutes: number | null;
  readonly p90Minutes: number | null;
  /**
   * Everyone whose promise has run out without an answer, the longest wait first. Renderings cut the list, never the
   * count.
   */
  readonly unanswered: readonly NamedWait[];
  /** Everyone who was answered after the promise, the longest wait first. */
  readonly answeredLate?: readonly NamedWait[];
  /** False when it could not be read: then the numbers above mean nothing and are not shown. */
  readonly known: boolean;
  readonly reason: string | null;
}

/** How many wait for longer than was promised. Reports of an older version keep only the first of them by name. */
export function stillWaiting({ raised, answered, stillWithinPromise, closedLate = 0 }: LeadAnswers): number {
  return raised - answered - stillWithinPromise - closedLate;
}

/** What a client lives with: how much, since when, and what is asked again first. Days such as "2026-11-27". */
export interface AcceptedDebt {
  readonly count: number;
  readonly oldestOn: string;
  readonly next: { readonly label: string; readonly on: string };
}

/** The one weekly report. E-mail, page and text are renderings of it and add nothing. */
export interface WeeklyReport {
  readonly clientId: string;
  readonly clientName: string;
  /** ISO week, such as "2026-W47", with its first and last local day. */
  readonly period: string;
  readonly firstDay: string;
  readonly lastDay: string;
  /** ISO 8601: when it was to be sent, where it is sent much later. */
  readonly lateSince?: string;
  /** One sentence: "Amber, 71 (down 4). Two things need you." */
  readonly verdict: string;
  readonly grade: Grade;
  readonly score: number | null;
  /** Against the end of the week before; null when either is missing. */
  readonly change: number | null;
  /** One score for each of the last days that had a run, oldest first, for the trend line. */
  readonly trend: readonly { readonly day: string; readonly score: number | null }[];
  readonly coverage: {
    readonly assessed: number;
    readonly enabled: number;
    readonly gaps: readonly { readonly title: string; readonly reason: string }[];
    /** Checks that count as assessed though they could not judge a few; absent in reports of an older version. */
    readonly unjudged?: readonly { readonly title: string; readonly unknown: number; readonly of: number }[];
    /** So many checks were observed only at the end of the week, and nothing of them is in the report. */
    readonly observed?: number;
  };
  /**
   * Why nothing is known of the end of the week: audits had stopped, or had not begun. Null or absent: it was read in
   * time.
   */
  readonly unchecked?: string | null;
  readonly lostPoints: readonly { readonly title: string; readonly lost: number }[];
  readonly decisions: readonly ReportDecision[];
  readonly broke: readonly ReportFinding[];
  readonly brokeInAll: number;
  readonly fixed: readonly ReportFinding[];
  readonly fixedInAll: number;
  /** Findings that ended without being seen healthy, such as deleted leads. Older reports counted them as fixed. */
  readonly endedOtherwise?: number;
  /** The same by how they ended, the most frequent first. Left out by older versions. */
  readonly endedBy?: readonly { readonly ending: Ending; readonly count: number }[];
  readonly stillOpen: number;
  /** Of these, what people live with for a time; null or left out where nobody does. */
  readonly accepted?: AcceptedDebt | null;
  readonly leads: LeadAnswers;
  readonly method: {
    readonly asOf: string;
    readonly timeZone: string;
    readonly businessHours: string;
    readonly portalId: string;
    readonly runs: number;
    readonly lastRunId: string | null;
    readonly definitions: readonly { readonly term: string; readonly meaning: string }[];
  };
  readonly dashboardUrl: string | null;
}
