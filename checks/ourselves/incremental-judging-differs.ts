import { z } from "zod";
import { differencesOf } from "../../domain/judging/comparison.ts";
import { sayInstant } from "../../domain/say-instant.ts";
import { defineOwnCheck, fail, notApplicable, pass, unknown } from "../define-check.ts";
import { instantIn, numberIn } from "../evidence.ts";
import { forEver, holding } from "../holds-until.ts";

/** So long a comparison says something; one is due every day. */
const saysSomethingForMs = 2 * 86_400_000;

/**
 * A daily run compares, and the next fast run says what it came to. Fast, because that cadence is always in use: a
 * client without a daily check gets no daily run for the sake of this one, and it is noticed when daily runs stop.
 *
 * Where nothing was held that could be compared (a new or an upgraded installation, a client without daily checks, or
 * a day on which other settings had everything judged anew) there is nothing to be right or wrong about: _not
 * applicable_, neither a pass nor a doubt. A comparison that was due and is missing is `unknown`.
 */
export const incrementalJudgingDiffers = defineOwnCheck({
  id: "incremental-judging-differs",
  area: "ourselves",
  topic: "access",
  title: "Judging what changed comes to the same as judging everything",
  failureTitle: "Judging what changed misses something",
  why: "Between two daily comparisons only what changed is judged. Where that goes wrong, something may have been told late or not at all.",
  executive: "For up to a day, some of what Revwatch showed was not what it should have shown.",
  decision: "Nothing about the sales team; have whoever runs Revwatch report the fault.",
  severity: "medium",
  cadence: "fast",
  startsIn: "alert",
  judges: "portal",
  params: z.strictObject({}),
  failShare: 1,
  runbook: [
    "1. Nothing has to be repaired: what differed is judged again by the next run of each cadence, and counters are set right in the run that found it.",
    "2. Look through what opened or ended right after that run: it may be up to a day late.",
    "3. Report the fault with the log line “What is held differs from what everything, judged anew, says”; it names the first check and record type and no record.",
    "4. It ends by itself with the next comparison that finds nothing. If it comes again, the metric `revwatch_judging_differences` shows since when.",
  ].join("\n"),
  whenNotToUse: "Leave it on: nothing else notices that a verdict was kept for too long.",
  falsePositives: [
    "None is known: it compares two results of our own, and each difference is a fault of ours, if often a harmless one.",
  ],
  sources: ["Revwatch, decision 21: docs/decisions/0021-judging-what-changed.md"],

  evaluate({ comparison }, context) {
    if (comparison === null) return forEver(notApplicable("nothing was compared yet"));
    const { asOf, records, verdicts, counters } = comparison;
    const staleAt = new Date(asOf.getTime() + saysSomethingForMs);
    if (staleAt <= context.asOf) return forEver(unknown("nothing was compared within two days"));
    if (differencesOf(comparison) > 0)
      return holding(fail({ verdicts, counters, records, comparedAt: asOf.toISOString() }), context, staleAt);
    if (records === 0)
      return holding(notApplicable("nothing was held that could be compared: everything was new"), context, staleAt);
    return holding(pass(), context, staleAt);
  },

  say({ evidence, isOver, businessTime }) {
    const [verdicts, counters] = [numberIn(evidence, "verdicts"), numberIn(evidence, "counters")];
    const found = [
      ...(verdicts > 0 ? [`the verdicts of ${verdicts} of ${numberIn(evidence, "records")} records`] : []),
      ...(counters > 0 ? [counters === 1 ? "1 counter" : `${counters} counters`] : []),
    ].join(" and ");
    const when = sayInstant(instantIn(evidence, "comparedAt"), businessTime.timeZone);
    return isOver
      ? `What Revwatch held was not what judging everything said on ${when}: ${found}.`
      : `What Revwatch held is not what judging everything said on ${when}: ${found}. They are judged and counted anew.`;
  },
});
