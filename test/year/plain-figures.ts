import type { PlainHand } from "./plain-hands.ts";
import type { PlainTime } from "./plain-time.ts";
import type { PlainJudgement, PlainVerdicts } from "./plain-verdicts.ts";

/** Every figure of a weekly report, by the name under which it stands there. */
export type PlainFigures = PlainFindings & PlainAnswers;

export interface PlainFindings {
  readonly score: number | null;
  readonly change: number | null;
  readonly trend: readonly (readonly [day: string, score: number | null])[];
  readonly assessed: number;
  readonly enabled: number;
  /** By check, in tenths of a point. */
  readonly lostPoints: Readonly<Record<string, number>>;
  readonly decisions: readonly string[];
  readonly brokeInAll: number;
  readonly fixedInAll: number;
  readonly minutesToResolve: readonly number[];
  readonly endedOtherwise: number;
  readonly stillOpen: number;
  readonly runs: number;
}

export interface PlainAnswers {
  readonly raised: number;
  readonly selfBooked: number;
  readonly answered: number;
  readonly answeredWithinPromise: number;
  readonly stillWithinPromise: number;
  readonly p50Minutes: number | null;
  readonly p90Minutes: number | null;
  readonly unanswered: readonly (readonly [name: string, waitedMinutes: number])[];
}

type Severity = NonNullable<PlainJudgement["severity"]>;

/** What each check weighs, and the share of failing subjects at which all of that is lost. */
const weights: Readonly<Record<string, readonly [severity: Severity, fullLossAt: number]>> = {
  "campaign-untracked": ["high", 0.5],
  "contact-source-missing": ["medium", 1],
  "utm-value-fragmented": ["medium", 0.3],
  "lead-stale": ["medium", 0.25],
  "lead-unanswered": ["high", 0.25],
  "lead-unassigned": ["high", 0.2],
  "owner-deactivated": ["critical", 0.1],
  "deal-close-date-past": ["medium", 0.25],
  "deal-without-next-activity": ["high", 0.25],
  "pipeline-changed": ["high", 0.5],
};
/** Areas, what each counts, and what is judged in it. */
const areas: readonly (readonly [counts: number, checks: readonly string[]])[] = [
  [3, ["deal-close-date-past", "deal-without-next-activity", "pipeline-changed"]],
  [3, ["lead-unassigned", "owner-deactivated"]],
  [3, ["lead-stale", "lead-unanswered"]],
  [2, ["campaign-untracked", "contact-source-missing", "utm-value-fragmented"]],
];
const points: Readonly<Record<Severity, number>> = { medium: 2, high: 4, critical: 8 };
const worstFirst: readonly Severity[] = ["critical", "high", "medium"];
const dayMs = 86_400_000;

interface Open {
  readonly check: string;
  severity: Severity;
  readonly sinceRun: number;
  episode: number;
}

interface Change {
  readonly at: number;
  readonly kind: "broke" | "fixed" | "ended";
  readonly minutesToResolve: number | null;
  readonly severity: Severity;
}

interface Scored {
  readonly at: number;
  readonly score: number;
  readonly lost: Readonly<Record<string, number>>;
}

/** Keeps the book of a portal from audit to audit, with nothing but the verdicts of each. */
export class PlainBook {
  readonly #open = new Map<string, Open>();
  readonly #episodes = new Map<string, number>();
  readonly #changes: Change[] = [];
  readonly #scored: Scored[] = [];
  readonly #time: PlainTime;

  constructor(time: PlainTime) {
    this.#time = time;
  }

  /**
   * One complete audit.
   *
   * @param merges - Which contact another one has become part of: what was open of it goes on with that one.
   */
  audit(verdicts: PlainVerdicts, merges: ReadonlyMap<string, string>, at: number): void {
    const isBaseline = this.#scored.length === 0;
    for (const [key, open] of this.#open) {
      const survivor = merges.get(key.slice(open.check.length + 1));
      if (survivor !== undefined) this.#move(key, `${open.check}/${survivor}`, at);
    }
    for (const [check, subjects] of verdicts)
      for (const [subject, judgement] of subjects) this.#judge(`${check}/${subject}`, check, judgement, at, isBaseline);
    for (const [key, { check }] of this.#open)
      if (!verdicts.get(check)!.has(key.slice(check.length + 1))) this.#end(key, "ended", at);
    this.#scored.push({ at, ...this.#score(verdicts) });
  }

  #judge(key: string, check: string, judgement: PlainJudgement, at: number, isBaseline: boolean): void {
    const { verdict, severity } = judgement;
    const isFixed = verdict === "pass" || judgement.isMended === true;
    const open = this.#open.get(key);
    if (verdict === "fail") {
      if (open !== undefined) {
        open.severity = severity!;
        return;
      }
      const episode = (this.#episodes.get(key) ?? 0) + 1;
      this.#episodes.set(key, episode);
      this.#open.set(key, { check, severity: severity!, sinceRun: at, episode });
      if (!isBaseline) this.#changes.push({ at, kind: "broke", minutesToResolve: null, severity: severity! });
    } else if (open !== undefined && verdict !== "unknown") this.#end(key, isFixed ? "fixed" : "ended", at);
  }

  /** The older of two goes on; the younger has ended. */
  #move(former: string, key: string, at: number): void {
    const open = this.#open.get(former)!;
    const other = this.#open.get(key);
    this.#open.delete(former);
    this.#episodes.set(key, Math.max(open.episode, this.#episodes.get(key) ?? 0));
    if (other === undefined) this.#open.set(key, open);
    else {
      this.#open.set(key, open.sinceRun < other.sinceRun ? open : other);
      this.#changes.push({ at, kind: "ended", minutesToResolve: null, severity: open.severity });
    }
  }

  #end(key: string, kind: "fixed" | "ended", at: number): void {
    const { sinceRun, severity } = this.#open.get(key)!;
    this.#open.delete(key);
    this.#changes.push({ at, kind, minutesToResolve: Math.floor((at - sinceRun) / 60_000), severity });
  }

  #score(verdicts: PlainVerdicts): { score: number; lost: Record<string, number> } {
    const lost: Record<string, number> = {};
    const counted = areas.reduce((sum, [counts]) => sum + counts, 0);
    for (const [counts, checks] of areas) {
      const total = checks.reduce((sum, check) => sum + points[weights[check]![0]], 0);
      for (const check of checks) {
        const [severity, fullLossAt] = weights[check]!;
        const judged = [...verdicts.get(check)!.values()].filter(
          ({ verdict }) => verdict === "pass" || verdict === "fail",
        );
        const failed = judged.filter(({ verdict }) => verdict === "fail").length;
        const share = failed === 0 ? 0 : Math.min(1, failed / judged.length / fullLossAt);
        if (share > 0) lost[check] = (((100 * counts) / counted) * points[severity] * share) / total;
      }
    }
    const left = Math.round(100 - Object.values(lost).reduce((sum, part) => sum + part, 0));
    const isCritical = [...this.#open.values()].some(({ severity }) => severity === "critical");
    return { score: isCritical ? Math.min(left, 64) : left, lost };
  }

  /** What audits found in the week that ends at `endsAt`, asked for when no audit has come since. */
  week(startsAt: number, endsAt: number): PlainFindings {
    const within = ({ at }: { at: number }) => at >= startsAt && at < endsAt;
    const last = this.#scored.findLast(({ at }) => at < endsAt);
    const before = this.#scored.findLast(({ at }) => at < startsAt);
    const changes = this.#changes.filter(within);
    const of = (kind: Change["kind"]) => changes.filter((change) => change.kind === kind);
    return {
      score: last?.score ?? null,
      change: last === undefined || before === undefined ? null : last.score - before.score,
      trend: this.#trend(endsAt),
      assessed: last === undefined ? 0 : Object.keys(weights).length,
      enabled: Object.keys(weights).length,
      lostPoints: Object.fromEntries(
        Object.entries(last?.lost ?? {}).map(([check, part]) => [check, Math.round(part * 10)]),
      ),
      decisions: this.#decisions(),
      brokeInAll: of("broke").length,
      fixedInAll: of("fixed").length,
      minutesToResolve: of("fixed")
        .map(({ minutesToResolve }) => minutesToResolve!)
        .toSorted((a, b) => a - b),
      endedOtherwise: of("ended").length,
      stillOpen: this.#open.size,
      runs: this.#scored.filter(within).length,
    };
  }

  /** The last score of each of the 28 days up to the end, from the first day that has one. */
  #trend(endsAt: number): [string, number | null][] {
    const byDay = new Map<string, number | null>();
    for (const { at, score } of this.#scored)
      if (at < endsAt && at >= endsAt - 28 * dayMs) byDay.set(this.#time.dayOf(at), score);
    return [...byDay];
  }

  /**
   * The checks that ask the founder for a decision, worst first: something high is open, or it came back for the third
   * time.
   */
  #decisions(): string[] {
    const groups = [...Map.groupBy(this.#open.values(), ({ check }) => check)].map(([check, open]) => ({
      check,
      count: open.length,
      worst: Math.min(...open.map(({ severity }) => worstFirst.indexOf(severity))),
      isRecurring: open.some(({ episode }) => episode >= 3),
    }));
    return groups
      .filter(({ worst, isRecurring }) => worst <= worstFirst.indexOf("high") || isRecurring)
      .toSorted(
        (one, other) => one.worst - other.worst || other.count - one.count || one.check.localeCompare(other.check),
      )
      .slice(0, 3)
      .map(({ check, count }) => `${check} ${count}`);
  }
}

/** How the requests of a week were answered by its end. */
export function answersOf(
  hands: readonly PlainHand[],
  { startsAt, endsAt }: { readonly startsAt: number; readonly endsAt: number },
  time: PlainTime,
): PlainAnswers {
  const raised = hands.filter(({ raisedAt, answeredAt, closedAt }) => {
    if (raisedAt >= startsAt) return raisedAt < endsAt;
    const endedAt = answeredAt ?? closedAt;
    // Sunday's requests, whose promise runs on: the week before said nothing of them.
    return (endedAt === null || endedAt >= startsAt) && time.workedMinutes(raisedAt, startsAt) <= 60;
  });
  const isClosed = ({ closedAt }: PlainHand) => closedAt !== null && closedAt <= endsAt;
  const inTime = ({ raisedAt, closedAt }: PlainHand) => time.workedMinutes(raisedAt, closedAt!) <= 60;
  // Who was closed within the promise was neither answered nor left waiting.
  const asked = raised.filter((hand) => !hand.isSelfBooked && !(isClosed(hand) && inTime(hand)));
  const waits = asked
    .flatMap(({ raisedAt, answeredAt }) => (answeredAt === null ? [] : [time.workedMinutes(raisedAt, answeredAt)]))
    .toSorted((a, b) => a - b);
  const open = asked
    .filter((hand) => hand.answeredAt === null && !isClosed(hand))
    .map(({ name, raisedAt }) => [name, time.workedMinutes(raisedAt, endsAt)] as const);
  return {
    raised: asked.length,
    selfBooked: raised.filter(({ isSelfBooked }) => isSelfBooked).length,
    answered: waits.length,
    answeredWithinPromise: waits.filter((minutes) => minutes <= 60).length,
    stillWithinPromise: open.filter(([, minutes]) => minutes <= 60).length,
    p50Minutes: wholeMinutes(waits[Math.ceil(waits.length / 2) - 1]),
    p90Minutes: wholeMinutes(waits[Math.ceil(waits.length * 0.9) - 1]),
    unanswered: open
      .filter(([, minutes]) => minutes > 60)
      .map(([name, minutes]) => [name, Math.floor(minutes)] as const)
      .toSorted((one, other) => other[1] - one[1] || one[0].localeCompare(other[0])),
  };
}

const wholeMinutes = (minutes: number | undefined) => (minutes === undefined ? null : Math.floor(minutes));
