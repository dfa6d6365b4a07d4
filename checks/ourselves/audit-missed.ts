import { z } from "zod";
import { sayInstant } from "../../domain/say-instant.ts";
import type { Age, AgeState } from "../../domain/watch/age.ts";
import { defineOwnCheck, fail, notApplicable, pass, unknown } from "../define-check.ts";
import { instantIn, textIn } from "../evidence.ts";

/** What the rule of age calls late or worse: more than one and a half times the cadence has passed. */
const missed: ReadonlySet<AgeState> = new Set<AgeState>(["late", "told", "not-checked"]);

/**
 * Judged by a run, so it sees a cadence that has stopped beside others that go on, and audits that end without having
 * read everything. That no audit runs at all only the watch beside them can see: it tells the operator, and `/readyz`
 * says so. Both go by the one rule of age.
 */
export const auditMissed = defineOwnCheck({
  id: "audit-missed",
  area: "ourselves",
  topic: "monitoring",
  title: "Audits run as often as agreed",
  failureTitle: "Audits missed",
  why: "What nobody has looked at for too long is shown as it was, and a green light says nothing.",
  executive: "Part of your sales process has not been checked for longer than agreed.",
  decision: "Nothing about the sales team; have whoever runs Revwatch restore the audits.",
  severity: "critical",
  cadence: "fast",
  judges: "portal",
  needs: ["age"],
  params: z.strictObject({}),
  failShare: 1,
  runbook: [
    "1. `revwatch doctor --client ID` says what cannot be read, or which schedule does not run.",
    "2. `revwatch audit --client ID --cadence NAME` reads it now; the finding ends with the next audit.",
  ].join("\n"),
  whenNotToUse: "Leave it on: silence is not health.",
  falsePositives: [
    "A first copy of a large portal that takes longer than the cadence. While it moves, nothing is told.",
    "A cadence that an operator has paused is not told; pages say so.",
    "Where no audit runs at all, nothing judges this check: the watch beside it tells the operator (`audits-late`).",
  ],
  sources: ["The rule of age: more than 1.5 times the cadence since the last complete reading is late"],

  evaluate({ age }) {
    if (age === null) return notApplicable("this audit looks back at the past");
    const late = [...age.cadences].filter(([, { state }]) => missed.has(state));
    const [worst] = late.toSorted(([, one], [, other]) => readAt(one) - readAt(other));
    if (worst === undefined) return age.cadences.size === 0 ? unknown("no audit is due") : pass();
    const [cadence, { completeAt, lateAt }] = worst;
    const evidence = {
      cadence,
      lastCompleteAt: completeAt?.toISOString() ?? null,
      alsoLate: late.length - 1,
    };
    return fail(evidence, lateAt === null ? {} : { since: lateAt });
  },

  say({ evidence, isOver, businessTime }) {
    const what = `The ${textIn(evidence, "cadence")} audits`;
    if (evidence["lastCompleteAt"] === null)
      return isOver ? `${what} had never read the portal whole.` : `${what} have never read the portal whole.`;
    const at = sayInstant(instantIn(evidence, "lastCompleteAt"), businessTime.timeZone);
    return isOver
      ? `${what} had last read the portal whole on ${at}, longer ago than agreed.`
      : `${what} last read the portal whole on ${at}, longer ago than agreed.`;
  },
});

const readAt = ({ completeAt }: Age): number => completeAt?.getTime() ?? 0;
