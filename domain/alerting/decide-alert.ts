import type { AlertOccasion, AlertStatus, LadderStep } from "./alert.ts";
import { severityRank, worse, type Severity } from "../findings/severity.ts";

/** An alert as it stands. One episode lasts from its opening to its recovery. */
export interface AlertState {
  readonly episode: number;
  readonly status: AlertStatus;
  /** Counts on through all episodes, so that a new one is never taken for one that has been announced. */
  readonly revision: number;
  readonly severity: Severity;
  readonly openedAt: Date;
  readonly acknowledgedBy: string | null;
  readonly acknowledgedAt: Date | null;
  /** The findings that the acknowledgement covers. */
  readonly covered: readonly string[];
  /** The findings that its receiver has heard of in this episode. */
  readonly told: readonly string[];
  readonly steps: readonly LadderStep[];
  readonly nextStep: number;
  readonly resolvedAt: Date | null;
}

/** Something that happened to a finding of this alert's topic in this run. */
export interface FindingChange {
  readonly findingId: string;
  readonly kind: "opened" | "reopened" | "worsened" | "eased" | "moved" | "resolved";
  readonly severity: Severity;
  /** The first complete look of its check opened it: it is counted and shown, and told nobody. */
  readonly isBaseline?: boolean;
}

/** Why this run tells nobody, whatever it finds; null for a run that may tell. */
export type Quiet = "baseline" | "history" | null;

export interface AlertDecision {
  /** The alert after this run; null when there is none and none is opened. */
  readonly alert: AlertState | null;
  /** What a new revision says; null when nothing is sent. */
  readonly occasion: AlertOccasion | null;
  /** True when people are to notice, false when the message only changes in place. */
  readonly notify: boolean;
  /** For each change, whether the receiver is told and why, or why not. Stored, and printed by `explain`. */
  readonly decisions: ReadonlyMap<string, { readonly decision: "told" | "not-told"; readonly because: string }>;
}

const quietReasons: Readonly<Record<NonNullable<Quiet>, string>> = {
  baseline: "this is the client's first audit: it is counted and shown, and nobody is told",
  history: "imported history",
};

const firstLook = "this is the first complete look of its check: it is counted and shown, and nobody is told";
const untold = "nobody had been told that it began";
const inPlace = "the message was changed in place, without a new notification";

/**
 * Decides what the changes of one run do to one alert.
 *
 * The order is the policy. Quiet runs tell nobody, and neither does the first complete look of a check. Something new
 * or worse opens an alert or speaks up in an open one. An acknowledgement covers what was shown at the click; later
 * findings speak up once. The end is told to whoever heard the beginning, and to nobody else. Everything smaller
 * changes the message in place.
 *
 * @param openIds - All findings of the topic that are open after this run.
 * @param ladder - The steps of a new episode, as instants.
 */
export function decideAlert(
  previous: AlertState | null,
  everyChange: readonly FindingChange[],
  openIds: ReadonlySet<string>,
  now: Date,
  quiet: Quiet,
  ladder: () => readonly LadderStep[],
): AlertDecision {
  const decisions = new Map<string, { decision: "told" | "not-told"; because: string }>();
  const decideAll = (ids: readonly string[], decision: "told" | "not-told", because: string) =>
    ids.forEach((id) => decisions.set(id, { decision, because }));
  if (quiet !== null) {
    decideAll(idsOf(everyChange), "not-told", quietReasons[quiet]);
    return { alert: previous, occasion: null, notify: false, decisions };
  }
  decideAll(idsOf(everyChange.filter(({ isBaseline }) => isBaseline === true)), "not-told", firstLook);
  const changes = everyChange.filter(({ isBaseline }) => isBaseline !== true);
  const all = idsOf(changes);
  if (all.length === 0 && everyChange.length > 0) return { alert: previous, occasion: null, notify: false, decisions };

  const loud = changes.filter(({ kind }) => kind === "opened" || kind === "reopened" || kind === "worsened");
  const silent = changes.filter((change) => !loud.includes(change)).map(({ findingId }) => findingId);
  const loudIds = loud.map(({ findingId }) => findingId);
  const worst = loud.reduce<Severity>((severity, change) => worse(severity, change.severity), "low");

  const active = previous !== null && previous.status !== "resolved" ? previous : null;
  if (active === null) {
    decideAll(silent, "not-told", untold);
    if (loud.length === 0) return { alert: previous, occasion: null, notify: false, decisions };
    decideAll(loudIds, "told", "it is new");
    const episode = (previous?.episode ?? 0) + 1;
    const alert: AlertState = {
      episode,
      status: "open",
      revision: (previous?.revision ?? 0) + 1,
      severity: worst,
      openedAt: now,
      acknowledgedBy: null,
      acknowledgedAt: null,
      covered: [],
      told: loudIds,
      steps: ladder(),
      nextStep: 0,
      resolvedAt: null,
    };
    return { alert, occasion: "opened", notify: true, decisions };
  }

  const told = [...new Set([...active.told, ...loudIds])];
  const revised = { ...active, revision: active.revision + 1, told };
  const unheard = silent.filter((id) => !told.includes(id));
  if (!told.some((id) => openIds.has(id))) {
    decideAll(all, "told", "everything that was told is over");
    decideAll(unheard, "not-told", untold);
    return {
      alert: { ...revised, status: "resolved", resolvedAt: now },
      occasion: "recovered",
      notify: true,
      decisions,
    };
  }
  if (loud.length > 0) {
    const isWorse = severityRank(worst) > severityRank(active.severity);
    decideAll(loudIds, "told", loudReason(active, isWorse));
    decideAll(silent, "not-told", inPlace);
    decideAll(unheard, "not-told", untold);
    return {
      alert: { ...revised, severity: worse(active.severity, worst) },
      occasion: isWorse ? "worsened" : "changed",
      notify: true,
      decisions,
    };
  }
  decideAll(silent, "not-told", inPlace);
  decideAll(unheard, "not-told", untold);
  if (unheard.length === silent.length) return { alert: active, occasion: null, notify: false, decisions };
  return { alert: revised, occasion: "changed", notify: false, decisions };
}

function idsOf(changes: readonly FindingChange[]): readonly string[] {
  return changes.map(({ findingId }) => findingId);
}

function loudReason(active: AlertState, isWorse: boolean): string {
  if (isWorse) return "it is worse than what was told before";
  return active.acknowledgedBy === null
    ? "it is new"
    : `it came after ${active.acknowledgedBy} took the alert, so it is told once`;
}
