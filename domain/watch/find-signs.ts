import { alarmRules, ruleOf } from "./all-rules.ts";
import type { AlarmRecord, Sign, WatchTiming } from "./alarm.ts";
import type { WatchFacts } from "./facts.ts";

export interface FoundSigns {
  /** What is wrong and explained by nothing else that is wrong. */
  readonly plain: readonly Sign[];
  /** What follows from one of those, or from one that has just ended. */
  readonly hidden: readonly Sign[];
  /** Whether nothing can be said about it now, because something broken hides it. */
  isUnknown(about: Pick<Sign, "kind" | "clientId" | "subject">): boolean;
}

/**
 * Judges the facts. One broken cause hides what follows from it, and for a while after its end as well: what waited
 * needs its time.
 *
 * @param records - Of what was found before, the ended ones of the last days included.
 */
export function findSigns(
  facts: WatchFacts,
  records: readonly AlarmRecord[],
  now: Date,
  timing: WatchTiming,
): FoundSigns {
  const plain: Sign[] = [];
  const hidden: Sign[] = [];
  for (const rule of alarmRules) {
    for (const sign of rule.find(facts, now, timing)) {
      const isHidden =
        plain.some((cause) => hides(cause, sign)) || records.some((record) => hasJustEnded(record, sign, now));
      (isHidden ? hidden : plain).push(sign);
    }
  }
  return {
    plain,
    hidden,
    isUnknown: (about) => plain.some((cause) => cause.kind !== about.kind && hides(cause, about)),
  };
}

function hides(cause: Sign, other: Pick<Sign, "kind" | "clientId" | "subject">): boolean {
  return ruleOf(cause.kind).hides(cause, other);
}

function hasJustEnded(record: AlarmRecord, sign: Sign, now: Date): boolean {
  const { afterglowMs } = sign;
  if (afterglowMs === undefined || record.kind === sign.kind) return false;
  // No instant of its end yet: it is there, or is missed for the first time now.
  if (record.goneAt !== null && now.getTime() - record.goneAt.getTime() > afterglowMs) return false;
  return hides({ ...record, clientId: record.clientId || null }, sign);
}
