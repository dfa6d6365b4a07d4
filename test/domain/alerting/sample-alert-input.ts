import { decideAlert, type AlertInput, type AlertState } from "../../../domain/alerting/decide-alert.ts";
import type { Notice } from "../../../domain/alerting/notice.ts";
import type { Candidate } from "../../../domain/alerting/pipeline.ts";
import { decisionsOf } from "../../../domain/alerting/say-decisions.ts";
import type { Severity } from "../../../domain/findings/severity.ts";

export const now = new Date("2026-11-25T15:00:00Z");
export const minutes = (count: number) => new Date(now.getTime() + count * 60_000);

export function candidate(findingId: string, severity: Severity = "medium", own: Partial<Candidate> = {}): Candidate {
  return {
    findingId,
    episode: 1,
    checkId: "lead-unanswered",
    topic: "waiting-leads",
    severity,
    subject: { type: "contact", id: findingId },
    ownerId: null,
    teams: [],
    pipeline: null,
    form: null,
    evidence: {},
    since: minutes(-60),
    openedAt: minutes(-60),
    isBaseline: false,
    receiver: "sales",
    ...own,
  };
}

/** Told an hour ago, at revision 7. */
export function notice(findingId: string, own: Partial<Notice> = {}): Notice {
  return {
    findingId,
    episode: 1,
    receiver: "sales",
    topic: "waiting-leads",
    state: "told",
    stage: "decide",
    because: "it is new",
    until: null,
    quietSeverity: null,
    said: { severity: "medium", ownerId: null, revision: 7, at: minutes(-60) },
    ladderFrom: minutes(-60),
    climbed: [],
    cover: null,
    supersededBy: null,
    ...own,
  };
}

/** Half an hour and two hours after its beginning. */
export const ladder = (from: Date) => [
  { receivers: ["head"], dueAt: new Date(from.getTime() + 30 * 60_000).toISOString() },
  { receivers: ["boss"], dueAt: new Date(from.getTime() + 120 * 60_000).toISOString() },
];

/** Open for an hour with a and b; its first step was taken. */
export const active: AlertState = {
  episode: 2,
  status: "open",
  revision: 7,
  severity: "medium",
  openedAt: minutes(-60),
  acknowledgedBy: null,
  acknowledgedAt: null,
  covered: [],
  told: ["a", "b"],
  steps: [
    { receivers: ["head"], dueAt: minutes(-30).toISOString() },
    { receivers: ["boss"], dueAt: minutes(60).toISOString() },
  ],
  nextStep: 1,
  resolvedAt: null,
};

export const climbedOnce = (findingId: string, own: Partial<Notice> = {}) =>
  notice(findingId, { climbed: ["head"], ...own });

export const over: AlertState = { ...active, status: "resolved", resolvedAt: now };

const cover = { by: "Mia", receiver: "sales", at: minutes(-10), until: minutes(230) };
export const covered = (findingId: string, own: Partial<Notice> = {}) => climbedOnce(findingId, { cover, ...own });
export const taken: AlertState = {
  ...active,
  status: "acknowledged",
  acknowledgedBy: "Mia",
  acknowledgedAt: minutes(-10),
  covered: ["a", "b"],
};

/** What an alert is decided from when the pipeline keeps all of these. */
export function input(
  alert: AlertState | null,
  notices: readonly Notice[],
  kept: readonly Candidate[],
  own: Partial<AlertInput> = {},
): AlertInput {
  const held = own.held ?? [];
  return {
    receiver: "sales",
    topic: "waiting-leads",
    alert,
    notices,
    open: new Map([...kept, ...held.map((one) => one.candidate)].map((one) => [one.findingId, one])),
    kept,
    held,
    movedTo: new Map(),
    movedFrom: new Map(),
    endsHeld: new Map(),
    knownToOthers: new Set(),
    policy: {
      ladder,
      coverUntil: (_, at) => new Date(at.getTime() + 4 * 3_600_000),
      isWorkingTime: () => true,
      nameOf: (id) => id,
    },
    act: null,
    isTouched: false,
    mayClimb: true,
    now,
    ...own,
  };
}

/** What is said, to whom it is new, and what became of each notice. */
export function said(of: AlertInput) {
  const decision = decideAlert(of);
  return {
    ...decision,
    occasions: decision.revisions.map(({ occasion }) => occasion),
    last: decision.revisions.at(-1),
    of: (findingId: string) => decision.notices.find((one) => one.findingId === findingId),
    why: (findingId: string) => decisionsOf(decision, "sales.waiting-leads", of.alert !== null).get(findingId),
  };
}
