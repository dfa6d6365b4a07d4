import type { z } from "zod";
import type { PortalAccess } from "../../domain/access.ts";
import type { Verdict } from "../../domain/findings/verdict.ts";
import type { JudgingComparison } from "../../domain/judging/comparison.ts";
import type { CheckContext, CheckDescription } from "../description.ts";
import { guarded } from "./guarded.ts";
import type { Kind, OurFact, OurFacts } from "./kind.ts";
import type { Check } from "./index.ts";

/** What a check of ourselves is given. */
export interface OurWork {
  readonly access: PortalAccess;
  /** The last time that everything was judged and held against what is kept; null before the first. */
  readonly comparison: JudgingComparison | null;
  /** Null where it did not ask, and in a run that looks back at the past. */
  readonly age: OurFacts["age"];
  /** The same. */
  readonly coverage: OurFacts["coverage"];
}

/** Judges our own work: whether we can still see, and whether what we keep is right. */
export interface OwnCheck<Params extends z.ZodType = z.ZodType> extends CheckDescription<Params> {
  readonly kind: "ourselves";
  readonly judges: "portal";
  /** What it wants to know of our audits; access and the comparison come along always. */
  readonly needs?: readonly OurFact[];
  /** Pure: no clock, no network, no storage, no mutation. */
  evaluate(work: OurWork, context: CheckContext<z.output<Params>>): Verdict;
}

export function defineOwnCheck<Params extends z.ZodType>(check: Omit<OwnCheck<Params>, "kind">): Check {
  return Object.freeze({ kind: "ourselves", ...check }) as unknown as Check;
}

export const ourselvesKind: Kind<OwnCheck, OurWork> = {
  name: "ourselves",
  sayJudged: () => "our own work for the portal",
  plan: ({ needs = [] }) => ({ asks: [], aggregates: [], records: null, ours: needs }),
  load(_, stock) {
    if (!("access" in stock)) return [];
    const { access, comparison, ours } = stock;
    return [{ access, comparison, age: ours?.age ?? null, coverage: ours?.coverage ?? null }];
  },

  judge(check, work, context) {
    const subject = { type: "portal", id: "portal", label: "The portal", ownerId: null } as const;
    return [{ subject, verdict: guarded(() => check.evaluate(work, context)) }];
  },

  unnamed: { reason: "nothing of it is left in the period that is watched", ending: "left-the-window" },
  // What stops us from looking is news at any time.
  hasBaseline: false,
  watchesUs: true,
  subjectsStandAlone: true,
};
