import type { PortalAccess } from "../../domain/access.ts";
import type { Ending } from "../../domain/findings/ending.ts";
import type { Verdict } from "../../domain/findings/verdict.ts";
import type { Inventory, ItemType } from "../../domain/inventory/inventory.ts";
import type { JudgingComparison } from "../../domain/judging/comparison.ts";
import type { Measurement } from "../../domain/measures/measurement.ts";
import type { CrmRecord, FieldFaults, RecordType } from "../../domain/mirror/records.ts";
import type { ClientAge } from "../../domain/watch/age.ts";
import type { Added, AnyAggregate, Figures } from "../aggregate.ts";
import type { CheckContext } from "../description.ts";
import type { DriftBook } from "../sources/approved.ts";
import type { Ask } from "../sources/source.ts";

/**
 * A kind of check: what its checks ask for, what they are given, how they judge it, and whatever else differs between
 * kinds. The runner knows kinds only through this, and has no branch for any of them.
 */
export interface Kind<Of = never, Given = never> {
  readonly name: string;
  /** "each deal": what a check of this kind judges, for its page. */
  sayJudged(check: Of): string;
  plan(check: Of): CheckPlan;
  /** What there is for the check to judge. */
  load(check: Of, stock: Stock): readonly Given[];
  /** Pure, and never throws: a check that breaks is `unknown`. */
  judge(check: Of, given: Given, context: CheckContext<never>): readonly Judged[];
  /**
   * The same for a kind whose checks are given single records: one verdict each, and nothing made beside it, since a
   * pass over a million records asks for a hundred million. Made once a run; left out: its checks get no single records.
   */
  judgeOne?(check: Of): JudgeOne;
  /** What it means that a subject with an open finding is not named any more. */
  readonly unnamed: { readonly reason: string; readonly ending: Extract<Ending, "deleted" | "left-the-window"> };
  /** What is open at the first look is counted, shown and told to nobody. */
  readonly hasBaseline: boolean;
  /** It watches ourselves: judged without access to the portal too, and no part of the portal's own health. */
  readonly watchesUs: boolean;
  /**
   * Each subject is judged for itself, so that unknown ones are counted and a share of them says something. False:
   * unknown is a word of the check about its sample as a whole.
   */
  readonly subjectsStandAlone: boolean;
}

/** Judges one record as `load` and `judge` would. */
export type JudgeOne = (stock: RecordStock, context: CheckContext<never>) => Verdict;

/** What a check needs before it can judge. */
export interface CheckPlan {
  readonly asks: readonly Ask[];
  /** What has to be added up, in the order in which it is given. */
  readonly aggregates: readonly AnyAggregate[];
  /** What it asks for of our own audits; left out for nothing. */
  readonly ours?: readonly OurFact[];
  /** The figure of its first aggregate that is kept a day, where it asks for its past. */
  readonly measures?: Measures;
  /** The records that it is given one by one; null: it is given the whole portal once, after the last record. */
  readonly records: RecordType | null;
}

export interface Measures {
  /** What is measured: another version or another window of a check measures something else. */
  name(params: never): string;
  figure(figures: Figures): number | null;
  /** The window that is judged, in calendar days before its last one. */
  windowDays(params: never): number;
  /** How far back the past is wanted, before that window. */
  pastDays(params: never): number;
}

export interface JudgedSubject {
  readonly type: RecordType | ItemType | "portal";
  readonly id: string;
  readonly label: string;
  /** Undefined: nobody has read it. */
  readonly ownerId: string | null | undefined;
}

export interface Judged {
  readonly subject: JudgedSubject;
  readonly verdict: Verdict;
  /** Why nothing of this check may be resolved by this run: it broke as a whole. */
  readonly doubt?: string;
}

/** What lies ready for a check: one record, or the portal. */
export type Stock = RecordStock | PortalStock;

export interface RecordStock {
  readonly subject: JudgedSubject;
  readonly record: CrmRecord;
  readonly faults: FieldFaults;
  /** What the sources have loaded beside the record, by the names that they give it. */
  readonly beside: Readonly<Record<string, unknown>>;
  /** What the portal is set up with, as far as a check of these records asks for it; left out: none does. */
  readonly inventory?: Inventory;
}

/** What the store knows of our own audits of a client. */
export interface OurFacts {
  /** How old the last complete readings are, the present one included; null for a run that looks back at the past. */
  readonly age: ClientAge | null;
  /** How much of what is switched on is assessed; null for a run that looks back at the past. */
  readonly coverage: CoverageFacts | null;
}

export interface CoverageFacts {
  /** Checks of the portal that are switched on. */
  readonly enabled: number;
  /** Those of them of which we can say how things stand, by the rule that pages go by. */
  readonly assessed: number;
  /** Those that were assessed within the days that are looked back, and are not now, sorted by id. */
  readonly lost: readonly { readonly checkId: string; readonly reason: string }[];
}

export type OurFact = keyof OurFacts;

export interface PortalStock {
  readonly access: PortalAccess;
  /** The last full comparison of what is kept; null before the first. */
  readonly comparison: JudgingComparison | null;
  /** How our own audits fare, as far as a check of the run asks; left out: none does. */
  readonly ours?: OurFacts | undefined;
  readonly inventory: Inventory;
  /** Kinds of it that this run has not read completely; left out: none. */
  readonly unread?: ReadonlySet<ItemType>;
  /** What differs from the approved versions of its items. */
  readonly drift: DriftBook;
  /** What was added up for this check. */
  readonly added: readonly Added[];
  /** Cohort → what was measured of it before the window that is judged, oldest first; left out: nobody asked. */
  readonly past?: ReadonlyMap<string, readonly Measurement[]>;
  /** The ids of the subjects of which this check has a finding open. */
  readonly openSubjects: readonly string[];
}
