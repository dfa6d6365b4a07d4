import type { AlertOccasion, AlertStatus, LadderStep } from "./alert.ts";
import { severityRank, worse, type Severity } from "../findings/severity.ts";
import { sayChange } from "./say-change.ts";
import { isSameLadder, stepsLeft, type LadderFrom } from "./ladder.ts";
import type { Notice } from "./notice.ts";
import type { Candidate, Held } from "./pipeline.ts";
import { settleNotices, type Settled } from "./settle-notices.ts";
import { escalation, isClimbing, question } from "./step-revisions.ts";
import type { Topic } from "./topic.ts";

/** An alert as it stands. One episode lasts from its opening to its end. */
export interface AlertState {
  readonly episode: number;
  readonly status: AlertStatus;
  /** Counts on through all episodes, so that a new one is never taken for one that has been announced. */
  readonly revision: number;
  /** Of what is open now. */
  readonly severity: Severity;
  readonly openedAt: Date;
  readonly acknowledgedBy: string | null;
  readonly acknowledgedAt: Date | null;
  /** The findings that an acknowledgement covers. */
  readonly covered: readonly string[];
  /** The findings that its receiver has heard of in this episode. */
  readonly told: readonly string[];
  /** Those that were taken, then those that are left of all its ladders. */
  readonly steps: readonly LadderStep[];
  readonly nextStep: number;
  readonly resolvedAt: Date | null;
}

/** What the config says of alerts to one receiver. */
export interface AlertPolicy {
  readonly ladder: LadderFrom;
  /** Until when an acknowledgement of this severity covers, in business time. */
  readonly coverUntil: (severity: Severity, at: Date) => Date;
  readonly isWorkingTime: (at: Date) => boolean;
  readonly nameOf: (receiver: string) => string;
}

/** What a person or a timer does to an alert. */
export type AlertAct =
  | {
      readonly kind: "acknowledged";
      readonly by: string;
      /** Whose message had the button; null where none is known. */
      readonly receiver: string | null;
      readonly findingIds: ReadonlySet<string>;
      readonly detail: string;
    }
  /** The workflow has waited for a step that was due at this instant. */
  | { readonly kind: "timer"; readonly at: Date };

export interface AlertInput {
  readonly receiver: string;
  readonly topic: Topic;
  /** Of its latest episode; null when there never was one. */
  readonly alert: AlertState | null;
  /** Those of this receiver and topic that are not over. */
  readonly notices: readonly Notice[];
  /** Every open finding of the client. */
  readonly open: ReadonlyMap<string, Candidate>;
  /** What the pipeline lets this receiver hear, and what it holds back. */
  readonly kept: readonly Candidate[];
  readonly held: readonly Held[];
  /** Findings that go to another receiver now, and those that went to another one before. */
  readonly movedTo: ReadonlyMap<string, string>;
  readonly movedFrom: ReadonlyMap<string, Notice>;
  /** Ended findings whose end is not to be told before an instant, because they may come back. */
  readonly endsHeld: ReadonlyMap<string, Date>;
  /** Findings that other receivers were told of before. */
  readonly knownToOthers: ReadonlySet<string>;
  readonly policy: AlertPolicy;
  readonly act: AlertAct | null;
  /** What it shows has other words now, though no finding changed. */
  readonly isTouched: boolean;
  /** Whether steps that are due are taken now; else only the one that a timer has waited for. */
  readonly mayClimb: boolean;
  readonly now: Date;
}

/** One revision of an alert, to be written and sent. */
export interface AlertRevision {
  readonly alert: AlertState;
  readonly occasion: AlertOccasion;
  /** True when people are to notice, false when the message only changes in place. */
  readonly notify: boolean;
  readonly byWhom: string | null;
  readonly detail: string;
  readonly concerned: readonly string[];
  readonly news: readonly string[];
  /** Receivers that hear of it for the first time. */
  readonly fresh: readonly string[];
  /** The only receivers who are to notice; left out for all. */
  readonly noticedBy?: readonly string[];
  /** The receiver to whom all of it went. */
  readonly handedTo?: string;
  /** It says how many there are, and lists none. */
  readonly isCount?: boolean;
}

export interface AlertDecision {
  /** In order; none when nothing is to be said. */
  readonly revisions: readonly AlertRevision[];
  /** As they are after this, those that are over too. */
  readonly notices: readonly Notice[];
  readonly settled: Settled;
}

/**
 * Makes one alert agree with what its receiver is to know now.
 *
 * The order is the policy. Something new or worse opens an alert or speaks up in an open one. An acknowledgement covers
 * what was shown at the click; what is later or worse climbs by itself. The end is told to whoever heard the
 * beginning, and to nobody else. Everything smaller changes the message in place. Then the steps of the ladder that
 * are due, and acknowledgements that have run out.
 */
export function decideAlert(input: AlertInput): AlertDecision {
  const { act } = input;
  const settled = covering(settleNotices(input), act, input);
  const before = settled.returned.length === 0 ? stillOpen(input.alert) : openAgain(input.alert!);
  const first = firstRevision(input, settled, before);
  const revisions = first === null ? [] : [first];
  let standing = settled.standing;
  let alert = first?.alert ?? before;

  if (settled.asked.length > 0 && alert !== null && alert.status !== "resolved") {
    alert = { ...alert, revision: alert.revision + 1 };
    revisions.push(question(input, alert, settled));
  }
  if (alert?.status === "open") {
    const due = alert.steps.slice(alert.nextStep).filter(({ dueAt }) => Date.parse(dueAt) <= dueBy(input));
    if (due.length > 0) {
      const receivers = [...new Set(due.flatMap((step) => step.receivers))];
      standing = standing.map((notice) =>
        isClimbing(notice) ? { ...notice, climbed: [...new Set([...notice.climbed, ...receivers])] } : notice,
      );
      alert = { ...alert, revision: alert.revision + 1, nextStep: alert.nextStep + due.length };
      revisions.push(escalation(input, alert, receivers, standing));
    }
  }
  return { revisions, notices: noticesAfter(settled, standing, input), settled };
}

function stillOpen(alert: AlertState | null): AlertState | null {
  return alert?.status === "resolved" ? null : alert;
}

/** What flaps is the same episode, in the same message; who had taken it had taken what ended. */
function openAgain(alert: AlertState): AlertState {
  if (alert.status !== "resolved") return alert;
  return { ...alert, status: "open", acknowledgedBy: null, acknowledgedAt: null, covered: [], resolvedAt: null };
}

function dueBy({ act, mayClimb, now }: AlertInput): number {
  const waited = act?.kind === "timer" ? Math.max(act.at.getTime(), now.getTime()) : -Infinity;
  return mayClimb ? Math.max(waited, now.getTime()) : waited;
}

/** What a person has taken is covered until that runs out. */
function covering(settled: Settled, act: AlertAct | null, { policy, now }: AlertInput): Settled {
  if (act?.kind !== "acknowledged") return settled;
  const { by, receiver, findingIds } = act;
  const standing = settled.standing.map((notice): Notice => {
    if (!findingIds.has(notice.findingId) || notice.cover !== null) return notice;
    const until = policy.coverUntil(notice.said!.severity, now);
    return { ...notice, cover: { by, receiver, at: now, until } };
  });
  return { ...settled, standing };
}

function firstRevision(input: AlertInput, settled: Settled, before: AlertState | null): AlertRevision | null {
  const { alert, act, receiver, now } = input;
  const { standing, news, worse: worsened, ended, moved } = settled;
  const loud = [...news, ...worsened];
  if (before === null && news.length === 0) return null;
  const ids = (notices: readonly Notice[]) => notices.map(({ findingId }) => findingId);
  // What went to somebody else leaves the message, unless all of it did: then that is what the message says.
  const left = new Set(standing.length === 0 ? [] : ids(moved));
  const told = [...new Set([...(before?.told ?? []).filter((id) => !left.has(id)), ...ids(news)])];
  const base: AlertState = before ?? {
    episode: (alert?.episode ?? 0) + 1,
    status: "open",
    revision: alert?.revision ?? 0,
    severity: "low",
    openedAt: news.reduce((first, { said }) => (said!.at < first ? said!.at : first), now),
    acknowledgedBy: null,
    acknowledgedAt: null,
    covered: [],
    told: [],
    steps: [],
    nextStep: 0,
    resolvedAt: null,
  };
  const after = standing.length === 0 ? over(base, now) : standingAlert(base, standing, input);
  const revision = {
    alert: { ...after, revision: base.revision + 1, told },
    byWhom: null,
    detail: sayChange(settled, input),
    concerned: ids([...loud, ...settled.returned, ...ended, ...moved, ...settled.touched]),
    news: ids(loud),
    fresh: before === null ? [receiver] : [],
  };
  if (before === null)
    return { ...revision, occasion: "opened", notify: true, isCount: news.length === settled.joined.length };
  if (standing.length === 0) {
    if (ended.length > 0 || moved.length === 0) return { ...revision, occasion: "recovered", notify: true };
    const handedTo = input.movedTo.get(moved[0]!.findingId);
    return { ...revision, occasion: "handed-over", notify: true, ...(handedTo === undefined ? {} : { handedTo }) };
  }
  if (loud.length > 0) {
    const worst = loud.reduce<Severity>((severity, { said }) => worse(severity, said!.severity), "low");
    const isWorse = severityRank(worst) > severityRank(before.severity);
    return { ...revision, occasion: isWorse ? "worsened" : "changed", notify: true };
  }
  if (act?.kind === "acknowledged")
    return {
      ...revision,
      occasion: "acknowledged",
      notify: false,
      byWhom: act.by,
      detail: act.detail,
      concerned: told,
    };
  const isChanged =
    input.isTouched ||
    settled.returned.length + ended.length + moved.length + settled.touched.length > 0 ||
    after.status !== before.status ||
    !isSameLadder(after.steps, before.steps);
  return isChanged ? { ...revision, occasion: "changed", notify: false } : null;
}

function over(alert: AlertState, now: Date): AlertState {
  return { ...alert, status: "resolved", resolvedAt: now };
}

/** Taken while everything that is to be done about it is covered; what is held back waits for nobody. */
function standingAlert(base: AlertState, standing: readonly Notice[], { policy }: AlertInput): AlertState {
  const covered = standing.filter(({ cover }) => cover !== null);
  const last = covered.toSorted((a, b) => a.cover!.at.getTime() - b.cover!.at.getTime()).at(-1);
  const isTaken = last !== undefined && standing.every(({ cover, state }) => cover !== null || state === "held");
  const left = stepsLeft(
    standing.filter(({ state }) => state === "told"),
    policy.ladder,
  );
  return {
    ...base,
    status: isTaken ? "acknowledged" : "open",
    severity: standing.reduce<Severity>((severity, { said }) => worse(severity, said!.severity), "low"),
    acknowledgedBy: isTaken ? last.cover!.by : null,
    acknowledgedAt: isTaken ? last.cover!.at : null,
    covered: covered.map(({ findingId }) => findingId),
    // What an acknowledgement has stopped stays visible as it was.
    steps: isTaken ? base.steps : [...base.steps.slice(0, base.nextStep), ...left],
  };
}

function noticesAfter(settled: Settled, standing: readonly Notice[], { movedTo }: AlertInput): readonly Notice[] {
  const end = (notice: Notice): Notice => ({
    ...notice,
    state: "over",
    until: null,
    supersededBy: movedTo.get(notice.findingId) ?? null,
  });
  return [
    ...standing,
    ...settled.waiting,
    ...settled.ended.map(end),
    ...settled.moved.map(end),
    ...settled.dropped.map(end),
  ];
}
