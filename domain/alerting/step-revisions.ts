import type { AlertInput, AlertRevision, AlertState } from "./decide-alert.ts";
import type { Notice } from "./notice.ts";
import type { Settled } from "./settle-notices.ts";

export const isClimbing = ({ state, cover }: Notice) => state === "told" && cover === null;

/** Nobody has answered, so the next ones are called. */
export function escalation(
  { policy }: AlertInput,
  alert: AlertState,
  receivers: readonly string[],
  standing: readonly Notice[],
): AlertRevision {
  const names = receivers.map(policy.nameOf).join(", ");
  return {
    alert,
    occasion: "escalated",
    notify: true,
    byWhom: null,
    detail: `no response, so it goes to ${names} (step ${alert.nextStep} of ${alert.steps.length})`,
    concerned: standing.filter(isClimbing).map(({ findingId }) => findingId),
    news: [],
    fresh: receivers,
  };
}

/** Whoever took it is asked first; the ladder goes on from there. */
export function question({ receiver }: AlertInput, alert: AlertState, { asked }: Settled): AlertRevision {
  return {
    alert,
    occasion: "reminder",
    notify: true,
    byWhom: null,
    detail: `${asked[0]!.cover.by} acknowledged it and it is still open, so ${asked[0]!.cover.by} is asked again`,
    concerned: asked.map(({ findingId }) => findingId),
    news: [],
    fresh: [],
    noticedBy: [...new Set(asked.map(({ cover }) => cover.receiver ?? receiver))],
  };
}
