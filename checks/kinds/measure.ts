import type { z } from "zod";
import { unknown, type Verdict } from "../../domain/findings/verdict.ts";
import { leastSample, type Measurement } from "../../domain/measures/measurement.ts";
import { inventory, narrowingInventory, type InventoryQuestion, type NarrowedInventory } from "../sources/inventory.ts";
import { figureOf, measurements, type MeasurementsQuestion, type Past } from "../sources/measurements.ts";
import { ask } from "../sources/source.ts";
import { isTooPartial, type Added, type AnyAggregate, type Cohorts, type Figures } from "../aggregate.ts";
import type { CheckContext, CheckDescription } from "../description.ts";
import { messageOf } from "./guarded.ts";
import type { Judged, Kind, Measures } from "./kind.ts";
import type { Check } from "./index.ts";

/** What a measure says of one cohort. A cohort that it no longer names has left the window. */
export interface MeasureVerdict {
  readonly subject: { readonly id: string; readonly label: string };
  readonly verdict: Verdict;
}

/** Judges a rate, a sum, a percentile or a count: of the whole portal, or of each owner, form, source or pipeline. */
export interface MeasureCheck<
  Params extends z.ZodType = z.ZodType,
  Others extends InventoryQuestion = InventoryQuestion,
> extends CheckDescription<Params> {
  readonly kind: "measure";
  readonly judges: "portal";
  readonly needs: {
    readonly aggregate: AnyAggregate;
    /** Its own past. Without it nothing is kept. */
    readonly measurements?: MeasurementsQuestion<z.output<Params>>;
    /** What the portal is set up with, such as who the owners are whose ids are cohorts, and of each kind these fields. */
    readonly inventory?: Others;
  };
  /** Pure. See `ofWhole` and `ofEach` for the usual ones; a check that compares cohorts writes its own. */
  evaluate(
    cohorts: Cohorts,
    context: MeasureContext<z.output<Params>> & { readonly inventory: NarrowedInventory<Others> },
  ): readonly MeasureVerdict[];
}

export interface MeasureContext<Params> extends CheckContext<Params> {
  /** What was measured of a cohort before the window that is judged. Throws where the check did not ask for it. */
  readonly past: Past;
}

interface Given {
  readonly added: Added;
  readonly past: Past | null;
  /** Empty where the check did not ask for any. */
  readonly inventory: object;
}

export function defineMeasureCheck<Params extends z.ZodType, const Others extends InventoryQuestion>(
  check: Omit<MeasureCheck<Params, Others>, "kind">,
): Check {
  return Object.freeze({ kind: "measure", ...check }) as unknown as Check;
}

export const measureKind: Kind<MeasureCheck, Given> = {
  name: "measure",
  sayJudged: ({ needs }) => `a measure over the portal's ${needs.aggregate.of}s`,
  plan: (check) => ({
    asks: [
      ...(check.needs.measurements === undefined ? [] : [ask(measurements, "portal", check.needs.measurements)]),
      ...(check.needs.inventory === undefined ? [] : [ask(inventory, "portal", check.needs.inventory)]),
    ],
    aggregates: [check.needs.aggregate],
    records: null,
    ...(check.needs.measurements === undefined ? {} : { measures: measuresOf(check, check.needs.measurements) }),
  }),
  load(check, stock) {
    if (!("added" in stock)) return [];
    const past = check.needs.measurements === undefined ? null : (cohort: string) => stock.past?.get(cohort) ?? [];
    const around = narrowingInventory(check.id, check.needs.inventory ?? {})(stock.inventory)!;
    return stock.added.map((added) => ({ added, past, inventory: around }));
  },

  judge(check, { added, past, inventory: around }, context) {
    if (isTooPartial(added)) return [asAWhole(`too many records could not be counted: ${added.reason}`)];
    try {
      const asked = { ...context, past: past ?? neverAsked(check.id), inventory: around as never };
      return check.evaluate(added.cohorts, asked).map(ofPortal);
    } catch (error) {
      const doubt = `the check failed: ${messageOf(error)}`;
      return [{ ...asAWhole(doubt), doubt }];
    }
  },

  // What a measure no longer names was not deleted by anybody.
  unnamed: { reason: "nothing of it is left in the period that is watched", ending: "left-the-window" },
  hasBaseline: true,
  watchesUs: false,
  subjectsStandAlone: false,
};

function measuresOf(
  { id, version = 1, needs: { aggregate: counted } }: MeasureCheck,
  question: MeasurementsQuestion,
): Measures {
  const windowDays = (params: never) => counted.windowDays?.(params) ?? 0;
  return {
    name: (params) => `${id}/${version}/${windowDays(params)}`,
    figure: (figures) => figureOf(question, figures),
    windowDays,
    pastDays: question.days,
  };
}

function neverAsked(checkId: string): Past {
  return () => {
    throw new TypeError(`The check ${checkId} did not ask for its past. Add measurements to its needs.`);
  };
}

function ofPortal({ subject, verdict }: MeasureVerdict): Judged {
  return { subject: { type: "portal", ownerId: null, ...subject }, verdict };
}

function asAWhole(reason: string): Judged {
  return ofPortal({ subject: { id: "measure", label: "The measure" }, verdict: unknown(reason) });
}

/** How a cohort is judged: its sample first, then its figures. */
export interface CohortRule<Params> {
  /** Below so many records there is no verdict; 20 when it is left out. */
  minSample?(params: Params): number;
  /** What the sample consists of, such as "new contacts in 30 days". */
  saySample(params: Params): string;
  /** @param past - Of this cohort. Throws where the check did not ask for it. */
  evaluate(figures: Figures, context: CheckContext<Params>, past: () => readonly Measurement[]): Verdict;
}

/** The one cohort under which a whole portal is added up. */
export const whole = "whole";

const empty: Figures = { n: 0, sum: 0, rate: null, percentile: () => null };

/** Judges the whole portal as one cohort, which there always is. */
export function ofWhole<Params>(
  subject: MeasureVerdict["subject"],
  rule: CohortRule<Params>,
): (cohorts: Cohorts, context: MeasureContext<Params>) => readonly MeasureVerdict[] {
  return (cohorts, context) => [{ subject, verdict: judged(whole, cohorts.get(whole) ?? empty, rule, context) }];
}

/**
 * Judges each cohort for itself.
 *
 * @param name - Its id as a subject, which is part of a finding's name for good, and what people read.
 */
export function ofEach<Params>(
  name: (cohort: string) => MeasureVerdict["subject"],
  rule: CohortRule<Params>,
): (cohorts: Cohorts, context: MeasureContext<Params>) => readonly MeasureVerdict[] {
  return (cohorts, context) =>
    [...cohorts].map(([cohort, figures]) => ({
      subject: name(cohort),
      verdict: judged(cohort, figures, rule, context),
    }));
}

function judged<Params>(
  cohort: string,
  figures: Figures,
  rule: CohortRule<Params>,
  context: MeasureContext<Params>,
): Verdict {
  const least = rule.minSample?.(context.params) ?? leastSample;
  if (figures.n >= least) return rule.evaluate(figures, context, () => context.past(cohort));
  return unknown(`insufficient sample: ${figures.n} ${rule.saySample(context.params)}, at least ${least} are needed`);
}
